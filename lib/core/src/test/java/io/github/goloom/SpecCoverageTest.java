package io.github.goloom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every behaviour of Go that concerns the library is named by a test or in the list of differences. */
class SpecCoverageTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path TESTS = MODULE.resolve("src/test/java");
    private static final Path JCSTRESS = MODULE.resolveSibling("jcstress-tests").resolve("src/main/java");
    private static final Path DIFFERENCES = MODULE.resolveSibling("docs").resolve("differences.md");
    private static final Pattern ID = Pattern.compile("\\b[A-Z]{2,4}-\\d{3}\\b");

    /** The groups of the catalogue of behaviours, and how many each has. */
    private static final Map<String, Integer> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("CHAN", 56);
        GROUPS.put("CDIR", 7);
        GROUPS.put("RNG", 7);
        GROUPS.put("SEL", 41);
        GROUPS.put("GOR", 13);
        GROUPS.put("TMR", 35);
        GROUPS.put("CTX", 71);
        GROUPS.put("WG", 16);
        GROUPS.put("ONC", 13);
        GROUPS.put("CND", 15);
        GROUPS.put("MTX", 15);
        GROUPS.put("RWM", 12);
        GROUPS.put("POL", 11);
        GROUPS.put("SF", 18);
        GROUPS.put("EG", 21);
        GROUPS.put("SEM", 17);
    }

    @Test
    void everyBehaviour_isNamedByATestOrADifference() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : files()) {
            ID.matcher(Files.readString(file)).results().forEach(each -> named.add(each.group()));
        }
        List<String> missing = new ArrayList<>();
        GROUPS.forEach((group, count) -> {
            for (int i = 1; i <= count; i++) {
                missing.add("%s-%03d".formatted(group, i));
            }
        });
        missing.removeAll(named);
        assertThat(missing)
                .as("behaviours that no test and no difference names")
                .isEmpty();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path root : List.of(TESTS, JCSTRESS, DIFFERENCES)) {
            if (Files.exists(root)) {
                try (Stream<Path> below = Files.walk(root)) {
                    below.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("SpecCoverageTest.java"))
                            .forEach(files::add);
                }
            }
        }
        return files;
    }
}
