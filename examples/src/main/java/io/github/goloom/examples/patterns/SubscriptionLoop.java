package io.github.goloom.examples.patterns;

import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.onSend;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.examples.WrongArgumentException.unless;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.time.ChanTimer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One goroutine owns a subscription to a feed, and one select waits for all that can happen: time to fetch, the end of
 * a fetch, a reader, the close, which returns the last error. What cannot happen now is a nil channel.
 *
 * @see <a href="https://go.dev/talks/2013/advconc.slide">Go: Advanced Go Concurrency Patterns</a>
 */
@Command(name = "subscription", description = "A select loop that fetches a feed, and that can be closed.")
final class SubscriptionLoop implements Example {
    @Option(names = "--items", paramLabel = "N", description = "How many before it is down; 10 if not given.")
    private int items = 10;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new SubscriptionLoop(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException {
        unless(items >= 0, "--items must be 0 or more, not " + items);
        Feed feed = new Feed();
        Go.go("feed", feed::loop);
        while (feed.updates.tryReceive(Duration.ofSeconds(1)) instanceof Received.Value<String> item) {
            out.println(item.value());
        }
        out.println("nothing new; the close says: " + feed.close());
    }

    /** A subscription; except for the channels, only the loop uses its fields. */
    private final class Feed {
        private final Chan<String> updates = Chan.unbuffered("updates");
        private final Chan<Chan<String>> closing = Chan.unbuffered("closing");
        private final Queue<String> pending = new ArrayDeque<>();
        private final ChanTimer timer = ChanTimer.start(Duration.ZERO); // for the next fetch
        private Chan<List<String>> fetch = Chan.nil(); // nil unless there is one
        private String error = "no error";
        private int fetched;
        private boolean open = true;

        void loop() throws InterruptedException {
            while (open) {
                select(
                        onReceive(pending.size() < 4 ? timer.chan() : Chan.nil(), at -> fetch = startFetch(fetched)),
                        onReceive(fetch, this::endFetch),
                        onSend(pending.isEmpty() ? Chan.nil() : updates, pending.peek(), pending::remove),
                        onReceive(closing, reply -> {
                            reply.send(error);
                            open = false;
                        }));
            }
        }

        private void endFetch(List<String> news) {
            pending.addAll(news);
            fetched += news.size();
            error = news.isEmpty() ? "the feed is down" : "no error";
            timer.reset(Duration.ofMillis(10));
            fetch = Chan.nil();
        }

        String close() throws InterruptedException {
            Chan<String> reply = Chan.buffered(1, "reply");
            closing.send(reply);
            return Objects.requireNonNull(reply.receive());
        }
    }

    private Chan<List<String>> startFetch(int after) {
        Chan<List<String>> news = Chan.buffered(1, "fetch"); // has room, for a fetch that outlives the loop
        IntStream page = IntStream.range(after, Math.min(after + 3, items));
        Go.go("fetch", () -> {
            Go.sleep(Duration.ofMillis(5)); // the network
            news.send(page.mapToObj(i -> "item " + i).toList());
        });
        return news;
    }
}
