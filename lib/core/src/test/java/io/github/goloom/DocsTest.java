package io.github.goloom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README, the pages below docs and the javadoc show as Java compiles, and prints the text that is shown below
 * it, on standard output and standard error together. If that text is an error of the compiler, the compiler reports it.
 *
 * <p>In the text, a line of {@code …} stands for any lines, and what differs from run to run is not compared: times,
 * identities, the numbers of frames that a dump leaves out, and the order of its lines.
 */
class DocsTest {
    /** Blocks, without those from a file, which GuideTest of lib/testing checks. */
    private static final Pattern BLOCK =
            Pattern.compile("(?<!-->\n)```java\n(.*?)```(?:\n\n```text\n(.*?)```)?", Pattern.DOTALL);

    private static final Pattern SNIPPET = Pattern.compile("\\{@snippet :\n(.*?)\n *\\* }\n *\\*[\n/]", Pattern.DOTALL);

    /** What the snippets of the javadoc take as given. */
    private static final String AROUND_A_SNIPPET = """
            import static io.github.goloom.chan.Select.*;

            import io.github.goloom.*;
            import io.github.goloom.chan.*;
            import io.github.goloom.context.*;
            import com.sun.net.httpserver.HttpServer;
            import io.github.goloom.inspect.*;
            import io.github.goloom.pipe.*;
            import io.github.goloom.sync.*;
            import io.github.goloom.time.*;
            import java.io.BufferedReader;
            import java.io.InputStream;
            import java.io.OutputStream;
            import java.io.Reader;
            import java.net.InetAddress;
            import java.net.InetSocketAddress;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.CompletableFuture;
            import java.util.concurrent.Flow;
            import java.util.concurrent.Future;
            import java.util.function.Supplier;
            import java.util.stream.Collectors;

            public class Snippet {
                record Order(String id) {}

                static final ContextKey<String> USER = ContextKey.of("user");

                Chan<Order> orders = Chan.unbuffered();
                Chan<String> audit = Chan.unbuffered();
                Chan<String> results = Chan.unbuffered();
                Context parent = Context.background();
                Context ctx = Context.background();
                BufferedReader reader = new BufferedReader(Reader.nullReader());
                InputStream in = InputStream.nullInputStream();
                OutputStream out = OutputStream.nullOutputStream();
                Mutex mutex = new Mutex();
                Pipeline pipeline = Pipeline.withContext(ctx);
                List<String> lines = List.of("line");
                List<String> urls = List.of("url");
                List<String> pages = Collections.synchronizedList(new ArrayList<>());
                Map<String, Integer> prices = Map.of();
                Flow.Publisher<Order> publisher = Chans.publisher(orders);
                Queue<Order> queue = new ArrayDeque<>();
                long balance;
                long amount;
                long size;
                String entry = "entry";
                String url = "url";
                String user = "user";

                List<String> read() {
                    return List.of();
                }

                String work(Context ctx) {
                    return "";
                }

                String load(String url) {
                    return "";
                }

                String fetch(Context ctx, String url) {
                    return "";
                }

                void copy(InputStream in, byte[] buffer, OutputStream out) {}

                void handle(Order order) {}

                void idle() {}

                void finish() {}

                record Trace() {
                    static Trace current() {
                        return new Trace();
                    }

                    void run(Runnable body) {
                        body.run();
                    }
                }

                void snippet() throws Exception {
                    %s
                }
            }
            """;

    private static final Pattern ERROR = Pattern.compile("\\w+\\.java:\\d+: error: ");

    private static final Pattern DIFFERS = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|(?<=@)[0-9a-f]+|\\d+(?= frames? of | of the JDK)|(?<=#)\\d+|(?<=, for )\\d+ \\w+");

    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Of all compilations of a thread, so that the class path is opened once. */
    private static final ThreadLocal<StandardJavaFileManager> FILES =
            ThreadLocal.withInitial(() -> COMPILER.getStandardFileManager(null, null, null));

    @TempDir
    Path folder;

    /** Two programs run at a time, since many of them sleep. */
    @TestFactory
    Stream<DynamicTest> javaBlocks_compileAndPrintWhatIsShown() throws IOException {
        ExecutorService programs = Executors.newFixedThreadPool(2);
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            for (int n = 1; block.find(); n++) {
                String code = block.group(1);
                String output = block.group(2);
                String name = Catalogue.ROOT.relativize(page) + ", block " + n;
                Path own = Files.createDirectory(folder.resolve(Integer.toString(tests.size())));
                Future<?> shown = programs.submit(() -> {
                    assertShows(own, code, output == null ? "" : output);
                    return null;
                });
                tests.add(DynamicTest.dynamicTest(name, () -> result(shown)));
            }
        }
        assertThat(tests).isNotEmpty();
        programs.shutdown();
        return tests.stream().onClose(programs::shutdownNow);
    }

    private static void result(Future<?> shown) throws Throwable {
        try {
            shown.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    @TestFactory
    List<DynamicTest> javadocSnippets_compile() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher snippet = SNIPPET.matcher(Files.readString(source));
                while (snippet.find()) {
                    String code = snippet.group(1).replaceAll("(?m)^ *\\* ?", "");
                    String whole = AROUND_A_SNIPPET.replace("%s", code);
                    tests.add(DynamicTest.dynamicTest(
                            source.getFileName().toString(),
                            () -> assertThat(errorsOf(folder, whole)).isEmpty()));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Catalogue.ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(Catalogue.ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    private static void assertShows(Path folder, String code, String output) throws IOException, InterruptedException {
        String errors = errorsOf(folder, code);
        if (ERROR.matcher(output).lookingAt()) {
            assertThat(errors).matches(patternOf(output));
            return;
        }
        assertThat(errors).isEmpty();
        if (!output.isEmpty()) {
            if (output.contains(" goroutines at ")) { // a JDK before 24 does not tell what a thread waits for
                assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(24);
            }
            String printed = withoutDifferences(run(folder, mainOf(code)));
            if (output.contains("\n    at ")) { // a dump
                assertThat(printed.lines().sorted())
                        .as(printed)
                        .containsExactlyElementsOf(
                                withoutDifferences(output).lines().sorted().toList());
            } else {
                assertThat(printed).matches(patternOf(output));
            }
        }
    }

    private static Pattern patternOf(String output) {
        return Pattern.compile(withoutDifferences(output)
                .lines()
                .map(line -> line.strip().equals("…") ? "(?:.*\n)*?" : Pattern.quote(line) + "\n")
                .collect(Collectors.joining()));
    }

    private static String withoutDifferences(String text) {
        return DIFFERS.matcher(text).replaceAll("?");
    }

    private static String mainOf(String code) {
        Matcher name = CLASS.matcher(code);
        assertThat(name.find()).as("a public class in\n%s", code).isTrue();
        return name.group(1);
    }

    /** {@return what the compiler reports; empty if it has compiled the code} */
    private static String errorsOf(Path folder, String code) throws IOException {
        Path source = Files.writeString(folder.resolve(mainOf(code) + ".java"), code);
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-Xlint:all",
                "-Werror",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString());
        StandardJavaFileManager files = FILES.get();
        boolean compiled = COMPILER.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                .call();
        assertThat(messages.toString().isEmpty()).as(messages.toString()).isEqualTo(compiled);
        return messages.toString().replace(folder + File.separator, "");
    }

    /** {@return what the program prints, in the order in which a terminal shows it} */
    private static String run(Path folder, String main) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
        Path printed = folder.resolve("printed");
        ProcessBuilder program = new ProcessBuilder(
                        java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, main)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        program.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")); // java tells of them
        Process process = program.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(printed);
    }
}
