package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;

/** Waits that run out of time at any moment, also while they are served. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "CheckReturnValue"
}) // what throws ends the schedule, and no wake-up is spurious
final class Timeouts {
    private Timeouts() {}

    /** Has a receive that ran out of time not taken the value, and one that returned it? */
    @Complete
    public static final class Receive extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";
        private boolean sent;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver", () -> received = Ops.told(chan.tryReceive(Ops.LIMIT)));
            go.start("sender", () -> sent = chan.trySend(1));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "1" : Ops.EMPTY, received, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Has a send that ran out of time not sent the value, and one that returned it? */
    @Complete
    public static final class Send extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";
        private boolean sent;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> sent = chan.trySend(1, Ops.LIMIT));
            go.start("receiver", () -> received = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "1" : Ops.EMPTY, received, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Do a send and a receive agree on whether they met when both may run out of time? */
    public static final class Both extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";
        private boolean sent;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> sent = chan.trySend(1, Ops.LIMIT));
            go.start("receiver", () -> received = Ops.told(chan.tryReceive(Ops.LIMIT)));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "1" : Ops.EMPTY, received, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Does the receiver behind one that ran out of time get the value? */
    @Complete
    public static final class NextReceiver extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String timed = "";
        private String next = "";

        @Override
        protected void first(Goroutines go) {
            go.start("timed", () -> timed = Ops.told(chan.tryReceive(Ops.LIMIT)));
            go.start("next", () -> next = Ops.call(chan::receive));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(1);
                chan.close();
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(timed + " " + next, "1 null", "empty 1");
            Ops.holds(chan, 0);
        }
    }

    /** Is a value of a sender that ran out of time behind a full buffer never received? */
    @Complete
    public static final class SendFull extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String received = "";
        private boolean sent;

        public SendFull() {
            chan.trySend(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> sent = chan.trySend(2, Ops.LIMIT));
            go.start("receiver", () -> received = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1", received, "received");
            Ops.holds(chan, sent ? 1 : 0);
        }
    }

    /** Is a mutex free in the end whether the lock that waits for it runs out of time or not? */
    @Complete
    public static final class Lock extends Scenario {
        private final Mutex mutex = new Mutex();
        private boolean locked;

        public Lock() {
            mutex.lock();
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("locker", () -> {
                locked = mutex.tryLock(Ops.LIMIT);
                if (locked) {
                    mutex.unlock();
                }
            });
            go.start("holder", mutex::unlock);
        }

        @Override
        protected void check() {
            require(mutex.tryLock(), "locked for ever");
        }
    }

    /** Are all permits there in the end whether the acquire that waits runs out of time or not? */
    @Complete
    public static final class Acquire extends Scenario {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(2);

        public Acquire() {
            semaphore.tryAcquire(2);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("acquirer", () -> {
                if (semaphore.tryAcquire(1, Ops.LIMIT)) {
                    semaphore.release(1);
                }
            });
            go.start("holder", () -> semaphore.release(2));
        }

        @Override
        protected void check() {
            require(semaphore.tryAcquire(2), "permits lost");
            require(!semaphore.tryAcquire(1), "permits made");
        }
    }

    /** Does a wait for a group tell true if, and only if, it saw the end in time? */
    @Complete
    public static final class Group extends Scenario {
        private final WaitGroup group = new WaitGroup();
        private volatile boolean over;
        private boolean right;

        public Group() {
            group.add(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter", () -> right = !group.await(Ops.LIMIT) || over);
            go.start("task", () -> {
                over = true;
                group.done();
            });
        }

        @Override
        protected void check() throws Exception {
            require(right, "it ended too early");
            require(group.await(Ops.LIMIT), "it has not ended");
        }
    }

    /** Does the signal that meets a waiter out of time go to the next? */
    public static final class Signal extends Scenario {
        private final Mutex mutex = new Mutex();
        private final Cond cond = new Cond(mutex);
        private boolean timed;
        private boolean next;

        @Override
        protected void first(Goroutines go) {
            go.start("timed", () -> {
                mutex.lock();
                timed = cond.await(Ops.LIMIT);
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
            go.start("signaller", cond::signal);
        }

        @Override
        protected boolean mayBeStuck() {
            return timed;
        }

        @Override
        protected void check() {
            require(timed != next, timed + ", " + next);
            require(mutex.tryLock(), "locked for ever");
        }
    }
}
