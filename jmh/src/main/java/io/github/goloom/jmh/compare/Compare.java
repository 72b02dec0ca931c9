package io.github.goloom.jmh.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** What {@code jmh/compare} starts. */
public final class Compare {
    private static final int SECONDS_FOR_THE_REPORT = 20;
    private static final int FAILED = 1;
    private static final int WRONG_OPTION = 2;
    private static final int INTERRUPTED = 130;

    private Compare() {}

    /**
     * Runs a comparison, and exits.
     *
     * @param args as typed; the system property {@code goloom.root} is the folder of the project
     */
    public static void main(String[] args) throws IOException {
        Options options = new Options();
        CommandLine commandLine = new CommandLine(options);
        int status = 0;
        try {
            commandLine.parseArgs(args);
            if (commandLine.isUsageHelpRequested()) {
                commandLine.usage(System.out);
            } else {
                status = runUntilInterrupted(options, typed(args));
            }
        } catch (CommandLine.ParameterException | Options.WrongOption e) {
            String message = String.valueOf(e.getMessage());
            System.err.println("jmh/compare: " + message.lines().findFirst().orElse(message));
            status = WRONG_OPTION;
        }
        System.exit(status);
    }

    private static String typed(String[] args) {
        return Arrays.stream(args)
                .map(arg -> arg.matches("[\\w.,:/=+-]+") ? arg : "'" + arg + "'")
                .collect(Collectors.joining(" "));
    }

    /** A signal interrupts this thread, which then ends the program that it measures, and writes what there is. */
    private static int runUntilInterrupted(Options options, String typed) throws Options.WrongOption, IOException {
        CountDownLatch running = new CountDownLatch(1);
        Thread runner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (running.getCount() > 0) {
                runner.interrupt();
                try {
                    running.await(SECONDS_FOR_THE_REPORT, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
        try {
            return run(options, typed);
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } finally {
            running.countDown();
        }
    }

    private static int run(Options options, String typed)
            throws Options.WrongOption, InterruptedException, IOException {
        Path root = Path.of(System.getProperty("goloom.root", "")).toAbsolutePath();
        Path module = root.resolve("jmh");
        Path work = Files.createDirectories(module.resolve("target/compare"));
        Kind kind = options.kind();
        List<Row> rows = options.rows();
        Path out = options.out(root);
        int limitSeconds = options.limitSeconds();
        int rounds = options.rounds();

        Processes processes = new Processes(work);
        Entrants programs = new Entrants(module, processes, kind, options.carriers(), options.jvmArgs());
        List<Entrant> entrants = programs.prepare(options.peers(), options.also());
        if (entrants.isEmpty()) {
            System.err.println("jmh/compare: none of the peers can be run here");
            return FAILED;
        }
        Results results = new Results(rows, entrants);
        Report report = new Report(kind, setting(options, typed, entrants, programs.roundsPerMicro()), results);
        boolean complete = false;
        try {
            new Runner(results, processes, work, rounds, options.quick(), limitSeconds).run();
            complete = true;
        } finally {
            if (results.isEmpty()) {
                System.err.println("jmh/compare: nothing was measured");
            } else {
                report.write(out, complete).forEach(file -> System.out.println("jmh/compare: wrote " + file));
            }
        }
        return results.failures().isEmpty() ? 0 : FAILED;
    }

    private static Setting setting(Options options, String typed, List<Entrant> entrants, int roundsPerMicro)
            throws Options.WrongOption {
        Map<String, String> versions = new LinkedHashMap<>();
        entrants.forEach(it -> versions.put(it.name(), it.version()));
        return new Setting(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                ("jmh/compare " + typed).strip(),
                versions,
                String.valueOf(Runtime.version()),
                System.getProperty("os.name") + ", " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                options.carriers(),
                options.jvmArgs(),
                options.rounds(),
                options.quick(),
                roundsPerMicro);
    }
}
