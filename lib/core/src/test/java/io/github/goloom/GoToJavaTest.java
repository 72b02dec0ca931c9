package io.github.goloom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each exported name of Go's packages stands in docs/go-to-java.md, and each name of Java there is used by a program
 * below it. DocsTest compiles the programs and runs them.
 */
class GoToJavaTest {
    private static final Pattern SPAN = Pattern.compile("`([^`]*)`");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(java|text)\n(.*?)```");

    /** A name of a method that is called, or of a type. */
    private static final Pattern JAVA_NAME = Pattern.compile("\\b(\\w{2,}(?=\\()|[A-Z]\\w+)");

    /** Options and commands, and a class whose use gives a warning that cannot be suppressed. */
    private static final Pattern NOT_A_NAME = Pattern.compile("(-|jcmd |trap |nohup|sun\\.misc\\.).*");

    private final String page = Files.readString(Catalogue.ROOT.resolve("docs/go-to-java.md"));

    GoToJavaTest() throws IOException {}

    /** A line of a table: its cells, and what stands there as code. */
    private record Row(String heading, List<String> go, List<String> java) {
        boolean names(String name) {
            String[] typeAndMember = name.split("\\.", -1);
            return Arrays.stream(typeAndMember).allMatch(this::has)
                    // the heading may name the type, but not the member
                    && go.stream().anyMatch(span -> hasWord(span, typeAndMember[typeAndMember.length - 1]));
        }

        private boolean has(String word) {
            return hasWord(heading, word) || go.stream().anyMatch(span -> hasWord(span, word));
        }

        private static boolean hasWord(String text, String word) {
            return Pattern.compile("\\b" + word + "\\b").matcher(text).find();
        }
    }

    /** What stands below a heading, with the subsections. */
    private String section(String heading) {
        List<String> lines = new ArrayList<>();
        int level = 0;
        boolean isCode = false;
        for (String line : page.lines().toList()) {
            isCode ^= line.startsWith("```");
            int depth = isCode ? 0 : line.indexOf("# ") + 1;
            if (depth > 0 && depth == line.lastIndexOf('#') + 1) {
                if (line.substring(depth).equals(" " + heading)) {
                    level = depth;
                } else if (depth <= level) {
                    break;
                }
            }
            if (level > 0) {
                lines.add(line);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<Row> rows(String section) {
        List<Row> rows = new ArrayList<>();
        String heading = "";
        for (String line : BLOCK.matcher(section).replaceAll("").lines().toList()) {
            if (line.startsWith("#")) {
                heading = line;
            } else if (line.startsWith("| ") && !line.equals("| Go | Java |")) {
                String[] cells = line.split("(?<!\\\\)\\|", -1);
                assertThat(cells).as(line).hasSize(4);
                rows.add(new Row(heading, spans(cells[1]), spans(cells[2])));
            }
        }
        return rows;
    }

    private static List<String> spans(String cell) {
        return SPAN.matcher(cell).results().map(span -> span.group(1)).toList();
    }

    private static Map<String, List<String>> goNames() throws IOException {
        try (InputStream in = GoToJavaTest.class.getResourceAsStream("go-names.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .collect(groupingBy(line -> line[0], TreeMap::new, mapping(line -> line[1], toList())));
        }
    }

    /** In the section of its package, in a row that also names its type if it is a member. */
    @TestFactory
    Stream<DynamicTest> goName_exported_standsInATable() throws IOException {
        assertThat(goNames()).hasSize(13);
        return goNames().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    List<Row> rows = rows(section(entry.getKey()));
                    assertThat(entry.getValue().stream()
                                    .filter(name -> rows.stream().noneMatch(row -> row.names(name))))
                            .as("names without a row")
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> javaName_inATable_isUsedByAProgram() {
        return Pattern.compile("(?m)^## (.*)$")
                .matcher(page)
                .results()
                .map(heading -> heading.group(1))
                .map(heading -> DynamicTest.dynamicTest(heading, () -> {
                    String section = section(heading);
                    List<Row> rows = rows(section);
                    assertThat(rows).isNotEmpty();
                    TreeSet<String> unused = new TreeSet<>();
                    rows.forEach(
                            row -> row.java().forEach(span -> javaNames(span).forEach(unused::add)));
                    assertThat(unused).isNotEmpty();
                    unused.removeAll(wordsOfPrograms(section));
                    assertThat(unused).isEmpty();
                }));
    }

    private static Stream<String> javaNames(String span) {
        if (NOT_A_NAME.matcher(span).matches()) {
            return Stream.empty();
        }
        if (span.matches("\\w{2,}")) {
            return Stream.of(span);
        }
        return JAVA_NAME.matcher(span).results().map(MatchResult::group);
    }

    private static List<String> wordsOfPrograms(String section) {
        return BLOCK.matcher(section)
                .results()
                .filter(block -> block.group(1).equals("java"))
                .flatMap(
                        block -> Pattern.compile("\\w+").matcher(block.group(2)).results())
                .map(MatchResult::group)
                .toList();
    }

    /** A row that names a type and a member says nothing about a member of the same name of another type. */
    @Test
    void names_memberOfAnotherType_isFalse() {
        Row row = new Row("", List.of("`Once`", "Do"), List.of());
        assertThat(row.names("Once.Do")).isTrue();
        assertThat(row.names("Group.Do")).isFalse();
        assertThat(row.names("OnceFunc")).isFalse();
    }
}
