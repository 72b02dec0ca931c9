package io.github.goloom.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Leak;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.inspect.Tracking;
import io.github.goloom.testing.Jvm;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The leak profile. */
class LeaksTest {
    private static final int MANY = Integer.getInteger("leaks.goroutines", 100_000);

    private static void leak(String name) {
        Chan<Integer> never = Chan.unbuffered("never");
        Go.go(name, () -> never.receive());
    }

    private static void inAnotherThread(Go.Task task) throws InterruptedException {
        Go.go("program", task).join();
    }

    /** LEAK-010, LEAK-012: a later request reports the same leaks, which are collected, and those that came since. */
    @Test
    void leaks_askedAgain_areReportedAgain() throws Exception {
        try (Tracked tracked = Tracked.all()) {
            inAnotherThread(() -> leak("lost 1"));
            Tracked.untilWaiting("lost", 1);
            List<Leak> first = Tracked.leaks(1);
            inAnotherThread(() -> leak("lost 2"));
            Tracked.untilWaiting("lost", 1);
            List<Leak> second = Tracked.leaks(2);

            assertThat(first).singleElement().satisfies(leak -> {
                assertThat(leak.name()).isEqualTo("lost 1");
                assertThat(leak.count()).isEqualTo(1);
                assertThat(leak.waitedOn()).isEqualTo("UnbufferedChan[\"never\", 1 receiver waits]");
                assertThat(leak.operation()).isEqualTo("receive from " + leak.waitedOn());
                assertThat(leak.startedAt()).startsWith("io.github.goloom.inspection.LeaksTest.leak(LeaksTest.java:");
                assertThat(leak.stack()).anyMatch(frame -> frame.contains("LeaksTest"));
                assertThat(leak.toString())
                        .startsWith("leaked: 1 goroutine \"lost 1\": receive from ")
                        .contains("    started at " + leak.startedAt());
            });
            assertThat(second)
                    .singleElement()
                    .satisfies(leak -> assertThat(leak.count()).isEqualTo(2));
            assertThat(Goroutines.leaks()).isEqualTo(second);
            assertThat(tracked).isNotNull();
        }
    }

    /** A listener hears of a leak after any collection, and of nothing once it is closed. */
    @Test
    void onLeak_found_isCalledUntilClosed() throws Exception {
        try (Tracked tracked = Tracked.all()) {
            List<Leak> told = new CopyOnWriteArrayList<>();
            try (Goroutines.Listening listening = Goroutines.onLeak(told::add)) {
                inAnotherThread(() -> leak("told"));
                Tracked.until(() -> {
                    System.gc();
                    return !told.isEmpty();
                });
                assertThat(told)
                        .first()
                        .satisfies(leak -> assertThat(leak.name()).isEqualTo("told"));
                assertThat(listening).isNotNull();
            }
            inAnotherThread(() -> leak("not told"));
            Tracked.untilWaiting("not told", 1);
            assertThat(Tracked.leaks(2)).hasSize(2);
            assertThat(told).allMatch(leak -> leak.name().equals("told"));
            assertThat(tracked).isNotNull();
        }
    }

    /** A goroutine that waits elsewhere in the JDK, for what nobody has any more, is a leak as well. */
    @Test
    void leaks_waitsOutsideTheLibrary_areFound() throws Exception {
        try (Tracked tracked = Tracked.all()) {
            inAnotherThread(() -> {
                var queue = new java.util.concurrent.LinkedBlockingQueue<Integer>();
                Thread thread = Go.go("taker", queue::take);
                Tracked.until(() -> thread.getState() == Thread.State.WAITING);
            });

            assertThat(Tracked.leaks(1))
                    .singleElement()
                    .satisfies(leak -> assertThat(leak.operation())
                            .startsWith("in java.util.concurrent.LinkedBlockingQueue.take on "));
            assertThat(tracked).isNotNull();
        }
    }

    /** One that the collector could take before it was looked at is kept until then, so that its report has a stack. */
    @Test
    void leaks_collectionBeforeTheFirstLook_haveAStack() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic().withLeaks(Duration.ofHours(1)))) {
            inAnotherThread(() -> {
                var queue = new java.util.concurrent.LinkedBlockingQueue<Integer>();
                Thread thread = Go.go("taker", queue::take);
                Tracked.until(() -> thread.getState() == Thread.State.WAITING);
                leak("sender");
            });
            WeakReference<Object> probe = new WeakReference<>(new Object());
            Tracked.until(() -> {
                System.gc();
                return probe.refersTo(null);
            });

            assertThat(Tracked.leaks(2))
                    .hasSize(2)
                    .allSatisfy(leak -> assertThat(leak.stack()).isNotEmpty());
            assertThat(tracked).isNotNull();
        }
    }

    /**
     * LEAK-005, LEAK-007: what still may run is no leak: it sleeps, has a timeout or a deadline, or something reachable
     * may serve it, also a goroutine that itself is only kept by what is reachable (LEAK-009).
     */
    @Test
    void leaks_goroutinesThatMayRun_areNone() throws Exception {
        Chan<Integer> kept = Chan.unbuffered();
        Chan<Integer> end = Chan.unbuffered();
        try (Tracked tracked = Tracked.all()) {
            inAnotherThread(() -> {
                Chan<Integer> alone = Chan.unbuffered();
                Go.go("alive", () -> kept.receive());
                Go.go(
                        "alive",
                        () -> Select.<Integer, RuntimeException>select(Select.receive(alone), Select.receive(kept)));
                Go.go("alive", () -> Go.sleep(Duration.ofHours(1)));
                Go.go("alive", () -> {
                    var unused = alone.tryReceive(Duration.ofHours(1));
                });
                Go.go("alive", () -> Thread.sleep(Duration.ofHours(1)));
                Chan<Integer> withPartner = Chan.unbuffered();
                Go.go("alive", () -> withPartner.receive());
                Go.go("partner", () -> {
                    end.receive();
                    withPartner.close();
                });
            });
            Tracked.until(() -> Tracked.count("alive") == 6);

            assertThat(Goroutines.leaks()).isEmpty();
            Tracked.interruptAll();
            end.close();
            kept.close();
            assertThat(tracked).isNotNull();
        }
    }

    /**
     * Of many goroutines that come and go, those that leak are all reported, and no other; with every collector. A
     * million of them: {@code -Dleaks.goroutines=1000000}.
     */
    @Tag("proof")
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseZGC", "-XX:+UseSerialGC", "-XX:+UseParallelGC"})
    void leaks_ofMany_areExact(String collector) throws Exception {
        String out = Jvm.run(
                ManyGoroutines.class,
                List.of(String.valueOf(MANY)),
                collector,
                "-Djdk.trackAllThreads=false",
                "-Xmx1g");

        assertThat(out).startsWith("leaked %1$d, reported %1$d".formatted(MANY / 50));
    }

    /** Starts goroutines of which 2 % leak. */
    static final class ManyGoroutines {
        private ManyGoroutines() {}

        public static void main(String[] args) throws Exception {
            int many = Integer.parseInt(args[0]);
            Goroutines.track(Tracking.basic().withLeaks(Duration.ofMillis(200)));
            long leaked = 0;
            for (int i = 0; i < many; i++) {
                leaked += query(i) ? 1 : 0;
            }
            Tracked.untilInAWait("query");
            long reported =
                    Tracked.leaks(leaked).stream().mapToLong(Leak::count).sum();
            System.out.println("leaked " + leaked + ", reported " + reported);
        }

        private static boolean query(int i) throws InterruptedException {
            Chan<Integer> result = Chan.unbuffered();
            Go.go("query", () -> result.send(1));
            boolean forgotten = i % 50 == 0;
            if (!forgotten) {
                result.receive();
            }
            return forgotten;
        }
    }
}
