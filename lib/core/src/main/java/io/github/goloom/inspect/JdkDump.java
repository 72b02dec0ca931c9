package io.github.goloom.inspect;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's dump of all threads, read line by line: the JDK writes each property of a thread, and each frame, in a line
 * of its own. At most one thread is in memory at a time.
 */
final class JdkDump {
    private JdkDump() {}

    /**
     * Writes the dump to a temporary file, and reads it.
     *
     * @throws IOException if the file cannot be written or read, or if the module that dumps is missing
     */
    static void read(Consumer<Seen> action) throws IOException {
        Path folder = Files.createTempDirectory("goloom-dump");
        Path file = folder.resolve("threads.json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
            var decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
            try (BufferedReader in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder))) {
                parse(in, action);
            }
        } catch (NoClassDefFoundError e) {
            throw new IOException("the module jdk.management is missing; start with --add-modules jdk.management", e);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    static void parse(BufferedReader in, Consumer<Seen> action) throws IOException {
        Parser parser = new Parser(action);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            parser.line(line.strip());
        }
        parser.end();
    }

    private static final class Parser {
        private final Consumer<Seen> action;
        private long id = -1;
        private String name = "";
        private boolean isVirtual;
        private @Nullable String state;
        private @Nullable String blocker;
        private boolean inStack;
        private List<String> stack = new ArrayList<>();

        Parser(Consumer<Seen> action) {
            this.action = action;
        }

        void line(String line) {
            if (inStack) {
                if (line.startsWith("]")) {
                    inStack = false;
                } else if (line.startsWith("\"")) {
                    stack.add(text(line));
                }
                return;
            }
            int colon = line.startsWith("\"") ? line.indexOf("\": ") : -1;
            if (colon < 0) {
                return;
            }
            String value = line.substring(colon + 3);
            switch (line.substring(1, colon)) {
                case "tid" -> {
                    end();
                    id = Long.parseLong(text(value));
                }
                case "name" -> name = text(value);
                case "virtual" -> isVirtual = text(value).equals("true");
                case "state" -> state = text(value);
                case "object" -> blocker = text(value);
                case "stack" -> inStack = !value.contains("]");
                default -> {}
            }
        }

        void end() {
            if (id >= 0) {
                boolean goroutine = isVirtual || stack.stream().anyMatch(frame -> frame.contains("VirtualThread.run("));
                action.accept(new Seen(id, name, goroutine, state, blocker, null, stack, null));
            }
            id = -1;
            name = "";
            isVirtual = false;
            state = null;
            blocker = null;
            stack = new ArrayList<>();
        }

        /** {@return a value of JSON without its quotes, a comma after it, and the escapes within} */
        private static String text(String value) {
            String bare = value.endsWith(",") ? value.substring(0, value.length() - 1) : value;
            if (!bare.startsWith("\"") || !bare.endsWith("\"") || bare.length() < 2) {
                return bare;
            }
            StringBuilder text = new StringBuilder(bare.length());
            for (int i = 1; i < bare.length() - 1; i++) {
                char c = bare.charAt(i);
                if (c == '\\' && i + 1 < bare.length() - 1) {
                    c = bare.charAt(++i);
                    switch (c) {
                        case 'n' -> c = '\n';
                        case 't' -> c = '\t';
                        case 'r' -> c = '\r';
                        case 'b' -> c = '\b';
                        case 'f' -> c = '\f';
                        case 'u' -> {
                            c = (char) Integer.parseInt(bare.substring(i + 1, Math.min(i + 5, bare.length())), 16);
                            i += 4;
                        }
                        default -> {}
                    }
                }
                text.append(c);
            }
            return text.toString();
        }
    }
}
