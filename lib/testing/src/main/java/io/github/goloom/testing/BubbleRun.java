package io.github.goloom.testing;

import io.github.goloom.chan.Action;
import io.github.goloom.inspect.Started;
import io.github.goloom.park.Clock;
import io.github.goloom.park.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One run of a bubble. The thread that runs it only waits, and looks whether the bubble moves. */
@SuppressWarnings("ReferenceEquality") // exceptions are compared by identity
final class BubbleRun<X extends Exception> {
    private static final long GRACE_NANOS = 1_000_000_000;
    private static final long BETWEEN_INTERRUPTS_NANOS = 20_000_000;

    private final Bubble.Options options;
    private final Action<? extends X> body;
    private final @Nullable SeededScheduler scheduler;
    private final World world;

    private volatile boolean over;
    private volatile boolean cancelled;
    private @Nullable Throwable thrown;

    BubbleRun(Bubble.Options options, Action<? extends X> body) {
        this.options = options;
        this.body = body;
        Long seed = options.seed();
        scheduler = seed == null ? null : new SeededScheduler(seed);
        world = World.open(scheduler == null ? null : scheduler.order());
    }

    void run() throws X, InterruptedException {
        try (Started started = Leaks.collect()) {
            world.start("bubble", this::runBody);
            Throwable failure = await(started);
            Throwable first = over ? thrown : null; // what it throws when it is interrupted below does not count
            if (first == null) {
                first = failure;
            } else if (failure != null && failure != first) {
                first.addSuppressed(failure);
            }
            if (first != null) {
                BubbleRun.<RuntimeException>rethrow(first);
            }
        } finally {
            endOthers();
            world.close();
        }
    }

    /**
     * Runs a bubble whose goroutines are carried by a thread of its own: a thread that carries goroutines loses its
     * interrupts.
     */
    static <X extends Exception> void runOnCarrier(Bubble.Options options, Action<? extends X> body)
            throws InterruptedException {
        AtomicReference<@Nullable BubbleRun<X>> run = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread carrier = Thread.ofPlatform().daemon().name("bubble-carrier").start(() -> {
            try {
                BubbleRun<X> made = new BubbleRun<>(options, body);
                run.set(made);
                made.run();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        try {
            carrier.join();
        } catch (InterruptedException e) {
            BubbleRun<X> made = run.get();
            if (made != null) {
                made.cancelled = true;
                made.world.stop();
            }
            carrier.join(Duration.ofNanos(2 * GRACE_NANOS)); // it does not end while a goroutine computes
            throw e;
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            BubbleRun.<RuntimeException>rethrow(thrown);
        }
    }

    private void runBody() {
        try {
            body.run();
        } catch (Throwable e) {
            thrown = e;
        } finally {
            over = true;
            world.stopTime();
        }
    }

    /** Waits until nothing moves any more. {@return what is wrong then; null if all have ended} */
    private @Nullable Throwable await(Started started) throws InterruptedException {
        long patience = Clock.nanos(options.patience());
        long before = world.moves();
        while (!world.await(patience, this::runOne)) {
            List<String> outside = Outside.of(world);
            if (world.moves() != before) {
                before = world.moves();
            } else if (!outside.isEmpty()) {
                return new AssertionError(
                        "the time of the bubble cannot move, since goroutines wait outside goloom:\n\n"
                                + String.join("\n", outside));
            } else if (world.parked().containsAll(world.members())) {
                return new AssertionError(
                        "the time of the bubble cannot move, although all goroutines that have begun wait;"
                                + " a thread of Bubble.threadFactory() was not started: " + world);
            }
        }
        if (cancelled) {
            throw new InterruptedException();
        }
        if (world.failure() != null) {
            return world.failure();
        }
        List<String> left = started.left(Duration.ZERO);
        if (world.isEmpty()) {
            return null;
        }
        if (left.isEmpty()) { // threads of the factory are not tracked
            left = world.members().stream().map(Thread::toString).toList();
        }
        String what = over
                ? "the body of the bubble has ended, but goroutines are left:"
                : "all goroutines of the bubble wait, and there is no timer (deadlock):";
        return new AssertionError(what + "\n\n" + String.join("\n", left));
    }

    private boolean runOne() {
        return scheduler != null && scheduler.runOne();
    }

    /** Interrupts the members that are left, and waits a moment for their end. */
    private void endOthers() {
        world.stop();
        long until = System.nanoTime() + GRACE_NANOS;
        while (!world.isEmpty() && System.nanoTime() - until < 0) {
            world.members().forEach(Thread::interrupt);
            boolean interrupted = Thread.interrupted(); // an interrupted thread would not park
            while (System.nanoTime() - until < 0 && runOne()) {
                // until all wait or have ended
            }
            LockSupport.parkNanos(this, BETWEEN_INTERRUPTS_NANOS);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("unchecked")
    static <E extends Throwable> void rethrow(Throwable e) throws E {
        throw (E) e;
    }
}
