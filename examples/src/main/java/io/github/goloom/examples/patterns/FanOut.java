package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unless;
import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Subtask;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Several goroutines receive from one channel until it is closed. Nobody deals out the work: whoever is idle takes the
 * next parcel, so the quick porters carry more of them than the slow ones, and all of them finish at about the same
 * time.
 *
 * @see <a href="https://go.dev/blog/pipelines">Go: pipelines and cancellation, fan-out</a>
 */
@Command(name = "fan-out", description = "Several goroutines take work from one channel.")
final class FanOut implements Example {
    @Option(names = "--porters", paramLabel = "N", description = "How many porters, from 1 to 100; 3 if not given.")
    private int porters = 3;

    @Option(names = "--parcels", paramLabel = "N", description = "How many parcels, 0 or more; 60 if not given.")
    private int parcels = 60;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new FanOut(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException, ExecutionException {
        unlessIn("--porters", porters, 1, 100);
        unless(parcels >= 0, "--parcels must be 0 or more, not " + parcels);
        try (ErrGroup group = ErrGroup.withContext(Context.background(), "porters")) {
            Chan<Integer> belt = Chan.unbuffered("belt");
            List<Subtask<List<Integer>>> carried = new ArrayList<>();
            for (int i = 1; i <= porters; i++) {
                Duration walk = Duration.ofMillis(2L * i);
                carried.add(group.fork("porter " + i, () -> carry(belt, walk)));
            }
            for (int parcel = 1; parcel <= parcels; parcel++) {
                belt.send(parcel, group.context());
            }
            belt.close(); // sends all porters home
            group.await();
            for (int i = 1; i <= porters; i++) {
                out.printf(
                        "porter %d, %d ms a parcel, carried %d%n",
                        i, 2 * i, carried.get(i - 1).get().size());
            }
            int together = carried.stream().mapToInt(each -> each.get().size()).sum();
            out.println("carried together: " + together);
        }
    }

    private static List<Integer> carry(ReceiveChan<Integer> belt, Duration walk) throws InterruptedException {
        List<Integer> carried = new ArrayList<>();
        for (int parcel : belt) {
            Go.sleep(walk);
            carried.add(parcel);
        }
        return carried;
    }
}
