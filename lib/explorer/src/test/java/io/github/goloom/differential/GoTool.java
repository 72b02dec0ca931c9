package io.github.goloom.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The {@code go} of {@code -Dgo=}, or of the PATH. */
final class GoTool {
    private static final int LIMIT_MINUTES = 10;

    private GoTool() {}

    /** Compiles the sources and runs the program; its lines. Skips the test if there is no Go. */
    static List<String> run(String folder, Path... arguments) throws IOException, InterruptedException {
        Path go = find().orElse(null);
        if (go == null) {
            System.out.println("Not compared with Go: no go on the PATH, and no -Dgo=/path/to/go");
        }
        Assumptions.assumeTrue(go != null, "no go");
        Path program = Path.of("target", "go", folder).toAbsolutePath();
        Files.createDirectories(program.getParent());
        Path sources = Path.of("src", "test", "go", folder);
        try (Stream<Path> files = Files.list(sources)) {
            Stream<String> goFiles = files.map(Path::toString)
                    .filter(each -> each.endsWith(".go"))
                    .sorted();
            execute(Stream.concat(Stream.of(go.toString(), "build", "-o", program.toString()), goFiles)
                    .toList());
        }
        return execute(
                Stream.concat(Stream.of(program), Arrays.stream(arguments).map(Path::toAbsolutePath))
                        .map(Path::toString)
                        .toList());
    }

    private static Optional<Path> find() {
        String given = System.getProperty("go", "");
        if (!given.isEmpty()) {
            return Optional.of(Path.of(given));
        }
        return Arrays.stream(System.getenv("PATH").split(System.getProperty("path.separator"), -1))
                .map(each -> Path.of(each, "go"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<String> execute(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Without modules Go would behave as a much older one.
        builder.environment().put("GO111MODULE", "on");
        builder.environment().put("GOTOOLCHAIN", "local");
        Path out = Files.createTempFile("go", ".out");
        try {
            Process process = builder.redirectOutput(out.toFile()).start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("no end after " + LIMIT_MINUTES + " minutes: " + command);
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("exit status " + process.exitValue() + ": " + command);
            }
            return Files.readAllLines(out);
        } finally {
            Files.delete(out);
        }
    }
}
