package io.github.goloom.jmh.compare;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line. */
@Command(
        name = "jmh/compare",
        sortOptions = false,
        description = {
            "Runs the same workloads with goloom, Go, kotlinx.coroutines, jox and the JDK's queues, and writes a table, a chart and "
                    + "the raw samples.",
            "In every round each peer runs each row once, in a process of its own, so that a change of the machine's speed hits all "
                    + "peers alike. A peer that cannot be built here is left out."
        })
final class Options {
    /** What is wrong with a command line, in one line. */
    static final class WrongOption extends Exception {
        private static final long serialVersionUID = 1;

        WrongOption(String message) {
            super(message);
        }
    }

    @Parameters(
            paramLabel = "grid|latency|scaling|pipelines",
            arity = "0..1",
            defaultValue = "grid",
            description = {
                "grid: the time per element under load (the default)",
                "latency: percentiles of a hand-off, a timer, a close and a select in an idle program",
                "scaling: the cost of an operation as channels, waiters, timers and cases grow in number",
                "pipelines: elements per second, allocation and live heap, beside Kotlin's flows and the JDK's streams"
            })
    private String kind = "grid";

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description = "only these rows; globs such as spsc_* are allowed")
    private List<String> rows = List.of();

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            description = "only these: goloom, go, kotlin, jox, jdk; in pipelines stream, parallel")
    private List<String> peers = List.of();

    @Option(
            names = "--also",
            paramLabel = "NAME=CLASSPATH",
            description = "another build of goloom, as a peer of that name; may be repeated")
    private Map<String, String> also = new LinkedHashMap<>();

    @Option(names = "--rounds", paramLabel = "N", description = "default: 5, or 2 if quick")
    private @Nullable Integer rounds;

    @Option(
            names = "--carriers",
            paramLabel = "N",
            description = "carrier threads, GOMAXPROCS; default: the processors")
    private int carriers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quick", description = "fewer rounds and shorter runs: the whole grid in less than five minutes")
    private boolean quick;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "a process that takes longer is ended; default: 60")
    private int limit = 60;

    @Option(names = "--jvm-args", paramLabel = "ARGS", description = "for every JVM that is measured, in one word")
    private String jvmArgs = "";

    @Option(names = "--out", paramLabel = "DIR", description = "where the results go; default: docs/ of the project")
    private @Nullable Path out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this")
    private boolean help;

    Kind kind() throws WrongOption {
        return Arrays.stream(Kind.values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(kind))
                .findFirst()
                .orElseThrow(() ->
                        new WrongOption("no comparison '" + kind + "': it is grid, latency, scaling or pipelines"));
    }

    /** {@return the rows that are asked for, in the order of the table} */
    List<Row> rows() throws WrongOption {
        List<Row> all = kind().rows();
        if (rows.isEmpty()) {
            return all;
        }
        Set<Row> chosen = new LinkedHashSet<>();
        for (String glob : rows) {
            List<Row> found = all.stream()
                    .filter(row -> row.name().matches(asRegex(glob)))
                    .toList();
            if (found.isEmpty()) {
                throw new WrongOption("no row '" + glob + "': there are "
                        + String.join(", ", all.stream().map(Row::name).toList()));
            }
            chosen.addAll(found);
        }
        return all.stream().filter(chosen::contains).toList();
    }

    private static String asRegex(String glob) {
        return "\\Q" + glob.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
    }

    /** {@return the names of the peers that are asked for, without other builds of goloom} */
    List<String> peers() throws WrongOption {
        List<String> all = kind().peers();
        for (String peer : peers) {
            if (!all.contains(peer)) {
                throw new WrongOption("no peer '" + peer + "' in " + kind + ": there are " + String.join(", ", all));
            }
        }
        return peers.isEmpty() ? all : all.stream().filter(peers::contains).toList();
    }

    /** {@return the class paths of other builds of goloom, by name} */
    Map<String, String> also() throws WrongOption {
        for (Map.Entry<String, String> build : also.entrySet()) {
            if (kind().peers().contains(build.getKey())) {
                throw new WrongOption("--also: the name '" + build.getKey() + "' is taken");
            }
            for (String entry : build.getValue().split(File.pathSeparator, -1)) {
                if (!Files.exists(Path.of(entry))) {
                    throw new WrongOption("--also " + build.getKey() + ": there is no " + entry);
                }
            }
        }
        return also;
    }

    int rounds() throws WrongOption {
        return rounds == null ? quick ? 2 : 5 : positive("--rounds", rounds);
    }

    int carriers() throws WrongOption {
        return positive("--carriers", carriers);
    }

    int limitSeconds() throws WrongOption {
        return positive("--limit", limit);
    }

    private static int positive(String option, int value) throws WrongOption {
        if (value < 1) {
            throw new WrongOption(option + " must be at least 1, not " + value);
        }
        return value;
    }

    boolean quick() {
        return quick;
    }

    List<String> jvmArgs() {
        return jvmArgs.isBlank() ? List.of() : List.of(jvmArgs.strip().split("\\s+"));
    }

    /** {@return the folder for the results} */
    Path out(Path root) throws WrongOption {
        Path folder = out == null ? root.resolve("docs") : out;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new WrongOption("--out: " + folder + " is not a folder");
        }
        return folder;
    }
}
