package io.github.goloom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every behaviour of Go that concerns the library is shown by a test, or a page says why there is none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpecCoverageTest {
    /** What looks like an ID. */
    private static final Set<String> OTHERS = Set.of("JSR-166", "SHA-256");

    private static final String NUMBERS = "\\d+ rows: \\d+ in tests, \\d+ only explained, \\d+ not yet";

    private final Catalogue catalogue = new Catalogue();

    SpecCoverageTest() throws IOException {}

    /** Each row is cited by a test, or begins a row of a page that explains it. */
    @Test
    void everyRow_isShownOrExplained() {
        assertThat(catalogue.rows)
                .doesNotHaveDuplicates()
                .filteredOn(catalogue::isMissing)
                .as("rows that neither a test nor a table of differences.md or memory-model.md names")
                .isEmpty();
    }

    /** Each ID that is cited in code or on a page is one of the catalogue. */
    @Test
    void everyCitedId_isInTheCatalogue() throws IOException {
        Map<String, Path> unknown = new TreeMap<>();
        for (Path file : catalogue.files) {
            Catalogue.idsIn(file).forEach(id -> unknown.put(id, file));
        }
        unknown.keySet().removeAll(catalogue.rows);
        unknown.keySet().removeAll(OTHERS);
        assertThat(unknown).as("IDs that go-behaviours.md does not have").isEmpty();
    }

    /** The column "Where" and the numbers of go-behaviours.md are those of the sources. */
    @Test
    void catalogue_isUpToDate() throws IOException {
        assertUpToDate(Catalogue.FILE, catalogue.renewed());
    }

    /** So are the numbers of reliability.md. */
    @Test
    void reliability_isUpToDate() throws IOException {
        Path page = Catalogue.FILE.resolveSibling("reliability.md");
        String text = Files.readString(page);
        assertThat(text).containsPattern(NUMBERS);
        String numbers = NUMBERS.replace("\\d+", "%d").formatted(catalogue.counts(""));
        assertUpToDate(page, text.replaceFirst(NUMBERS, numbers));
    }

    private static void assertUpToDate(Path page, String renewed) throws IOException {
        if (System.getProperty("spec.update") != null) {
            Files.writeString(page, renewed);
        }
        List<String> missing = new ArrayList<>(renewed.lines().toList());
        missing.removeAll(Files.readAllLines(page));
        assertThat(missing)
                .as(
                        "lines of %s. Renew it: mvn -pl lib/core test -Dtest=SpecCoverageTest -Dspec.update",
                        page.getFileName())
                .isEmpty();
    }
}
