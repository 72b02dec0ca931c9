package io.github.goloom.inspect;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.goloom.park.Seam;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the goroutines of this process do: a dump, the leak profile and deadlocks.
 *
 * {@snippet :
 * Goroutines.dump(System.err); // "3985 goroutines "producer": send on BufferedChan["orders", 16/16]" and the like
 * }
 *
 * <p>{@link #dump} needs no preparation. It tells more while goroutines are tracked, and the other methods need that:
 * see {@link #track} and the system property {@code goloom.track}.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * @see <a href="https://pkg.go.dev/runtime/pprof">Go: runtime/pprof</a>
 */
public final class Goroutines {
    private static final String NO_LEAKS =
            "the leak profile is off; switch it on with Goroutines.track(Tracking.basic()"
                    + ".withLeaks()) or -Dgoloom.track=leaks";
    private static final String NO_LOCKS = "holders of locks are not tracked; switch that on with Goroutines.track("
            + "Tracking.basic().withLocks()) or -Dgoloom.track=locks";

    private static final ReentrantLock LOCK = new ReentrantLock();

    private Goroutines() {}

    /**
     * Appends a dump of all goroutines to a text: virtual threads, whoever started them, and platform threads that wait
     * in the library. Goroutines that do the same in the same place are one entry, and the most numerous come first.
     * The frames of the application are shown, those of the library and of the JDK are counted. The thread that calls
     * this method is included.
     *
     * <p>What a goroutine waits for is shown with its state if it has a name, or if goroutines are tracked. Without
     * tracking, a JDK before 24 does not tell what a thread waits for; the dump then shows the method it waits in.
     *
     * <p>The threads are stopped one after the other, not all at once. The dump of a process whose threads run is
     * therefore no picture of one instant; that of a process which is stuck is.
     *
     * @param out where the text goes
     * @throws IOException if {@code out} throws it, or if the JDK cannot write its dump to a temporary file, or
     *     lacks the module {@code jdk.management}; the message says why
     * @throws NullPointerException if {@code out} is null
     */
    public static void dump(Appendable out) throws IOException {
        Dump.write(Objects.requireNonNull(out, "out"), tracker());
    }

    /**
     * Tracks goroutines from now on, in place of what was tracked before. Goroutines that were started earlier are
     * tracked only while they wait. With the {@linkplain Tracking#leaks() leak profile}, a service should run with
     * {@code -Djdk.trackAllThreads=false}; without this option each goroutine is started in a container of its own,
     * which costs more and makes the JDK's own dumps slow.
     *
     * @param options what to track
     * @throws NullPointerException if {@code options} is null
     */
    public static void track(Tracking options) {
        replace(new Tracker(Objects.requireNonNull(options, "options")));
    }

    private static void replace(@Nullable Tracker tracker) {
        LOCK.lock();
        try {
            Tracker before = tracker();
            if (before != null && before.sampler() != null) {
                before.sampler().stop();
            }
            if (tracker != null && tracker.sampler() != null) {
                tracker.sampler().start();
            }
            Seam.track(tracker, tracker != null && tracker.options.locks());
        } finally {
            LOCK.unlock();
        }
    }

    /** Ends the tracking, and forgets what was tracked; has no effect if nothing is tracked. */
    public static void untrack() {
        replace(null);
    }

    /** {@return the options of the tracking; null if goroutines are not tracked} */
    public static @Nullable Tracking tracking() {
        Tracker tracker = tracker();
        return tracker == null ? null : tracker.options;
    }

    static @Nullable Tracker tracker() {
        return Seam.tracker() instanceof Tracker tracker ? tracker : null;
    }

    private static Sampler sampler() {
        Tracker tracker = tracker();
        Sampler sampler = tracker == null ? null : tracker.sampler();
        if (sampler == null) {
            throw new IllegalStateException(NO_LEAKS);
        }
        return sampler;
    }

    /**
     * The leak profile: goroutines that can never run again, because nothing that runs can reach what they wait for.
     * Runs a full collection, as Go's does, and then reports all that were found since the tracking began.
     *
     * <p>No report is false. A goroutine that waits for something which is reachable, but which nobody will use, is not
     * found, nor is one whose {@link Thread} is kept; the JDK itself keeps one in which it has loaded a class while a
     * Java agent was there. One that has begun to wait at this moment may be found by the next request only. Memory
     * that a leaked goroutine held is freed with it; its {@code finally} blocks are not executed.
     *
     * @return a report for each place, the first found first
     * @throws IllegalStateException if the leak profile is off; the message says how to switch it on
     */
    @CheckReturnValue
    public static List<Leak> leaks() {
        return sampler().find();
    }

    /** As {@link #leaks()}, without a collection. */
    static List<Leak> foundLeaks() {
        return sampler().found();
    }

    /**
     * Calls an action for each leak that is found from now on, after any collection, in a goroutine of its own. An
     * action is called again for the same place when further goroutines are found there, with the new count.
     *
     * @param action what is called; if it throws an exception, that goes to the uncaught-exception handler of the
     *     goroutine
     * @return what ends the calls when it is closed
     * @throws IllegalStateException if the leak profile is off; the message says how to switch it on
     * @throws NullPointerException if {@code action} is null
     */
    public static Listening onLeak(Consumer<? super Leak> action) {
        Objects.requireNonNull(action, "action");
        Sampler sampler = sampler();
        sampler.listen(action);
        return () -> sampler.forget(action);
    }

    /** A registration of an action. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {
        /** Ends the calls of the action. */
        @Override
        void close();
    }

    /**
     * Finds goroutines that wait for each other, and goroutines that wait for what can never be: a value of a nil
     * channel, a select without cases, more permits than a semaphore has.
     *
     * <p>A goroutine that waits with a timeout or a cancellation is never part of a deadlock. Locks have no owner in
     * Go: a report means that only a thread other than those that took the locks could free them.
     *
     * @return the deadlocks, in no particular order
     * @throws IllegalStateException if holders of locks are not tracked; the message says how to switch it on
     */
    @CheckReturnValue
    public static List<Deadlock> deadlocks() {
        Tracker tracker = tracker();
        if (tracker == null || !tracker.options.locks()) {
            throw new IllegalStateException(NO_LOCKS);
        }
        return Deadlocks.find(tracker);
    }

    /**
     * Counts the goroutines that were started while goroutines are tracked, and that have not ended. Virtual threads
     * that others have started are not counted, as they are in a {@link #dump}.
     *
     * @return the number
     * @throws IllegalStateException if goroutines are not tracked
     * @see <a href="https://pkg.go.dev/runtime#NumGoroutine">Go: runtime.NumGoroutine</a>
     */
    public static long count() {
        return tracked().count();
    }

    private static Tracker tracked() {
        Tracker tracker = tracker();
        if (tracker == null) {
            throw new IllegalStateException("goroutines are not tracked; call Goroutines.track first");
        }
        return tracker;
    }

    /**
     * Begins to collect the goroutines that the current thread starts, directly or through others, for a test that must
     * leave none.
     *
     * @return the goroutines, to be closed by the same thread
     * @throws IllegalStateException if goroutines are not tracked
     */
    public static Started collect() {
        Tracker unused = tracked();
        return new Started();
    }

    /**
     * Registers a {@link GoroutinesMXBean} with the platform's MBean server, under the name
     * {@code io.github.goloom:type=Goroutines}; has no effect if it is registered.
     */
    public static void registerMXBean() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new Bean(), new ObjectName("io.github.goloom:type=Goroutines"));
        } catch (InstanceAlreadyExistsException e) {
            // it is there
        } catch (JMException e) {
            throw new IllegalStateException("cannot register the MXBean of goloom", e);
        }
    }

    private static final class Bean implements GoroutinesMXBean {
        @Override
        public String dump() throws IOException {
            return Dump.text();
        }

        @Override
        public void track(String options) {
            Goroutines.track(Tracking.parse(Objects.requireNonNull(options, "options")));
        }

        @Override
        public void untrack() {
            Goroutines.untrack();
        }

        @Override
        public long getCount() {
            return Goroutines.count();
        }

        @Override
        public String[] leaks() {
            return texts(Goroutines.leaks());
        }

        @Override
        public String[] deadlocks() {
            return texts(Goroutines.deadlocks());
        }

        private static String[] texts(List<?> reports) {
            return reports.stream().map(Object::toString).toArray(String[]::new);
        }
    }
}
