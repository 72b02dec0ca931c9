package io.github.goloom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is published has its licence, and what publishes it is pinned. */
class RepositoryTest {
    /** The licence and the notice are among the classes that the jar is made of. */
    @Test
    void classes_metaInf_haveLicenceAndNotice() {
        Path classes = Catalogue.ROOT.resolve("lib/core/target/classes/META-INF");
        for (String file : List.of("LICENSE", "NOTICE")) {
            assertThat(classes.resolve(file)).hasSameTextualContentAs(Catalogue.ROOT.resolve(file));
        }
    }

    /** An action is named by a commit, which nobody can move, with its version beside it. */
    @Test
    void workflows_actions_arePinned() throws IOException {
        for (Path workflow : workflows()) {
            assertThat(Files.readAllLines(workflow))
                    .as(workflow.toString())
                    .filteredOn(line -> line.contains("uses:"))
                    .allMatch(line -> line.matches(" +(- )?uses: (\\./.+|.+@[0-9a-f]{40} # v[0-9.]+)"));
        }
    }

    /** A workflow that does not say what it may do may do everything; one whose jobs need more says so for each. */
    @Test
    void workflows_permissions_areAtMostToRead() throws IOException {
        for (Path workflow : workflows()) {
            assertThat(Files.readString(workflow))
                    .containsPattern("(?m)^permissions:(\n  contents: read| \\{})\n(?! )");
        }
    }

    private static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(Catalogue.ROOT.resolve(".github/workflows"))) {
            List<Path> workflows = files.toList();
            assertThat(workflows).isNotEmpty();
            return workflows;
        }
    }
}
