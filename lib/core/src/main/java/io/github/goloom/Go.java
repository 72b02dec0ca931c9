package io.github.goloom;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.QuietEnd;
import io.github.goloom.park.ChanAccess;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Seam;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goroutines: virtual threads, started in a word.
 *
 * {@snippet :
 * Chan<Integer> results = Chan.unbuffered();
 * Go.go(() -> results.send(6 * 7));
 * System.out.println(results.receive());
 * }
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 */
public final class Go {
    private static final ChanAccess<Cancellation> CHANS = ChanAccess.of(Chan.nil());

    private Go() {}

    /** What a goroutine runs. */
    @FunctionalInterface
    public interface Task {
        /**
         * Runs the task.
         *
         * @throws Exception anything; see {@link Go#go(Task)}
         */
        void run() throws Exception;
    }

    /**
     * Starts a virtual thread that runs the task, and returns at once. The thread has no name.
     *
     * <p>What escapes the task reaches the thread's uncaught-exception handler, which by default prints it. An {@link
     * InterruptedException} or another {@linkplain QuietEnd quiet end}, such as the error of a context that is done, is
     * a normal end. <b>Differs from Go</b>, where what escapes ends the process.
     *
     * <p><b>Memory consistency effects.</b> What the caller did before <i>happens-before</i> the task's first action.
     * The end of the task is no edge by itself; {@link Thread#join()} on the returned thread is one.
     *
     * @param task what to run
     * @return the started thread
     * @throws NullPointerException if {@code task} is null
     * @see <a href="https://go.dev/ref/spec#Go_statements">Go: go statements</a>
     */
    public static Thread go(Task task) {
        return start(null, task);
    }

    /**
     * Starts a virtual thread with a name, as {@link #go(Task)} does without one.
     *
     * @param name the thread's name, for dumps and messages
     * @param task what to run
     * @return the started thread
     * @throws NullPointerException if {@code name} or {@code task} is null
     */
    public static Thread go(String name, Task task) {
        return start(Objects.requireNonNull(name, "name"), task);
    }

    private static Thread start(@Nullable String name, Task task) {
        Task wrapped = StartHook.wrap(task);
        Runnable body = () -> {
            try {
                wrapped.run();
            } catch (Throwable e) {
                if (!QuietEnd.is(e)) { // a goroutine that was told to stop has stopped
                    Hooks.<RuntimeException>rethrow(e);
                }
            }
        };
        return Seam.start(name, body, wrapped);
    }

    /**
     * Waits for a time. Zero and negative return at once, unless interrupted; one of 146 years or more has no end.
     *
     * <p><b>Interruption.</b> If the current thread has its interrupted status set on entry, or is interrupted while
     * waiting, the status is cleared and {@link InterruptedException} is thrown before the time is over.
     *
     * @param duration how long, at least
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code duration} is null
     * @see <a href="https://pkg.go.dev/time#Sleep">Go: time.Sleep</a>
     */
    public static void sleep(Duration duration) throws InterruptedException {
        Clock.sleep(Go.class, Clock.nanos(Objects.requireNonNull(duration, "duration")));
    }

    /**
     * As {@link #sleep(Duration)}, unless the cancellation comes first.
     *
     * @param duration how long, at least
     * @param until what ends the wait; if it is done on entry it wins, also with a zero duration
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code duration} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done
     */
    public static void sleep(Duration duration, Cancellation until) throws InterruptedException {
        long nanos = Clock.nanos(Objects.requireNonNull(duration, "duration"));
        CHANS.enter(Objects.requireNonNull(until, "until"));
        if (nanos > 0) {
            CHANS.served(CHANS.waiter(null, until).await(Go.class, nanos), until);
        }
    }
}
