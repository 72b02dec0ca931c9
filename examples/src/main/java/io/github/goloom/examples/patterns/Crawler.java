package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.pipe.Pipeline;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A crawler goes through a site level by level, and fetches a few pages of a level at a time. Only the goroutine that
 * crawls touches the set of the known pages, so it needs no lock; and as a level is done before the next begins, each
 * page is found on a shortest way, and the limit of the depth is exact.
 */
@Command(name = "crawler", description = "Crawls a site on loopback: each page once, a few at a time, down to a depth.")
final class Crawler implements Example {
    private static final Pattern LINK = Pattern.compile("href='([^']+)'");

    @Option(names = "--pages", paramLabel = "N", description = "Pages of the site, from 1 to 10000; 12 if not given.")
    private int pages = 12;

    @Option(names = "--depth", paramLabel = "N", description = "Links from the first page, up to 20; 3 if not given.")
    private int depth = 3;

    @Option(names = "--parallel", paramLabel = "N", description = "Fetches at a time, from 1 to 100; 4 if not given.")
    private int parallel = 4;

    private record Page(String path, int status, List<String> links) {
        @Override
        public String toString() {
            return status == HttpURLConnection.HTTP_OK ? path : path + " (" + status + ")";
        }
    }

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new Crawler(), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        unlessIn("--pages", pages, 1, 10_000);
        unlessIn("--depth", depth, 0, 20);
        unlessIn("--parallel", parallel, 1, 100);
        try (Site site = new Site(pages);
                HttpClient client = HttpClient.newHttpClient()) {
            Set<String> known = crawl(client, site.first(), out);
            out.println(known.size() + " pages are known; the site had " + site.requests() + " requests, at most "
                    + site.most() + " at a time");
        }
    }

    private Set<String> crawl(HttpClient client, URI first, PrintStream out) throws Exception {
        List<String> level = List.of(first.getPath());
        Set<String> known = new HashSet<>(level);
        for (int i = 0; i <= depth && !level.isEmpty(); i++) {
            try (Pipeline pipeline = Pipeline.withContext(Context.background(), "level " + i)) {
                List<Page> fetched = pipeline.from(level)
                        .mapOrdered(parallel, path -> fetch(client, first.resolve(path)))
                        .named("fetch")
                        .collect(Collectors.toList());
                out.println("level " + i + ": " + fetched);
                level = fetched.stream()
                        .flatMap(page -> page.links.stream())
                        .filter(known::add)
                        .toList();
            }
        }
        return known;
    }

    private static Page fetch(HttpClient client, URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        return new Page(
                uri.getPath(),
                response.statusCode(),
                LINK.matcher(response.body())
                        .results()
                        .map(link -> link.group(1))
                        .toList());
    }
}
