package io.github.goloom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README, the pages below docs and the javadoc show as Java compiles, and prints the text that is shown below
 * it.
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

    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> javaBlocks_compileAndPrintWhatIsShown() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            for (int n = 1; block.find(); n++) {
                String code = block.group(1);
                String output = block.group(2);
                String name = Catalogue.ROOT.relativize(page) + ", block " + n;
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    String main = assertCompiles(code);
                    if (output != null) {
                        assertPrints(main, output);
                    }
                }));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
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
                    tests.add(DynamicTest.dynamicTest(source.getFileName().toString(), () -> assertCompiles(whole)));
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

    /** {@return the name of the class that was compiled} */
    private String assertCompiles(String code) throws IOException {
        Matcher name = CLASS.matcher(code);
        assertThat(name.find()).as("a public class in\n%s", code).isTrue();
        Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), code);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled;
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-Xlint:all",
                    "-Werror",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString());
            Iterable<? extends javax.tools.JavaFileObject> sources =
                    files.getJavaFileObjects(new File(source.toString()));
            compiled = compiler.getTask(messages, files, null, options, null, sources)
                    .call();
        }
        assertThat(compiled).as(messages.toString()).isTrue();
        return name.group(1);
    }

    private void assertPrints(String main, String output) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
        Path printed = folder.resolve("printed");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(java, "-cp", classPath, main)
                .redirectOutput(printed.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(printed)).as(Files.readString(errors)).isEqualTo(output);
    }
}
