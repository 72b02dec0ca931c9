package io.github.goloom.jcstress.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RWMutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** MM-030, MM-031, MM-033: what was done before an unlock happens-before every later lock. */
public final class LockHb {
    private LockHb() {}

    /** A lock after an unlock. */
    @JCStressTest
    @Description("MM-030: does who locks a mutex see what was written before the unlock?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "It came first: no promise.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class MutexLock {
        private final Mutex mutex = new Mutex();
        private int guarded;
        private int plain;

        @Actor
        public void first() {
            plain = 1;
            mutex.lock();
            guarded = 1;
            mutex.unlock();
        }

        @Actor
        public void second(II_Result r) {
            mutex.lock();
            r.r1 = guarded;
            mutex.unlock();
            r.r2 = plain;
        }
    }

    /** A try after an unlock. */
    @JCStressTest
    @Description("MM-033: does who succeeds to lock a mutex see what was written before the unlock?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "It came first: no promise.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class MutexTryLock {
        private final Mutex mutex = new Mutex();
        private int guarded;
        private int plain;

        @Actor
        public void first() {
            plain = 1;
            mutex.lock();
            guarded = 1;
            mutex.unlock();
        }

        @Actor
        public void second(II_Result r) {
            if (mutex.tryLock()) {
                r.r1 = guarded;
                mutex.unlock();
            }
            r.r2 = plain;
        }
    }

    /** A writer after a writer. */
    @JCStressTest
    @Description("MM-030: does a writer see what was written before the unlock of another?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "It came first: no promise.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class WriteThenWrite {
        private final RWMutex mutex = new RWMutex();
        private int guarded;
        private int plain;

        @Actor
        public void first() {
            plain = 1;
            mutex.writeLock().lock();
            guarded = 1;
            mutex.writeLock().unlock();
        }

        @Actor
        public void second(II_Result r) {
            mutex.writeLock().lock();
            r.r1 = guarded;
            mutex.writeLock().unlock();
            r.r2 = plain;
        }
    }

    /** A reader after a writer. */
    @JCStressTest
    @Description("MM-031: does a reader see what was written before the unlock of a writer?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "It came first: no promise.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class WriteThenRead {
        private final RWMutex mutex = new RWMutex();
        private int guarded;
        private int plain;

        @Actor
        public void first() {
            plain = 1;
            mutex.writeLock().lock();
            guarded = 1;
            mutex.writeLock().unlock();
        }

        @Actor
        public void second(II_Result r) {
            mutex.readLock().lock();
            r.r1 = guarded;
            mutex.readLock().unlock();
            r.r2 = plain;
        }
    }

    /** A try of a reader after a writer. */
    @JCStressTest
    @Description("MM-033: does a reader that succeeds see what was written before the unlock of a writer?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "It came first: no promise.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class WriteThenTryRead {
        private final RWMutex mutex = new RWMutex();
        private int guarded;
        private int plain;

        @Actor
        public void first() {
            plain = 1;
            mutex.writeLock().lock();
            guarded = 1;
            mutex.writeLock().unlock();
        }

        @Actor
        public void second(II_Result r) {
            if (mutex.readLock().tryLock()) {
                r.r1 = guarded;
                mutex.readLock().unlock();
            }
            r.r2 = plain;
        }
    }

    /** A writer after a reader, which only it can see: the lock tells how many there were. */
    @JCStressTest
    @Description("MM-031: does a writer see what was written before the unlock of a reader?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "It came first: no promise.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class ReadThenWrite {
        private final RWMutex mutex = new RWMutex();
        private volatile boolean inside;
        private int plain;

        @Actor
        public void reader() {
            mutex.readLock().lock();
            inside = true;
            plain = 1;
            mutex.readLock().unlock();
        }

        @Actor
        public void writer(II_Result r) {
            boolean after = inside;
            mutex.writeLock().lock();
            r.r1 = after ? 1 : 0;
            r.r2 = plain;
            mutex.writeLock().unlock();
        }
    }
}
