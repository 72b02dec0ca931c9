package io.github.goloom.inspect;

import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.Guarded;
import io.github.goloom.park.Seam;
import io.github.goloom.park.Watcher;
import io.github.goloom.sync.WeightedSemaphore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * The library's events of the JDK's flight recorder. Their switch is that of the recorder: an event that no recording
 * has enabled costs a test.
 */
final class Events implements Watcher {
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    /** Asked before each wait whether such events are on, for which a new one would have to be allocated. */
    private final Wait anyWait = new Wait();

    private final LockWait anyLockWait = new LockWait();

    /** Provides the events, if the process has the module of the recorder. */
    public static final class Provider implements Watcher.Provider {
        /** For {@link java.util.ServiceLoader}. */
        public Provider() {}

        @Override
        public @Nullable Watcher create() {
            return PRESENT ? new Events() : null;
        }
    }

    /** What the events of waits have in common. */
    @Category("goloom")
    @Threshold("20 ms")
    abstract static class AbstractWait extends Event {
        @Label("Operation")
        @Nullable
        String operation;

        @Label("Caller")
        @Description(
                "Class, method and line of the application that called the library; the whole stack is in the event, too")
        @Nullable
        String caller;

        @Label("Target")
        @Description("What was waited for, as it was after the wait")
        @Nullable
        String target;

        @Label("Name")
        @Nullable
        String name;

        final void commit(Object blocker) {
            end();
            if (shouldCommit()) {
                readStack();
                target = Text.of(Seen.shown(blocker));
                name = blocker instanceof Guarded guarded ? guarded.name() : null;
                fill(blocker);
                commit();
            }
        }

        /** Sets further fields. */
        void fill(Object blocker) {}

        private void readStack() {
            List<String> within = new ArrayList<>();
            caller = StackWalker.getInstance()
                    .walk(frames -> frames.dropWhile(frame -> isWithin(frame, within))
                            .findFirst()
                            .map(AbstractWait::place)
                            .orElse(null));
            operation = Frames.word(within);
        }

        private static String place(StackWalker.StackFrame frame) {
            String type = frame.getClassName();
            return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName() + ":"
                    + frame.getLineNumber();
        }

        /** Adds a frame of the library or the JDK to those above the application's. */
        private static boolean isWithin(StackWalker.StackFrame frame, List<String> within) {
            return Frames.isForeign(frame.getClassName())
                    && within.add(frame.toStackTraceElement().toString());
        }
    }

    /** A wait for anything but a lock. */
    @Name("goloom.Wait")
    @Label("Goroutine Wait")
    @Description("A thread waited for a channel, a select, a group, a condition, a flight or a rate limiter")
    static final class Wait extends AbstractWait {
        @Label("Capacity")
        @Description("The capacity of a channel; -1 for anything else")
        int capacity = -1;

        @Override
        void fill(Object blocker) {
            if (blocker instanceof ReceiveChan<?> chan) {
                capacity = chan.capacity();
            }
        }
    }

    /** A wait for a lock. */
    @Name("goloom.LockWait")
    @Label("Goroutine Lock Wait")
    @Description("A thread waited for a mutex, a read-write lock or a semaphore")
    static final class LockWait extends AbstractWait {
        @Label("Holders")
        @Description("The threads that held it when the wait began, if holders of locks are tracked")
        @Nullable
        String holders;
    }

    /** Goroutines that can never run again. */
    @Name("goloom.Leak")
    @Label("Goroutine Leak")
    @Description("Goroutines can never run again")
    @Category("goloom")
    @StackTrace(false)
    static final class LeakFound extends Event {
        @Label("Name")
        @Nullable
        String name;

        @Label("Started At")
        @Nullable
        String startedAt;

        @Label("Operation")
        @Nullable
        String operation;

        @Label("Goroutines")
        @Description("The number found so far in this place")
        long count;
    }

    /** A task of a group failed. */
    @Name("goloom.GroupFailure")
    @Label("Group Failure")
    @Description("A task of an ErrGroup failed")
    @Category("goloom")
    static final class GroupFailure extends Event {
        @Label("Group")
        @Nullable
        String group;

        @Label("Failure")
        @Nullable
        String failure;
    }

    /** A timer was late. */
    @Name("goloom.TimerLate")
    @Label("Timer Late")
    @Description("A timer, a ticker or a deadline rang late")
    @Category("goloom")
    @StackTrace(false)
    static final class TimerLate extends Event {
        @Label("Lateness")
        @Timespan(Timespan.NANOSECONDS)
        long lateness;
    }

    @Override
    public boolean isOn() {
        return anyWait.isEnabled() || anyLockWait.isEnabled();
    }

    @Override
    public @Nullable Object waits(Object blocker, boolean endless) {
        if (!(blocker instanceof ReceiveChan<?>) && isLock(Seen.shown(blocker))) {
            LockWait wait = new LockWait();
            if (!wait.isEnabled()) {
                return null;
            }
            wait.holders = Seam.seesLocks() ? Deadlocks.holders(blocker, Goroutines.tracker()) : null;
            wait.begin();
            return wait;
        }
        Wait wait = new Wait();
        if (!wait.isEnabled() || blocker instanceof Class<?>) { // a class is waited for by a sleep
            return null;
        }
        wait.begin();
        return wait;
    }

    private static boolean isLock(Object shown) {
        return shown instanceof Lock || shown instanceof ReadWriteLock || shown instanceof WeightedSemaphore;
    }

    @Override
    public void waited(Object blocker, @Nullable Object token) {
        if (token instanceof AbstractWait event) {
            event.commit(blocker);
        }
    }

    @Override
    public void failed(Object group, Throwable failure) {
        GroupFailure event = new GroupFailure();
        if (event.isEnabled()) {
            event.group = Text.of(group);
            event.failure = failure.getClass().getName();
            event.commit();
        }
    }

    @Override
    public void late(Object alarm, long nanos) {
        TimerLate event = new TimerLate();
        if (event.isEnabled()) {
            event.lateness = nanos;
            event.commit();
        }
    }

    /** Shows a leak, if the process has a recorder. */
    static void leaked(Leak leak) {
        if (PRESENT) {
            showLeak(leak);
        }
    }

    private static void showLeak(Leak leak) {
        LeakFound event = new LeakFound();
        if (event.isEnabled()) {
            event.name = leak.name();
            event.startedAt = leak.startedAt();
            event.operation = leak.operation();
            event.count = leak.count();
            event.commit();
        }
    }
}
