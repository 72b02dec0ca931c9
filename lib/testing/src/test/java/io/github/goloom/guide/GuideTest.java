package io.github.goloom.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the README and some pages below docs show of files is what is compiled and run. */
class GuideTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern BLOCK = Pattern.compile("<!-- from (\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    List<DynamicTest> blocks_fromAFile_areInIt() throws IOException {
        String page = "";
        List<String> names = List.of(
                "README.md", "docs/go-to-java.md", "docs/guide/cluster.md", "docs/pipelines.md", "docs/testing.md");
        for (String name : names) {
            page += Files.readString(ROOT.resolve(name));
        }
        List<DynamicTest> tests = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            Path file = ROOT.resolve(block.group(1));
            String code = block.group(2);
            tests.add(DynamicTest.dynamicTest(
                    block.group(1), () -> assertThat(Files.readString(file)).contains(code)));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }
}
