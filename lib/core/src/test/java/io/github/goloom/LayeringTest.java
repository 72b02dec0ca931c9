package io.github.goloom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages depend downwards only, and the lowest one is nobody else's business. */
class LayeringTest {
    private static final String ROOT = "io.github.goloom";

    /** The order of the packages: an import may only point to a later one. */
    private static final List<String> DOWNWARDS = List.of(
            ROOT + ".pipe",
            ROOT + ".inspect",
            ROOT + ".sync",
            ROOT + ".context",
            ROOT + ".time",
            ROOT,
            ROOT + ".chan",
            ROOT + ".park");

    private static final Pattern EDGE = Pattern.compile("^\\s+(\\S+)\\s+->\\s+(\\S+)", Pattern.MULTILINE);

    private static final Pattern LOADED = Pattern.compile("ServiceLoader\\.load\\(([\\w.]+)\\.class");

    /** One package needs another. */
    private record Edge(String from, String to) {
        boolean isDownwards() {
            return DOWNWARDS.contains(from) && DOWNWARDS.indexOf(from) < DOWNWARDS.indexOf(to);
        }
    }

    /** No package needs one above it; so there are no cycles either. */
    @Test
    void packages_dependencies_pointDownwards() throws Exception {
        assertThat(edges()).isNotEmpty().allMatch(Edge::isDownwards);
    }

    /** The check sees what is there: the channels stand on the waiting layer. */
    @Test
    void packages_dependencies_includeTheKnownOne() throws Exception {
        assertThat(edges()).contains(new Edge(ROOT + ".chan", ROOT + ".park"));
    }

    /** Every package has its place in the order. */
    @Test
    void packages_ofTheModule_areAllInTheOrder() {
        assertThat(DOWNWARDS).containsAll(module().packages());
    }

    /** The waiting layer is no API, and everything else is. */
    @Test
    void module_exports_allButPark() {
        Set<String> exported = module().exports().stream()
                .filter(each -> !each.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        Set<String> expected = new TreeSet<>(module().packages());
        expected.remove(ROOT + ".park");

        assertThat(exported).isEqualTo(expected);
    }

    /** In a module, a service that it does not declare to use is an error. */
    @Test
    void module_uses_allServicesThatAreLoaded() throws IOException {
        Set<String> loaded = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                LOADED.matcher(Files.readString(source)).results().forEach(match -> loaded.add(match.group(1)));
            }
        }
        Set<String> used = module().uses().stream()
                .map(each -> each.replaceAll(".*\\.", "").replace('$', '.'))
                .collect(Collectors.toSet());

        assertThat(used).isNotEmpty().isEqualTo(loaded);
    }

    private static List<Edge> edges() throws Exception {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = jdeps.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "-verbose:package",
                "--ignore-missing-deps",
                "--module-path",
                dependencies(),
                "-filter:package",
                "-e",
                ROOT.replace(".", "\\.") + "(\\..*)?",
                classes().toString());
        assertThat(status).as("%s%s", out, err).isZero();
        return EDGE.matcher(out.toString())
                .results()
                .map(LayeringTest::edge)
                .filter(each -> each.to.startsWith(ROOT))
                .distinct()
                .toList();
    }

    /** The modules that ours reads. */
    private static String dependencies() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(each -> Path.of(each).getFileName().toString().startsWith("jctools"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Edge edge(MatchResult line) {
        return new Edge(line.group(1), line.group(2));
    }

    private static ModuleDescriptor module() {
        return ModuleFinder.of(classes()).find(ROOT).orElseThrow().descriptor();
    }

    /** The folder or jar with the compiled classes of the library, without those of the tests. */
    private static Path classes() {
        String resource = Chan.class.getName().replace('.', '/') + ".class";
        String url = String.valueOf(Chan.class.getResource("Chan.class"));
        Matcher jar = Pattern.compile("jar:(.*)!/" + Pattern.quote(resource)).matcher(url);
        return Path.of(URI.create(jar.matches() ? jar.group(1) : url.replace(resource, "")));
    }

    /** A monitor could pin whoever waits in it, before Java 24. */
    @Test
    void sources_main_haveNoMonitor() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(source))
                        .as("%s", source)
                        .doesNotContainPattern("\\bsynchronized\\b *[({a-zA-Z<]");
            }
        }
    }
}
