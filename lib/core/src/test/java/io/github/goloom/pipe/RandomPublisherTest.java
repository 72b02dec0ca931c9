package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Publishers of random lengths, ends and ways to send, against channels of random capacities: all books balance. */
class RandomPublisherTest {
    private static final int PUBLISHERS = 1_000;

    /** How it is to end. */
    private enum End {
        COMPLETES,
        FAILS,
        IS_CLOSED
    }

    /** Sends the numbers from zero, in the thread that requests or in goroutines, and checks how it is called. */
    private static final class Numbers implements Flow.Publisher<Integer>, Flow.Subscription {
        private final int count;
        private final End end;
        private final boolean synchronous;
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicLong requested = new AtomicLong();
        private final AtomicInteger turns = new AtomicInteger();
        private volatile Flow.Subscriber<? super Integer> subscriber;
        private volatile int sent;
        private volatile boolean ended;
        private volatile int cancels;
        private volatile String wrong = "";

        Numbers(int count, End end, boolean synchronous) {
            this.count = count;
            this.end = end;
            this.synchronous = synchronous;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> newSubscriber) {
            subscriber = newSubscriber;
            subscriber.onSubscribe(this);
            run();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // the calls are serial, which is checked
        public void request(long n) {
            call(() -> {
                wrong += cancels > 0 ? " request after cancel" : "";
                requested.addAndGet(n);
                run();
            });
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public void cancel() {
            call(() -> cancels++);
        }

        @SuppressWarnings("NonAtomicVolatileUpdate")
        private void call(Runnable body) {
            wrong += calls.incrementAndGet() == 1 ? "" : " concurrent calls";
            body.run();
            calls.decrementAndGet();
        }

        private void run() {
            if (synchronous) {
                send();
            } else {
                Go.go("numbers", this::send);
            }
        }

        /** Sends what is requested; one thread at a time, the others leave it their turns. */
        @SuppressWarnings("NonAtomicVolatileUpdate")
        private void send() {
            int seen = turns.incrementAndGet();
            if (seen > 1) {
                return;
            }
            while (seen > 0) {
                while (sent < count && sent < requested.get() && cancels == 0) {
                    sent++;
                    subscriber.onNext(sent - 1);
                }
                if (sent == count && !ended && cancels == 0 && end != End.IS_CLOSED) {
                    ended = true;
                    end();
                }
                seen = turns.addAndGet(-seen);
            }
        }

        private void end() {
            if (end == End.FAILS) {
                subscriber.onError(new IOException("after " + count));
            } else {
                subscriber.onComplete();
            }
        }
    }

    /** Every element is received once and in order, the demand is never too large, and the end is the right one. */
    @Test
    void receive_randomPublishers_booksBalance() throws Exception {
        try (Tracked tracked = Tracked.all()) {
            for (int seed = 0; seed < PUBLISHERS; seed++) {
                run(seed);
            }
            Tracked.untilEnded("numbers");
            assertThat(Tracked.count("")).isZero();
            assertThat(tracked).isNotNull();
        }
    }

    private static void run(int seed) throws Exception {
        Random random = new Random(seed);
        int capacity = 1 + random.nextInt(random.nextBoolean() ? 3 : 40);
        int count = random.nextInt(200);
        End end = End.values()[random.nextInt(3)];
        int limit = end == End.IS_CLOSED ? random.nextInt(count + 1) : Integer.MAX_VALUE;
        Numbers numbers = new Numbers(count, end, random.nextBoolean());
        List<Integer> got = new ArrayList<>();
        try (Inflow<Integer> inflow = Chans.subscribe(numbers, capacity)) {
            boolean open = true;
            while (open && got.size() < limit) {
                List<Integer> some = inflow.chan().receiveUpTo(Math.min(1 + random.nextInt(5), limit - got.size()));
                got.addAll(some);
                open = !some.isEmpty();
                assertThat(numbers.requested.get()).as("seed %s", seed).isLessThanOrEqualTo(got.size() + capacity);
            }
            assertThat(failureOf(inflow)).isEqualTo(end == End.FAILS ? "after " + count : "none");
        }
        Goroutine.until(() -> numbers.cancels == (end == End.IS_CLOSED ? 1 : 0));
        assertThat(got)
                .as("seed %s", seed)
                .isEqualTo(IntStream.range(0, Math.min(count, limit)).boxed().toList());
        assertThat(numbers.wrong).as("seed %s", seed).isEmpty();
    }

    private static String failureOf(Inflow<?> inflow) {
        try {
            inflow.throwIfFailed();
            return "none";
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        }
    }

    /** Several receivers get each element once, and their calls of the publisher are serial. */
    @Test
    void receive_severalReceivers_getEachOnce() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Numbers numbers = new Numbers(500, End.COMPLETES, random.nextBoolean());
            try (Inflow<Integer> inflow = Chans.subscribe(numbers, 1 + random.nextInt(4))) {
                List<Goroutine<List<Integer>>> receivers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    receivers.add(Goroutine.call(() -> inflow.chan().stream().toList()));
                }
                List<Integer> all = new ArrayList<>();
                for (Goroutine<List<Integer>> each : receivers) {
                    assertThat(each.result()).isSorted();
                    all.addAll(each.result());
                }
                assertThat(all)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, 500).boxed().toList());
            }
            assertThat(numbers.wrong).as("seed %s", seed).isEmpty();
        }
    }
}
