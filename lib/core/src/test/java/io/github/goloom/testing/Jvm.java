package io.github.goloom.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;

/** A JVM of its own, for a test that needs much memory or few processors. */
public final class Jvm {
    private static final long LIMIT_SECONDS = 110;

    private Jvm() {}

    /** Runs a main class with options of the JVM; returns what it printed. It must end with status 0. */
    public static String run(Class<?> main, String... options) throws Exception {
        return run(main, List.of(), options);
    }

    /** As {@link #run(Class, String...)}, with arguments for the main class. */
    public static String run(Class<?> main, List<String> arguments, String... options) throws Exception {
        Path output = Files.createTempFile("jvm", ".txt");
        Process process = new ProcessBuilder(command(main, arguments, options))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output);
            assertThat(ended).as("ended in time: %s", text).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(output);
        }
    }

    /**
     * Starts a main class with arguments, for a test that reads what it prints, signals it, and ends it. The JVM takes
     * signals even if this one was started by {@code nohup} or in the background, where they are ignored.
     */
    public static Process start(Class<?> main, List<String> arguments, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
        command.addAll(command(main, arguments, options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> command(Class<?> main, List<String> arguments, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options));
        command.add("-cp");
        command.add(Stream.concat(
                        Stream.of(System.getProperty("java.class.path")), // first: it may have changed classes
                        Stream.of(Chan.class, main, MpscVarHandleArrayQueue.class, MessagePassingQueue.class)
                                .map(type -> rootOf(type).toString()))
                .collect(Collectors.joining(System.getProperty("path.separator"))));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /** The folder or jar of the class, wherever it was loaded from: a class path, a module, a patch of one. */
    private static Path rootOf(Class<?> type) {
        String resource = "/" + type.getName().replace('.', '/') + ".class";
        String url = String.valueOf(type.getResource(resource));
        String root = url.substring(0, url.length() - resource.length());
        return Path.of(URI.create(root.startsWith("jar:") ? root.substring(4, root.length() - 1) : root));
    }
}
