package io.github.goloom.jmh.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs one process at a time. */
final class Processes {
    /** Why a process gave no result, in one line. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }

    /** A Ctrl-C ends the process, too: the interrupt of this thread comes a moment later, and says why. */
    private static final int INTERRUPT_MILLIS = 200;

    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    private final Path folder;

    /** Keeps what the processes print in files of the folder. */
    Processes(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs a command, and returns the lines that it printed. If the thread is interrupted, the process and all that it
     * started are ended first.
     */
    List<String> run(Path directory, Map<String, String> environment, List<String> command, int limitSeconds)
            throws Failure, InterruptedException, IOException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
        try {
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                throw new Failure("ended after " + limitSeconds + " s");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            Thread.sleep(INTERRUPT_MILLIS);
            throw new Failure("exit status " + process.exitValue() + firstLine(errors, output));
        }
        return Files.readAllLines(output);
    }

    private static String firstLine(Path... files) throws IOException {
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                String plain = COLOURS.matcher(line).replaceAll("").strip();
                if (!plain.isEmpty() && !plain.startsWith("WARNING")) { // such as Maven's JVM prints
                    return ": " + plain;
                }
            }
        }
        return "";
    }
}
