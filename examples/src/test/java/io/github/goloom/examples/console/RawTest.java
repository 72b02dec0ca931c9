package io.github.goloom.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Shell;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A raw string and a path keep every byte of a name. */
class RawTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\\377", "\\303\\251", "\\303", "a%%41b", "?#\\376", "\\001\\200 ~"})
    void name_ofAnyBytes_isFoundAndOpened(String octal) throws Exception {
        Shell.run(folder, "printf x >\"$(printf \"$1\")\"", octal);
        String expected = Shell.run(folder, "printf \"$1\"", octal);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            String name = Raw.nameOf(entries.iterator().next());
            assertThat(name).isEqualTo(expected);
            assertThat(Files.readString(Raw.pathOf(folder + "/" + name))).isEqualTo("x");
        }
    }

    @Test
    void name_ofADirectory_hasNoSlash() throws Exception {
        Shell.run(folder, "mkdir \"$(printf '\\377')\"");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            assertThat(Raw.nameOf(entries.iterator().next())).isEqualTo("\377");
        }
    }

    @Test
    void path_relativeAndNotAscii_staysRelative() {
        assertThat(Raw.pathOf("a/\377").isAbsolute()).isFalse();
        assertThat(Raw.nameOf(Raw.pathOf("a/\377"))).isEqualTo("\377");
    }

    @Test
    void path_withASlashAtTheEnd_isWhatIsBehindALink() throws Exception {
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        assertThat(Files.isSymbolicLink(Raw.pathOf(folder + "/link"))).isTrue();
        assertThat(Files.isSymbolicLink(Raw.pathOf(folder + "/link/"))).isFalse();
    }
}
