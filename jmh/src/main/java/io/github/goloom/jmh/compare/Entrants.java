package io.github.goloom.jmh.compare;

import io.github.goloom.jmh.Xorshift;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Builds the programs of the peers, as far as the machine has what they need. */
final class Entrants {
    private static final int BUILD_SECONDS = 300;
    private static final int CALIBRATION_SECONDS = 60;

    private final Path module;
    private final Processes processes;
    private final Kind kind;
    private final int carriers;
    private final List<String> jvmArgs;
    private int roundsPerMicro;

    Entrants(Path module, Processes processes, Kind kind, int carriers, List<String> jvmArgs) {
        this.module = module;
        this.processes = processes;
        this.kind = kind;
        this.carriers = carriers;
        this.jvmArgs = jvmArgs;
    }

    /**
     * Returns those of the named peers that can be run here, and then the other builds; says on standard error which
     * cannot.
     */
    List<Entrant> prepare(List<String> names, Map<String, String> also) throws InterruptedException, IOException {
        if (kind == Kind.PIPELINES) {
            roundsPerMicro = calibrate();
        }
        List<Entrant> entrants = new ArrayList<>();
        for (String name : names) {
            try {
                entrants.add(prepare(name));
            } catch (Processes.Failure e) {
                System.err.println("jmh/compare: " + name + " is left out: " + e.getMessage());
            }
        }
        also.forEach((name, classPath) -> entrants.add(java(name, Entrant.GOLOOM, absolute(classPath), "")));
        return entrants;
    }

    /** {@return the rounds of computing that the programs do in a microsecond; 0 if they do not compute} */
    int roundsPerMicro() {
        return roundsPerMicro;
    }

    private int calibrate() throws InterruptedException, IOException {
        List<String> command = new ArrayList<>(jvm());
        command.addAll(List.of("-cp", module.resolve("target/benchmarks.jar").toString(), Xorshift.class.getName()));
        try {
            return Integer.parseInt(processes
                    .run(module, Map.of(), command, CALIBRATION_SECONDS)
                    .getFirst());
        } catch (Processes.Failure e) {
            throw new IOException("the calibration failed: " + e.getMessage(), e);
        }
    }

    private Map<String, String> environment() {
        return roundsPerMicro == 0 ? Map.of() : Map.of(Xorshift.VARIABLE, String.valueOf(roundsPerMicro));
    }

    private Entrant prepare(String name) throws Processes.Failure, InterruptedException, IOException {
        return switch (name) {
            case "go" -> go();
            case "kotlin" -> kotlin();
            case "jox" -> java(name, name, "", versionOf("com.softwaremill.jox/channels"));
            case "jdk", "stream", "parallel" -> java(name, name, "", String.valueOf(Runtime.version()));
            default -> java(name, name, "", versionOf("io.github.goloom/goloom"));
        };
    }

    private Entrant java(String name, String peer, String classesBefore, String version) {
        String classPath = classesBefore + File.pathSeparator + module.resolve("target/benchmarks.jar");
        List<String> command = new ArrayList<>(jvm());
        command.add("-Djdk.virtualThreadScheduler.parallelism=" + carriers);
        if (peer.equals("parallel")) { // the thread that asks works, too
            command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (carriers - 1));
        }
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(Child.class.getName(), peer.toUpperCase(Locale.ROOT), kind.name()));
        return new Entrant(name, version, command, environment());
    }

    private Entrant go() throws Processes.Failure, InterruptedException, IOException {
        requireOnPath("go");
        Path program = module.resolve("target/grid-go");
        Path sources = module.resolve("src/main/go");
        Map<String, String> environment = Map.of("GOTOOLCHAIN", "local");
        List<String> build = List.of("go", "build", "-o", program.toString(), "./grid");
        processes.run(sources, environment, build, BUILD_SECONDS);
        String version = processes
                .run(sources, environment, List.of("go", "env", "GOVERSION"), BUILD_SECONDS)
                .getFirst();
        return new Entrant("go", version, List.of(program.toString()), Map.of("GOMAXPROCS", String.valueOf(carriers)));
    }

    private Entrant kotlin() throws Processes.Failure, InterruptedException, IOException {
        Path sources = module.resolve("src/main/kotlin");
        Path target = module.resolve("target/kotlin");
        Path libraries = target.resolve("lib");
        if (isOlder(target.resolve("built"), sources)) {
            requireOnPath("mvn");
            System.err.println("jmh/compare: building the Kotlin program, once");
            processes.run(
                    sources, Map.of(), List.of("mvn", "-B", "-q", "-Dstyle.color=never", "package"), BUILD_SECONDS);
            Files.writeString(target.resolve("built"), "");
        }
        String version = versionOfJar(libraries, "kotlin-stdlib") + ", kotlinx.coroutines "
                + versionOfJar(libraries, "kotlinx-coroutines-core-jvm");
        List<String> command = new ArrayList<>(jvm());
        command.addAll(List.of("-Dkotlinx.coroutines.scheduler.core.pool.size=" + carriers, "-cp"));
        command.add(target.resolve("classes") + File.pathSeparator + libraries.resolve("*"));
        command.add(kind == Kind.PIPELINES ? "PipelinesKt" : "GridKt");
        return new Entrant("kotlin", version, command, environment());
    }

    private List<String> jvm() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArgs);
        return command;
    }

    private static boolean isOlder(Path file, Path sources) throws IOException {
        if (!Files.exists(file)) {
            return true;
        }
        try (Stream<Path> all = Files.list(sources)) {
            return all.anyMatch(it -> it.toFile().lastModified() > file.toFile().lastModified());
        }
    }

    private static void requireOnPath(String program) throws Processes.Failure {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return;
            }
        }
        throw new Processes.Failure("there is no " + program + " on the path");
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    /** {@return what Maven wrote into the jar of a library} */
    private static String versionOf(String library) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Entrants.class.getResourceAsStream("/META-INF/maven/" + library + "/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        }
        return properties.getProperty("version", "");
    }

    private static String versionOfJar(Path folder, String name) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(it -> String.valueOf(it.getFileName()))
                    .filter(it -> it.matches(name + "-[0-9].*\\.jar"))
                    .map(it -> it.substring(name.length() + 1, it.length() - ".jar".length()))
                    .findFirst()
                    .orElse("");
        }
    }
}
