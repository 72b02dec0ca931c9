package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;

/** Waits that are interrupted at any moment, also while they are served. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "CheckReturnValue"
}) // what throws ends the schedule, and no wake-up is spurious
final class Interrupts {
    private Interrupts() {}

    /** Does a receive that was served before the interrupt return the value, with the status set? */
    @Complete
    public static final class AfterServed extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";
        private boolean status;
        private boolean sent;
        private Thread receiver;

        @Override
        protected void first(Goroutines go) {
            receiver = go.start("receiver", () -> {
                received = Ops.call(chan::receive);
                status = Ops.isInterrupted();
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("interrupter", () -> receiver.interrupt());
            go.start("sender", () -> sent = chan.trySend(1));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "1" : Ops.INTERRUPTED, received, "received");
            require(!status || sent, "the status is set though the exception was thrown");
            Ops.holds(chan, 0);
        }
    }

    /** Has an interrupted receive not taken the value, whatever came first? */
    @Complete
    public static final class Receive extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";
        private boolean status;
        private boolean sent;

        @Override
        protected void goroutines(Goroutines go) {
            Thread receiver = go.start("receiver", () -> {
                received = Ops.call(chan::receive);
                status = Ops.isInterrupted();
            });
            go.start("other", () -> {
                receiver.interrupt();
                sent = chan.trySend(1);
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "1" : Ops.INTERRUPTED, received, "received");
            Ops.equal(sent, status, "status");
            Ops.holds(chan, 0);
        }
    }

    /** Has an interrupted send not sent, whatever came first? */
    @Complete
    public static final class Send extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";
        private String sent = "";
        private boolean status;

        @Override
        protected void goroutines(Goroutines go) {
            Thread sender = go.start("sender", () -> {
                sent = Ops.act(() -> chan.send(1));
                status = Ops.isInterrupted();
            });
            go.start("other", () -> {
                sender.interrupt();
                received = Ops.told(chan.tryReceive());
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(sent + " " + status + " " + received, "done true 1", "interrupted false empty");
            Ops.holds(chan, 0);
        }
    }

    /** Does the receiver behind one that is interrupted get the value? */
    @Complete
    public static final class NextReceiver extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String one = "";
        private String next = "";
        private Thread receiver;

        @Override
        protected void first(Goroutines go) {
            receiver = go.start("receiver", () -> one = Ops.call(chan::receive));
            go.start("next", () -> next = Ops.call(chan::receive));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("interrupter", () -> receiver.interrupt());
            go.start("sender", () -> {
                chan.send(1);
                chan.close();
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one + " " + next, "1 null", "interrupted 1");
            Ops.holds(chan, 0);
        }
    }

    /** Is a mutex free in the end whether the lock that waits for it is interrupted or not? */
    @Complete
    public static final class LockInterruptibly extends Scenario {
        private final Mutex mutex = new Mutex();
        private String locked = "";
        private boolean status;
        private Thread locker;

        public LockInterruptibly() {
            mutex.lock();
        }

        @Override
        protected void first(Goroutines go) {
            locker = go.start("locker", () -> {
                locked = Ops.act(mutex::lockInterruptibly);
                status = Ops.isInterrupted();
                if (locked.equals("done")) {
                    mutex.unlock();
                }
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("interrupter", () -> locker.interrupt());
            go.start("holder", mutex::unlock);
        }

        @Override
        protected void check() {
            Ops.oneOf(locked, "done", Ops.INTERRUPTED);
            require(!status || locked.equals("done"), "the status is set though the exception was thrown");
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Does a lock that nothing ends wait on, and keep the status? */
    @Complete
    public static final class Lock extends Scenario {
        private final Mutex mutex = new Mutex();
        private boolean status;
        private volatile boolean free;
        private boolean early;

        public Lock() {
            mutex.lock();
        }

        @Override
        protected void goroutines(Goroutines go) {
            Thread locker = go.start("locker", () -> {
                mutex.lock();
                early = !free;
                status = Ops.isInterrupted();
                mutex.unlock();
            });
            go.start("holder", () -> {
                locker.interrupt();
                free = true;
                mutex.unlock();
            });
        }

        @Override
        protected void check() {
            require(!early, "it locked what was locked");
            require(status, "the status is lost");
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Does the locker behind one that is woken and interrupted at the same time get the mutex? */
    @Complete
    public static final class NextLocker extends Scenario {
        private final Mutex mutex = new Mutex();
        private Thread first;
        private int inside;

        public NextLocker() {
            mutex.lock();
        }

        @Override
        protected void first(Goroutines go) {
            first = go.start("first", () -> {
                try {
                    mutex.lockInterruptibly();
                } catch (InterruptedException e) {
                    return;
                }
                inside++;
                mutex.unlock();
            });
            go.start("next", () -> {
                mutex.lock();
                inside++;
                mutex.unlock();
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("interrupter", () -> first.interrupt());
            go.start("holder", mutex::unlock);
        }

        @Override
        protected void check() {
            require(inside == 1 || inside == 2, "inside were " + inside);
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Are all permits there in the end whether an acquire is interrupted or not, and is the one behind it served? */
    @Complete
    public static final class Acquire extends Scenario {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(2);
        private Thread large;
        private String acquired = "";

        public Acquire() {
            semaphore.tryAcquire(1);
        }

        @Override
        protected void first(Goroutines go) {
            large = go.start("large", () -> acquired = Ops.act(() -> semaphore.acquire(2)));
            go.start("small", () -> {
                semaphore.acquire(1);
                semaphore.release(1);
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("interrupter", () -> large.interrupt());
        }

        @Override
        protected void check() {
            Ops.equal(Ops.INTERRUPTED, acquired, "acquired");
            require(semaphore.tryAcquire(1), "permits lost");
            require(!semaphore.tryAcquire(1), "permits made");
        }
    }

    /** Does a signal that meets a waiter which is interrupted go to the next? */
    public static final class Signal extends Scenario {
        private final Mutex mutex = new Mutex();
        private final Cond cond = new Cond(mutex);
        private Thread waiter;
        private String one = "";
        private boolean next;

        @Override
        protected void first(Goroutines go) {
            waiter = go.start("waiter", () -> {
                mutex.lock();
                one = Ops.act(cond::await);
                mutex.unlock();
            });
            go.start("next", () -> {
                mutex.lock();
                cond.await();
                next = true;
                mutex.unlock();
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("interrupter", () -> waiter.interrupt());
            go.start("signaller", cond::signal);
        }

        @Override
        protected boolean mayBeStuck() {
            return one.equals("done");
        }

        @Override
        protected void check() {
            Ops.oneOf(one + next, "donefalse", "interruptedtrue");
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Does an interrupted wait for a group end, and the group go on? */
    @Complete
    public static final class Group extends Scenario {
        private final WaitGroup group = new WaitGroup();
        private String one = "";
        private String other = "";

        public Group() {
            group.add(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            Thread waiter = go.start("waiter", () -> one = Ops.act(group::await));
            go.start("task", () -> {
                waiter.interrupt();
                group.done();
                other = Ops.act(group::await);
            });
        }

        @Override
        protected void check() {
            Ops.oneOf(one + " " + other, "done done", "interrupted done");
        }
    }
}
