package io.github.goloom.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Tracking for the time of a test. */
public final class Tracked implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    public Tracked(Tracking options) {
        Goroutines.track(options);
    }

    public static Tracked all() {
        return new Tracked(new Tracking(true, true, true, Duration.ofMillis(20)));
    }

    @Override
    public void close() {
        Goroutines.untrack();
    }

    private static Stream<Goroutine> named(String part) {
        return Goroutines.tracker().live.values().stream().filter(each -> each.name.contains(part));
    }

    /** {@return how many goroutines there are whose names contain that} */
    public static long count(String part) {
        return named(part).count();
    }

    /** Waits until that many goroutines whose names contain that are parked in the library without a timeout, and no other. */
    public static void untilWaiting(String part, int count) {
        until(() -> count(part) == count && named(part).allMatch(Tracked::isParked));
    }

    /** Waits until all goroutines whose names contain that wait in the library. */
    public static void untilInAWait(String part) {
        until(() -> named(part).allMatch(each -> each.currentWait() != null));
    }

    public static void untilEnded(String part) {
        until(() -> count(part) == 0);
    }

    private static boolean isParked(Goroutine record) {
        Thread thread = record.get();
        return record.currentWait() != null && thread != null && thread.getState() == Thread.State.WAITING;
    }

    /** Interrupts all goroutines that are tracked. */
    public static void interruptAll() {
        Goroutines.tracker().live.values().stream()
                .filter(each -> each.isStarted)
                .map(Goroutine::get)
                .filter(Objects::nonNull)
                .forEach(Thread::interrupt);
    }

    public static void until(BooleanSupplier condition) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(2)).until(condition::getAsBoolean);
    }

    /** {@return what a dump without tracking says of a channel: before JDK 24, the JDK does not tell the object} */
    public static String target(String text) {
        return Runtime.version().feature() < 24 ? "a channel" : text;
    }

    /**
     * {@return the leaks, once there are that many} One that has just parked, and whose carrier has not returned from
     * it, is missed by a collection and found by the next.
     */
    public static List<Leak> leaks(long count) {
        AtomicReference<List<Leak>> found = new AtomicReference<>(List.of());
        until(() -> {
            found.set(Goroutines.leaks());
            return found.get().stream().mapToLong(Leak::count).sum() >= count;
        });
        return found.get();
    }

    public static String dump() throws Exception {
        StringBuilder text = new StringBuilder();
        Goroutines.dump(text);
        assertThat(text).isNotEmpty();
        return text.toString();
    }
}
