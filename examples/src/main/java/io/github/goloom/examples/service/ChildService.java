package io.github.goloom.examples.service;

import io.github.goloom.examples.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The service in a process of its own, which can be told to end, or killed, and started anew. */
final class ChildService {
    private static final String LISTENING = "listening on http://127.0.0.1:";

    private final Path folder;
    private final List<String> options;
    private Process process;
    private BufferedReader out;
    private int port;

    /** Starts the service, with its database and its log in a folder. */
    ChildService(Path folder, List<String> options) throws IOException {
        this.folder = folder;
        this.options = options;
        process = start();
        out = process.inputReader();
        port = awaitPort();
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "service",
                "--port",
                Integer.toString(port),
                "--database",
                database()));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private int awaitPort() throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            List<String> log = Files.readAllLines(log());
            throw new IOException("the service did not start: " + (log.isEmpty() ? line : log.getLast()));
        }
        return Integer.parseInt(line.substring(LISTENING.length()));
    }

    /** Starts the service again, on the same port. */
    void restart() throws IOException {
        process = start();
        out = process.inputReader();
        port = awaitPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String database() {
        return folder.resolve("shop").toString();
    }

    Path log() {
        return folder.resolve("log");
    }

    /**
     * Tells the service to end, and waits until it has.
     *
     * @param books where its books are added
     * @return its status
     */
    int terminate(Map<String, Long> books) throws IOException, InterruptedException {
        process.toHandle().destroy(); // SIGTERM; destroy() itself would also close the pipe
        Books.parse(out.lines().collect(Collectors.joining("\n")), books);
        return process.waitFor();
    }

    /** Kills the service, which cannot do anything about it. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // SIGKILL
        process.waitFor();
    }
}
