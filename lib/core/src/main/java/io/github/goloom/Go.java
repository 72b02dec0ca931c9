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
 * Starts goroutines, which are virtual threads, and lets them sleep.
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

    /** The body of a goroutine. */
    @FunctionalInterface
    public interface Task {
        /**
         * Runs the task.
         *
         * @throws Exception if the task fails; see {@link Go#go(Task)}
         */
        void run() throws Exception;
    }

    /**
     * Starts a virtual thread that runs the task, and returns at once. The thread has no name.
     *
     * <p>An exception that the task throws goes to the thread's uncaught-exception handler, which by default prints it.
     * An {@link InterruptedException} or another {@linkplain QuietEnd quiet end}, such as the error of a context that
     * is done, is a normal end. <b>Differs from Go</b>, where an uncaught panic ends the process.
     *
     * <p><b>Memory consistency effects.</b> Actions in a thread before it calls this method <i>happen-before</i> the
     * first action of the task. The end of the task is no edge by itself; {@link Thread#join()} on the returned thread
     * is one.
     *
     * @param task the task to run
     * @return the started thread
     * @throws NullPointerException if {@code task} is null
     * @see <a href="https://go.dev/ref/spec#Go_statements">Go: go statements</a>
     */
    public static Thread go(Task task) {
        return start(null, task);
    }

    /**
     * As {@link #go(Task)}, with a name for the thread.
     *
     * @param name the thread's name, for dumps and messages
     * @param task the task to run
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
                if (!QuietEnd.is(e)) { // a quiet end is a normal one
                    Hooks.<RuntimeException>rethrow(e);
                }
            }
        };
        return Seam.start(name, body, wrapped);
    }

    /**
     * Waits for at least a time. This is a waiting method: see
     * {@linkplain io.github.goloom.chan##waiting Waiting}.
     *
     * @param duration the time; zero or less returns at once, 146 years or more never returns
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code duration} is null
     * @see <a href="https://pkg.go.dev/time#Sleep">Go: time.Sleep</a>
     */
    public static void sleep(Duration duration) throws InterruptedException {
        Clock.sleep(Go.class, Clock.nanos(Objects.requireNonNull(duration, "duration")));
    }

    /**
     * Waits as {@link #sleep(Duration)} does, unless the cancellation ends the wait.
     *
     * @param duration the time; zero or less returns at once, 146 years or more never returns
     * @param until the cancellation; if it is done on entry, this method throws, even if the time is zero
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code duration} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if it is done
     */
    public static void sleep(Duration duration, Cancellation until) throws InterruptedException {
        long nanos = Clock.nanos(Objects.requireNonNull(duration, "duration"));
        CHANS.enter(Objects.requireNonNull(until, "until"));
        if (nanos > 0) {
            CHANS.served(CHANS.waiter(null, until).await(Go.class, nanos), until);
        }
    }
}
