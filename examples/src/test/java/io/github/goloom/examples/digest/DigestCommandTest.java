package io.github.goloom.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.console.Raw;
import io.github.goloom.examples.testing.Printed;
import io.github.goloom.examples.testing.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code digest} prints is, byte for byte, what {@code find}, {@code sort} and {@code sha256sum} print. */
@Timeout(60)
class DigestCommandTest {
    @TempDir
    Path folder;

    private final Printed printed = new Printed();

    @BeforeAll
    static void assumeGnuCommands() {
        Shell.assumeGnuCommands();
    }

    private int digest(String... args) {
        return new CommandLine(new DigestCommand(printed.pipe())).execute(args);
    }

    private String root() {
        return Raw.ofText(folder.toString());
    }

    private void makeNestedTree() throws Exception {
        Shell.run(folder, """
                mkdir -p a/b/c a-b "a b" .hidden z/empty
                for d in . a a/b a/b/c a-b "a b" .hidden; do
                  for f in 0 a a.b z Z '~'; do echo "$d/$f" > "$d/$f$f"; done
                done
                : > none; head -c 200000 /dev/zero > zeros; head -c 65536 /dev/zero > exact
                ln -s a link; ln -s none filelink; ln -s nowhere dangling; ln -s .. z/loop; mkfifo pipe
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void digest_ofANestedTree_printsWhatSha256sumPrints(int parallel) throws Exception {
        makeNestedTree();
        assertThat(digest("--parallel", "" + parallel, root())).isZero();
        assertThat(printed.out()).isEqualTo(Shell.sums(folder, folder.toString()));
        assertThat(printed.err()).isEmpty();
    }

    @Test
    void digest_ofOddNames_escapesThemAsSha256sumDoes() throws Exception {
        Shell.run(folder, """
                for n in 'blank blank' ' ' 'back\\\\slash' 'new\\nline' 'car\\rret' 'tab\\tx' '\\\\n' '-' '--help' '%%41' '\\377\\376' \
                    '\\303\\251' '\\303' '*' '\\001' 'x\\177' '#?' '@'; do
                  name=$(printf -- "$n."); echo > "./${name%.}"; mkdir "./d${name%.}"; echo x > "./d${name%.}/${name%.}"
                done
                """);
        assertThat(digest(root())).isZero();
        assertThat(printed.out())
                .isEqualTo(Shell.sums(folder, folder.toString()))
                .contains("\\\\", "\\n", "\\r")
                .hasLineCount(36);
    }

    @Test
    void digest_ofTreesThatOverlap_printsEachFileAsOftenAsFindDoes() throws Exception {
        makeNestedTree();
        String[] roots = {
            root() + "/a-b", root() + "/a", root(), root() + "/", root() + "/a/b", root() + "//a", root() + "/none"
        };
        assertThat(digest(roots)).isZero();
        assertThat(printed.out()).isEqualTo(Shell.sums(folder, roots));
    }

    @Test
    void digest_ofALink_followsItOnlyWithASlash() throws Exception {
        makeNestedTree();
        assertThat(digest(root() + "/link", root() + "/link/", root() + "/filelink"))
                .isZero();
        assertThat(printed.out()).isEqualTo(Shell.sums(folder, root() + "/link/"));
    }

    @Test
    void digest_ofAnEmptyTree_printsNothing() {
        assertThat(digest(root())).isZero();
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).isEmpty();
    }

    @Test
    void digest_ofAMissingDirectory_saysSoAndDoesTheRest() throws Exception {
        makeNestedTree();
        assertThat(digest(root() + "/miss\ning", root() + "/a")).isEqualTo(1);
        assertThat(printed.out()).isEqualTo(Shell.sums(folder, root() + "/a"));
        assertThat(printed.err()).isEqualTo("digest: " + root() + "/miss\\ning: No such file or directory\n");
    }

    @Test
    void digest_ofAnUnreadableFile_saysSoAndDoesTheRest() throws Exception {
        Path unreadable = Path.of("/proc/self/mem"); // even for root: nothing is at address 0
        Assumptions.assumeTrue(Files.isRegularFile(unreadable));
        makeNestedTree();
        assertThat(digest(unreadable.toString(), root() + "/a")).isEqualTo(1);
        assertThat(printed.out()).isEqualTo(Shell.sums(folder, root() + "/a"));
        assertThat(printed.err()).isEqualTo("digest: /proc/self/mem: Input/output error\n");
    }

    @Test
    void digest_failFast_printsWhatComesBeforeTheFailureOnly() throws Exception {
        makeNestedTree();
        assertThat(digest("--fail-fast", root() + "/a", root() + "/a0", root() + "/z", root() + "/none"))
                .isEqualTo(1);
        assertThat(printed.out()).isEqualTo(Shell.sums(folder, root() + "/a"));
        assertThat(printed.err()).isEqualTo("digest: " + root() + "/a0: No such file or directory\n");
    }
}
