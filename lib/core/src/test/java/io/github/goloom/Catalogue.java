package io.github.goloom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rows of docs/go-behaviours.md, the tests that cite them, and the pages that explain them. */
final class Catalogue {
    static final Path ROOT = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .filter(folder -> Files.exists(folder.resolve("docs/go-behaviours.md")))
            .findFirst()
            .orElseThrow();
    static final Path FILE = ROOT.resolve("docs/go-behaviours.md");
    static final Pattern ID = Pattern.compile("\\b[A-Z]{2,4}-\\d{3}\\b");

    private static final Pattern ROW = Pattern.compile("(?m)^(\\| ([A-Z]+-\\d{3}) \\| .* \\|)[^|]*\\|$");
    private static final Pattern GROUP = Pattern.compile("(?m)^(\\| (?:\\[([A-Z]+)]\\(.*\\)|all) \\|[^|]*\\|).*$");
    private static final Pattern EXPLAINED = Pattern.compile("\\| (" + ID + "(?:, " + ID + ")*) \\|.*");
    private static final int MOST_LINKS = 3;

    /** The kinds of tests, by a folder that they are in. All others are unit tests, and come before. */
    private static final List<String> KINDS = List.of("/soak/", "/jcstress/", "/explorer/", "/lincheck/");

    /** What a row is called that a section of differences.md explains. */
    private static final Map<String, String> SECTIONS = Map.of(
            "Deliberate differences", "differs",
            "Rows that cannot apply to Java", "does not apply",
            "Rows that Java covers", "Java");

    /** The code and the pages, by their paths from the root, but for the test of this class. */
    final Set<Path> files = new TreeSet<>();

    /** The IDs, in the order of the catalogue. */
    final List<String> rows = new ArrayList<>();

    /** How often each test cites a row. */
    final Map<String, Map<Path, Integer>> tests = new TreeMap<>();

    /** The links to the pages that explain a row. */
    final Map<String, Set<String>> pages = new TreeMap<>();

    private final String text = Files.readString(FILE);

    Catalogue() throws IOException {
        walk(ROOT);
        ROW.matcher(text).results().map(row -> row.group(2)).forEach(rows::add);
        for (Path file : files) {
            String path = file.toString().replace('\\', '/');
            // the main code of the jcstress module is tests
            if (path.startsWith("jcstress-tests/") || (path.startsWith("lib/") && !path.contains("/src/main/"))) {
                idsIn(file)
                        .forEach(id -> tests.computeIfAbsent(id, unused -> new TreeMap<>())
                                .merge(file, 1, Integer::sum));
            }
        }
        explain("differences.md");
        explain("memory-model.md");
    }

    private void walk(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path each : entries.toList()) {
                if (Files.isDirectory(each) && !each.endsWith("target") && !each.endsWith(".git")) {
                    walk(each);
                } else if (each.toString().matches(".*(?<!SpecCoverageTest)\\.(java|go|md|patch)")) {
                    files.add(ROOT.relativize(each));
                }
            }
        }
    }

    static Stream<String> idsIn(Path file) throws IOException {
        return ID.matcher(Files.readString(ROOT.resolve(file))).results().map(MatchResult::group);
    }

    /** Reads the rows of a page whose first cell is one ID or several. */
    private void explain(String page) throws IOException {
        String word = "memory model";
        String anchor = "";
        for (String line : Files.readAllLines(FILE.resolveSibling(page))) {
            if (line.startsWith("#")) {
                String heading = line.replaceFirst("#+ ", "");
                word = SECTIONS.getOrDefault(heading, word);
                anchor = heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-');
            }
            Matcher row = EXPLAINED.matcher(line);
            if (row.matches()) {
                for (String id : row.group(1).split(", ", -1)) {
                    pages.computeIfAbsent(id, unused -> new TreeSet<>())
                            .add("[%s](%s#%s)".formatted(word, page, anchor));
                }
            }
        }
    }

    boolean isMissing(String id) {
        return !tests.containsKey(id) && !pages.containsKey(id);
    }

    /** {@return how many rows of a group there are, in tests, only explained, and neither} */
    Object[] counts(String group) {
        List<String> all = rows.stream().filter(id -> id.startsWith(group)).toList();
        long tested = all.stream().filter(tests::containsKey).count();
        long missing = all.stream().filter(this::isMissing).count();
        return new Object[] {all.size(), tested, all.size() - tested - missing, missing};
    }

    /** {@return the text of the catalogue, with the column and the numbers as they should be} */
    String renewed() {
        String renewed = ROW.matcher(text)
                .replaceAll(row -> Matcher.quoteReplacement(row.group(1) + " " + where(row.group(2)) + " |"));
        return GROUP.matcher(renewed).replaceAll(group -> {
            String prefix = group.group(2) == null ? "" : group.group(2) + "-";
            return Matcher.quoteReplacement(group.group(1) + " %d | %d | %d | %d |".formatted(counts(prefix)));
        });
    }

    private String where(String id) {
        Map<Path, Integer> citing = tests.getOrDefault(id, Map.of());
        List<String> cell = new ArrayList<>();
        citing.keySet().stream()
                .sorted(Comparator.comparingInt(Catalogue::kind)
                        .thenComparing(citing::get, Comparator.reverseOrder())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_LINKS)
                .forEach(test -> cell.add(
                        "[%s](../%s)".formatted(test.getFileName(), test).replace(".java]", "]")));
        if (citing.size() > MOST_LINKS) {
            cell.add("+" + (citing.size() - MOST_LINKS));
        }
        cell.addAll(pages.getOrDefault(id, Set.of()));
        return cell.isEmpty() ? "not yet" : String.join(", ", cell).replace('\\', '/');
    }

    private static int kind(Path test) {
        return KINDS.indexOf(
                KINDS.stream().filter(test.toString()::contains).findFirst().orElse(""));
    }
}
