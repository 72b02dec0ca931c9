package io.github.goloom.scenarios;

import io.github.goloom.explorer.Scenario;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RWMutex;

/** Mutual exclusion, and the condition of a mutex. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // what throws ends the schedule, and no wake-up is spurious
final class Locks {
    private Locks() {}

    /** Is only one inside a mutex, and is it free in the end? */
    @Complete
    public static final class MutexOfTwo extends Scenario {
        private final Mutex mutex = new Mutex();
        private int count;

        @Override
        protected void goroutines(Goroutines go) {
            for (String name : new String[] {"one", "other"}) {
                go.start(name, () -> {
                    mutex.lock();
                    count++;
                    mutex.unlock();
                });
            }
        }

        @Override
        protected void check() {
            Ops.equal(2, count, "count");
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Is only one of three inside a mutex, and is each inside once? */
    public static final class MutexOfThree extends Scenario {
        private final Mutex mutex = new Mutex();
        private int count;

        @Override
        protected void goroutines(Goroutines go) {
            for (String name : new String[] {"one", "two", "three"}) {
                go.start(name, () -> {
                    mutex.lock();
                    count++;
                    mutex.unlock();
                });
            }
        }

        @Override
        protected void check() {
            Ops.equal(3, count, "count");
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Does a try fail only while somebody is inside? */
    @Complete
    public static final class MutexTry extends Scenario {
        private final Mutex mutex = new Mutex();
        private int inside;
        private boolean one;
        private boolean other;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = enter());
            go.start("other", () -> other = enter());
        }

        private boolean enter() {
            boolean locked = mutex.tryLock();
            if (locked) {
                inside++;
                mutex.unlock();
            }
            return locked;
        }

        @Override
        protected void check() {
            require(one || other, "both failed");
            Ops.equal((one ? 1 : 0) + (other ? 1 : 0), inside, "inside");
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Do those who wait for a mutex get it one after the other while a third comes? */
    @Complete
    public static final class MutexWaiters extends Scenario {
        private final Mutex mutex = new Mutex();
        private int count;

        public MutexWaiters() {
            mutex.lock();
        }

        @Override
        protected void first(Goroutines go) {
            go.start("waiter", this::enter);
        }

        private void enter() {
            mutex.lock();
            count++;
            mutex.unlock();
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("holder", mutex::unlock);
            go.start("newcomer", this::enter);
        }

        @Override
        protected void check() {
            Ops.equal(2, count, "count");
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Is a writer alone inside, and does each get in? */
    @Complete
    public static final class ReaderAndWriter extends Scenario {
        private final RWMutex mutex = new RWMutex();
        private int written;
        private int seen;
        private int again;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("writer", () -> {
                mutex.writeLock().lock();
                written = 1;
                written = 2;
                mutex.writeLock().unlock();
            });
            go.start("reader", () -> {
                mutex.readLock().lock();
                seen = written;
                again = written;
                mutex.readLock().unlock();
            });
        }

        @Override
        protected void check() {
            require(seen == again && seen != 1, seen + ", " + again);
            require(mutex.writeLock().tryLock(), "locked for ever");
        }
    }

    /** Do two writers exclude each other? */
    @Complete
    public static final class TwoWriters extends Scenario {
        private final RWMutex mutex = new RWMutex();
        private int count;

        @Override
        protected void goroutines(Goroutines go) {
            for (String name : new String[] {"one", "other"}) {
                go.start(name, () -> {
                    mutex.writeLock().lock();
                    count++;
                    mutex.writeLock().unlock();
                });
            }
        }

        @Override
        protected void check() {
            Ops.equal(2, count, "count");
            require(mutex.writeLock().tryLock(), "locked for ever");
        }
    }

    /** Can two readers meet inside? */
    @Complete
    public static final class TwoReaders extends Scenario {
        private final RWMutex mutex = new RWMutex();
        private boolean one;
        private boolean other;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = mutex.readLock().tryLock());
            go.start("other", () -> other = mutex.readLock().tryLock());
        }

        @Override
        protected void check() {
            require(one && other, one + ", " + other);
            mutex.readLock().unlock();
            require(!mutex.writeLock().tryLock(), "a writer beside a reader");
            mutex.readLock().unlock();
            require(mutex.writeLock().tryLock(), "locked for ever");
        }
    }

    /** Do a writer and a reader that wait both get in when the readers before them leave? */
    @Complete
    public static final class WriterBetweenReaders extends Scenario {
        private final RWMutex mutex = new RWMutex();
        private String order = "";

        public WriterBetweenReaders() {
            mutex.readLock().lock();
        }

        @Override
        protected void first(Goroutines go) {
            go.start("writer", () -> {
                mutex.writeLock().lock();
                order += "w";
                mutex.writeLock().unlock();
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("reader", () -> {
                mutex.readLock().lock();
                order += "r";
                mutex.readLock().unlock();
            });
            go.start("holder", () -> mutex.readLock().unlock());
        }

        @Override
        protected void check() {
            Ops.equal("wr", order, "order");
            require(mutex.writeLock().tryLock(), "locked for ever");
        }
    }

    /** Is a signal that is given under the lock never lost? */
    @Complete
    public static final class Signal extends Scenario {
        private final Mutex mutex = new Mutex();
        private final Cond cond = new Cond(mutex);
        private boolean ready;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter", () -> {
                mutex.lock();
                while (!ready) {
                    cond.await();
                }
                mutex.unlock();
            });
            go.start("signaller", () -> {
                mutex.lock();
                ready = true;
                mutex.unlock();
                cond.signal();
            });
        }

        @Override
        protected void check() {
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Does a broadcast end the wait of all? */
    public static final class Broadcast extends Scenario {
        private final Mutex mutex = new Mutex();
        private final Cond cond = new Cond(mutex);
        private boolean ready;

        @Override
        protected void first(Goroutines go) {
            go.start("waiter 1", this::waitUntilReady);
        }

        private void waitUntilReady() throws InterruptedException {
            mutex.lock();
            while (!ready) {
                cond.await();
            }
            mutex.unlock();
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter 2", this::waitUntilReady);
            go.start("broadcaster", () -> {
                mutex.lock();
                ready = true;
                mutex.unlock();
                cond.broadcast();
            });
        }

        @Override
        protected void check() {
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Does each of two signals end one wait? */
    public static final class TwoSignals extends Scenario {
        private final Mutex mutex = new Mutex();
        private final Cond cond = new Cond(mutex);
        private int ended;

        @Override
        protected void first(Goroutines go) {
            for (String name : new String[] {"waiter 1", "waiter 2"}) {
                go.start(name, () -> {
                    mutex.lock();
                    cond.await();
                    ended++;
                    mutex.unlock();
                });
            }
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", cond::signal);
            go.start("other", cond::signal);
        }

        @Override
        protected void check() {
            Ops.equal(2, ended, "ended");
            require(mutex.tryLock(), "locked for ever");
        }
    }
}
