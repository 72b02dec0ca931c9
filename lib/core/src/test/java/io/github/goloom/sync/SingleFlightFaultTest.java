package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A flight ends for all who wait for it, also if its key misbehaves. */
class SingleFlightFaultTest {
    /**
     * A key that changes while it flies, and changes back, does not keep an ended flight that later callers would wait
     * for.
     */
    @Test
    void run_keyChangedInFlight_nextCallerGetsAResult() throws Exception {
        SingleFlight<List<String>, Integer> flights = new SingleFlight<>();
        List<String> key = new ArrayList<>(List.of("a"));
        flights.run(key, () -> {
            key.add("b");
            return 1;
        });
        key.remove("b");

        assertThat(Goroutine.call(() -> flights.run(key, () -> 2)).result().value())
                .isEqualTo(2);
    }

    /** A key whose equals throws when the flight ends does not leave those who joined waiting. */
    @Test
    void run_keyThrowsAtTheEnd_endsForAll() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        record Key(AtomicBoolean broken) {
            @Override
            public int hashCode() {
                if (broken.get()) {
                    throw new IllegalStateException("broken key");
                }
                return 1;
            }
        }
        SingleFlight<Key, Integer> flights = new SingleFlight<>();
        CountDownLatch gate = new CountDownLatch(1);
        Key key = new Key(broken);
        Goroutine<Void> first = Goroutine.go(() -> flights.run(key, () -> {
            gate.await();
            broken.set(true);
            return 1;
        }));
        first.parked();
        Goroutine<Void> second = Goroutine.go(() -> flights.run(key, () -> 2)).parkedOn(flights);
        gate.countDown();
        Goroutine.until(first::isDone);

        Goroutine.until(second::isDone);
    }
}
