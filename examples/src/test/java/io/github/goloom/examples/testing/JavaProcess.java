package io.github.goloom.examples.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The examples in a process of their own. */
public final class JavaProcess {
    private JavaProcess() {}

    /**
     * A process builder in a folder; {@code script} gets the command as its arguments: {@code exec "$@" digest x}, say. The
     * process takes SIGINT even if this one was started in the background, where a shell lets it be ignored.
     */
    public static ProcessBuilder of(Path folder, String script, String... options) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "/bin/sh", "-c", script, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), "io.github.goloom.examples.Main"));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    /** Sends SIGINT, as Ctrl-C does. */
    public static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
