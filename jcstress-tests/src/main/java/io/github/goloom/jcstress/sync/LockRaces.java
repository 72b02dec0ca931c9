package io.github.goloom.jcstress.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RWMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Exclusion, and waiters that leave while the lock is let go. */
public final class LockRaces {
    private LockRaces() {}

    /** Two who lock a mutex. */
    @JCStressTest
    @Description("MTX-013: is one inside at a time?")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "One after the other.")
    @Outcome(expect = FORBIDDEN, desc = "They were inside together.")
    @State
    public static class MutexTwice {
        private final Mutex mutex = new Mutex();
        private int count;

        @Actor
        public void one(I_Result r) {
            mutex.lock();
            count++;
            mutex.unlock();
        }

        @Actor
        public void other(I_Result r) {
            mutex.lock();
            count++;
            mutex.unlock();
        }

        @Arbiter
        public void later(I_Result r) {
            r.r1 = count;
        }
    }

    /** Two writers. */
    @JCStressTest
    @Description("RWM-011: is one writer inside at a time?")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "One after the other.")
    @Outcome(expect = FORBIDDEN, desc = "They were inside together.")
    @State
    public static class WriteTwice {
        private final RWMutex mutex = new RWMutex();
        private int count;

        @Actor
        public void one(I_Result r) {
            mutex.writeLock().lock();
            count++;
            mutex.writeLock().unlock();
        }

        @Actor
        public void other(I_Result r) {
            mutex.writeLock().lock();
            count++;
            mutex.writeLock().unlock();
        }

        @Arbiter
        public void later(I_Result r) {
            r.r1 = count;
        }
    }

    /** A reader and a writer. */
    @JCStressTest
    @Description("RWM-001: does a reader never see a writer at work?")
    @Outcome(
            id = {"0, 0", "2, 2"},
            expect = ACCEPTABLE,
            desc = "Before the writer, or after.")
    @Outcome(expect = FORBIDDEN, desc = "The reader was inside with the writer.")
    @State
    public static class Readers {
        private final RWMutex mutex = new RWMutex();
        private int one;
        private int other;

        @Actor
        public void writer(II_Result r) {
            mutex.writeLock().lock();
            one += 2;
            other += 2;
            mutex.writeLock().unlock();
        }

        @Actor
        public void reader(II_Result r) {
            mutex.readLock().lock();
            r.r1 = one;
            r.r2 = other;
            mutex.readLock().unlock();
        }
    }

    /** A try and an unlock: who has it, gives it back. */
    @JCStressTest
    @Description("MTX-005: is the mutex free after a try that races with an unlock?")
    @Outcome(
            id = {"true, true", "false, true"},
            expect = ACCEPTABLE,
            desc = "It is free.")
    @Outcome(expect = FORBIDDEN, desc = "It is held by nobody, or not free.")
    @State
    public static class TryAndUnlock {
        private final Mutex mutex = new Mutex();

        {
            mutex.lock();
        }

        @Actor
        public void unlocking(ZZ_Result r) {
            mutex.unlock();
        }

        @Actor
        public void trying(ZZ_Result r) {
            boolean locked = mutex.tryLock();
            if (locked) {
                mutex.unlock();
            }
            r.r1 = locked;
        }

        @Arbiter
        public void later(ZZ_Result r) {
            r.r2 = mutex.tryLock();
        }
    }

    /** A waiter whose context ends while the mutex is unlocked. */
    @JCStressTest
    @Description("Is a mutex that was granted to a waiter whose context ends neither lost nor doubled?")
    @Outcome(
            id = {"locked, true", "cancelled, true"},
            expect = ACCEPTABLE,
            desc = "It is free in the end.")
    @Outcome(expect = FORBIDDEN, desc = "The mutex is lost.")
    @State
    public static class CancelAndUnlock {
        private final Mutex mutex = new Mutex();
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Goroutine waiter = new Goroutine(() -> {
            mutex.lock(ctx);
            mutex.unlock();
            return "locked";
        });

        {
            mutex.lock();
            waiter.start();
            waiter.awaitParked();
        }

        @Actor
        public void unlocking(LZ_Result r) {
            mutex.unlock();
        }

        @Actor
        public void cancelling(LZ_Result r) {
            ctx.cancel();
            r.r1 = waiter.end();
        }

        @Arbiter
        public void later(LZ_Result r) {
            r.r2 = mutex.tryLock();
        }
    }

    /** A waiter that is interrupted while the write lock is unlocked. */
    @JCStressTest
    @Description("Is a lock that was granted to a waiter which is interrupted neither lost nor doubled?")
    @Outcome(
            id = {"locked, true", "interrupted, true"},
            expect = ACCEPTABLE,
            desc = "It is free in the end.")
    @Outcome(expect = FORBIDDEN, desc = "The lock is lost.")
    @State
    public static class InterruptAndUnlock {
        private final RWMutex mutex = new RWMutex();
        private final Goroutine waiter = new Goroutine(() -> {
            mutex.writeLock().lockInterruptibly();
            mutex.writeLock().unlock();
            return "locked";
        });

        {
            mutex.writeLock().lock();
            waiter.start();
            waiter.awaitParked();
        }

        @Actor
        public void unlocking(LZ_Result r) {
            mutex.writeLock().unlock();
        }

        @Actor
        public void interrupting(LZ_Result r) {
            waiter.interrupt();
            r.r1 = waiter.end();
        }

        @Arbiter
        public void later(LZ_Result r) {
            r.r2 = mutex.writeLock().tryLock();
        }
    }

    /** A reader behind a writer that is interrupted. */
    @JCStressTest
    @Description("RWM-002: does a reader come in once the writer before it has gone?")
    @Outcome(
            id = {"interrupted, read", "locked, read"},
            expect = ACCEPTABLE,
            desc = "The reader came in.")
    @Outcome(expect = FORBIDDEN, desc = "The reader is left waiting.")
    @State
    public static class WriterLeaves {
        private final RWMutex mutex = new RWMutex();
        private final Goroutine writer = new Goroutine(() -> {
            mutex.writeLock().lockInterruptibly();
            mutex.writeLock().unlock();
            return "locked";
        });

        {
            mutex.readLock().lock();
            writer.start();
            writer.awaitParked();
        }

        @Actor
        public void interrupting(LL_Result r) {
            writer.interrupt();
            mutex.readLock().unlock();
            r.r1 = writer.end();
        }

        @Actor
        public void reading(LL_Result r) {
            r.r2 = Ops.call(() -> {
                mutex.readLock().lock();
                mutex.readLock().unlock();
                return "read";
            });
        }
    }
}
