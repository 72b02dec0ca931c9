package io.github.goloom.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** A thread of a test, whose result or failure comes out of {@link #result()}. */
public final class Goroutine<T> {
    private static final long LIMIT_SECONDS = 30;

    /** With {@code -Dgoroutines.platform=true}, platform threads take the place of virtual ones. */
    private static final boolean PLATFORM = Boolean.getBoolean("goroutines.platform");

    private final FutureTask<T> task;
    private final Thread thread;

    private Goroutine(Thread.Builder builder, Callable<T> body) {
        task = new FutureTask<>(body);
        thread = builder.start(task);
    }

    /** What a goroutine without a result runs. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** Starts a virtual thread with a result. */
    public static <T> Goroutine<T> call(Callable<T> body) {
        Thread.Builder builder = PLATFORM ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
        return new Goroutine<>(builder.name("goroutine of a test"), body);
    }

    /** Starts a virtual thread. */
    public static Goroutine<Void> go(Action body) {
        return call(callable(body));
    }

    /** Starts a platform thread. */
    public static Goroutine<Void> platform(Action body) {
        return new Goroutine<>(Thread.ofPlatform().daemon().name("platform thread of a test"), callable(body));
    }

    private static Callable<Void> callable(Action body) {
        return () -> {
            body.run();
            return null;
        };
    }

    /** Waits for the end; throws what the body threw, as it is. */
    public T result() throws Exception {
        try {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        } catch (TimeoutException e) {
            AssertionError wedged = new AssertionError("still running after " + LIMIT_SECONDS + " s: " + thread);
            wedged.setStackTrace(thread.getStackTrace());
            throw wedged;
        }
    }

    /** Waits for the end of a body that must throw, and returns what it threw. */
    public Throwable failure() throws Exception {
        try {
            T result = result();
            throw new AssertionError("ended normally with " + result);
        } catch (AssertionError e) {
            throw e;
        } catch (Throwable e) {
            return e;
        }
    }

    /** Waits until the thread is parked on the blocker: really waiting, not just on its way. */
    public Goroutine<T> parkedOn(Object blocker) {
        until(() -> isParkedOn(blocker));
        return this;
    }

    /** Waits until the thread is parked on anything, a select for example. */
    public Goroutine<T> parked() {
        until(() -> isParked() && LockSupport.getBlocker(thread) != null);
        return this;
    }

    /** As {@link #parkedOn}, or until it has ended: of a wait whose time may run out before this looks. */
    public Goroutine<T> parkedOnOrEnded(Object blocker) {
        until(() -> isDone() || isParkedOn(blocker));
        return this;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isParkedOn(Object blocker) {
        return isParked() && LockSupport.getBlocker(thread) == blocker;
    }

    private boolean isParked() {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    public Goroutine<T> interrupt() {
        thread.interrupt();
        return this;
    }

    public Thread thread() {
        return thread;
    }

    public boolean isDone() {
        return task.isDone();
    }

    /** Waits until the condition holds. */
    public static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .dontCatchUncaughtExceptions()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .until(condition);
    }

    /** Checks that the goroutines are parked and stay so: none has ended although it had every chance to. */
    public static void assertStillParked(Goroutine<?>... goroutines) {
        for (Goroutine<?> each : goroutines) {
            each.parked();
            assertThat(each.isDone()).as("ended: %s", each.thread).isFalse();
        }
    }
}
