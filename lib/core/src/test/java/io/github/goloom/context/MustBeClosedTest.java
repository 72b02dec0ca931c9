package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Error Prone, a context that nobody closes does not compile: {@code go vet}'s lostcancel. */
class MustBeClosedTest {
    private static final String CHECK = "MustBeClosedChecker";
    private static final long LIMIT_SECONDS = 100;
    private static final List<String> EXPORTED =
            List.of("api", "file", "main", "model", "parser", "processing", "tree", "util");
    private static final List<String> OPENED = List.of("code", "comp");

    private static final String AROUND = """
            import io.github.goloom.context.*;
            import java.time.*;
            import java.util.concurrent.CompletableFuture;

            class Snippet {
                void use(Context ctx) {}

                %s
            }
            """;

    @TempDir
    Path folder;

    /** What the compiler said, and whether it was content. */
    private record Compiled(boolean clean, String messages) {}

    /** Each factory of a context, outside of a {@code try}, is an error. */
    @Test
    void factories_outsideATry_areErrors() throws Exception {
        List<String> factories = List.of(
                "ctx.withCancel()",
                "ctx.withTimeout(Duration.ofSeconds(1))",
                "ctx.withTimeout(Duration.ofSeconds(1), new Exception())",
                "ctx.withDeadline(Instant.now())",
                "ctx.withDeadline(Instant.now(), new Exception())",
                "Context.merge(ctx)",
                "ContextBridges.untilDone(ctx, new CompletableFuture<Object>())");

        Compiled compiled = compile(IntStream.range(0, factories.size())
                .mapToObj(i -> "void snippet" + i + "(Context ctx) { use(" + factories.get(i) + "); }\n")
                .collect(Collectors.joining()));

        assertThat(compiled.clean).as(compiled.messages).isFalse();
        assertThat(compiled.messages).contains(factories).endsWith(factories.size() + " errors\n");
        assertThat(compiled.messages.lines().filter(line -> line.contains("error: [" + CHECK + "]")))
                .as(compiled.messages)
                .hasSameSizeAs(factories);
    }

    /** All of them, as resources, and {@code childOf} anywhere, are none. */
    @Test
    void factory_inATryAndChildOf_compiles() throws Exception {
        Compiled compiled = compile("""
                void snippet(Context ctx) {
                    try (CancellableContext a = ctx.withCancel();
                            CancellableContext b = a.withTimeout(Duration.ofSeconds(1));
                            CancellableContext c = b.withTimeout(Duration.ofSeconds(1), new Exception());
                            CancellableContext d = c.withDeadline(Instant.now());
                            CancellableContext e = d.withDeadline(Instant.now(), new Exception());
                            CancellableContext f = Context.merge(e, ctx);
                            CancellableContext g = ContextBridges.untilDone(f, new CompletableFuture<Object>())) {
                        use(g);
                    }
                    use(CancellableContext.childOf(ctx));
                    use(ctx.withoutCancel().withValue(ContextKey.of("key"), 1));
                }
                """);

        assertThat(compiled.clean).as(compiled.messages).isTrue();
        assertThat(compiled.messages).isEmpty();
    }

    private Compiled compile(String code) throws Exception {
        Path source = Files.writeString(folder.resolve("Snippet.java"), AROUND.replace("%s", code));
        Path output = folder.resolve("output.txt");
        Process javac = new ProcessBuilder(command(source))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(javac.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Compiled(javac.exitValue() == 0, Files.readString(output));
        } finally {
            javac.destroyForcibly().waitFor();
        }
    }

    private List<String> command(Path source) throws IOException {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        EXPORTED.forEach(each -> command.add(ofCompiler("exports", each)));
        OPENED.forEach(each -> command.add(ofCompiler("opens", each)));
        command.addAll(List.of(
                "-XDcompilePolicy=simple",
                "--should-stop=ifError=FLOW",
                "-XDaddTypeAnnotationsToSymbol=true",
                "-Xplugin:ErrorProne -XepDisableAllChecks -Xep:" + CHECK + ":ERROR",
                "-processorpath",
                classPath,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                Files.createDirectories(folder.resolve("classes")).toString(),
                source.toString()));
        return command;
    }

    private static String ofCompiler(String how, String name) {
        return "-J--add-" + how + "=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED";
    }
}
