package io.github.goloom.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide shows compiles. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?public class (\\w+).*?)```", Pattern.DOTALL);

    @Test
    void javaBlocks_compile(@TempDir Path folder) throws IOException {
        var blocks =
                BLOCK.matcher(Files.readString(Path.of("README.md"))).results().toList();

        assertThat(blocks).isNotEmpty();
        for (MatchResult block : blocks) {
            Path source = Files.writeString(folder.resolve(block.group(2) + ".java"), block.group(1));
            String classPath = System.getProperty("java.class.path");
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-Xlint:all", "-Werror", "-cp", classPath, source.toString());
            assertThat(status).as(block.group(1)).isZero();
        }
    }
}
