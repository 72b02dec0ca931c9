package io.github.goloom.scenarios;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;

/** Waits that a context ends at any moment, also while they are served. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "CheckReturnValue"
}) // what throws ends the schedule, and no wake-up is spurious
final class Cancels {
    private Cancels() {}

    private static void left(Context context) throws Exception {
        Ops.equal(0, Ops.waiters(context.done(), "receivers"), "left on the context");
    }

    /** Has a cancelled receive not taken the value, and left the context if it was served? */
    @Complete
    public static final class Receive extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";
        private boolean sent;

        @Override
        protected void first(Goroutines go) {
            go.start("receiver", () -> received = Ops.call(() -> chan.receive(context)));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("canceller", context::cancel);
            go.start("sender", () -> sent = chan.trySend(1));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "1" : Ops.CANCELLED, received, "received");
            Ops.holds(chan, 0);
            left(context);
        }
    }

    /** Does a receive that is served leave the context that has not ended? */
    @Complete
    public static final class Served extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver", () -> received = Ops.call(() -> chan.receive(context)));
            go.start("sender", () -> chan.send(1));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1", received, "received");
            Ops.holds(chan, 0);
            left(context);
        }
    }

    /** Does a cancelled receive end, wherever the cancel meets it? */
    @Complete
    public static final class AtAnyMoment extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";
        private boolean sent;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver", () -> received = Ops.call(() -> chan.receive(context)));
            go.start("canceller", () -> {
                context.cancel();
                sent = chan.trySend(1);
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "1" : Ops.CANCELLED, received, "received");
            Ops.holds(chan, 0);
            left(context);
        }
    }

    /** Has a cancelled send not sent? */
    @Complete
    public static final class Send extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final Chan<Integer> chan = Chan.unbuffered();
        private String sent = "";
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> sent = Ops.act(() -> chan.send(1, context)));
            go.start("canceller", () -> {
                context.cancel();
                received = Ops.told(chan.tryReceive());
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(sent + " " + received, "done 1", "cancelled empty");
            Ops.holds(chan, 0);
            left(context);
        }
    }

    /** Has a cancelled select done nothing? */
    @Complete
    public static final class Selecting extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String selected = "";
        private boolean sent;

        @Override
        protected void first(Goroutines go) {
            go.start(
                    "select",
                    () -> selected = Ops.call(() -> select(context, receive(a, it -> it), receive(b, it -> it))));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("canceller", context::cancel);
            go.start("sender", () -> sent = b.trySend("b"));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "b" : Ops.CANCELLED, selected, "selected");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
            left(context);
        }
    }

    /** Is a mutex free in the end, and the next locker served, if the first is woken and cancelled at the same time? */
    @Complete
    public static final class Lock extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final Mutex mutex = new Mutex();
        private String locked = "";
        private boolean next;

        public Lock() {
            mutex.lock();
        }

        @Override
        protected void first(Goroutines go) {
            go.start("first", () -> {
                locked = Ops.act(() -> mutex.lock(context));
                if (locked.equals("done")) {
                    mutex.unlock();
                }
            });
            go.start("next", () -> {
                mutex.lock();
                next = true;
                mutex.unlock();
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("canceller", context::cancel);
            go.start("holder", mutex::unlock);
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(locked, "done", Ops.CANCELLED);
            require(next && mutex.tryLock(), "locked for ever");
            left(context);
        }
    }

    /** Do readers that wait behind a writer go in when that is cancelled? */
    @Complete
    public static final class Writer extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final RWMutex mutex = new RWMutex();
        private String locked = "";

        public Writer() {
            mutex.readLock().lock();
        }

        @Override
        protected void first(Goroutines go) {
            go.start("writer", () -> locked = Ops.act(() -> mutex.writeLock().lock(context)));
            go.start("reader", () -> {
                mutex.readLock().lock();
                mutex.readLock().unlock();
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("canceller", context::cancel);
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(Ops.CANCELLED, locked, "locked");
            mutex.readLock().unlock();
            require(mutex.writeLock().tryLock(), "locked for ever");
            left(context);
        }
    }

    /** Are all permits there if a grant meets the end of the context, and was it given back? */
    @Complete
    public static final class Acquire extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final WeightedSemaphore semaphore = new WeightedSemaphore(1);
        private String acquired = "";

        public Acquire() {
            semaphore.tryAcquire(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("acquirer", () -> acquired = Ops.act(() -> semaphore.acquire(1, context)));
            go.start("holder", () -> {
                context.cancel();
                semaphore.release(1);
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(Ops.CANCELLED, acquired, "acquired");
            require(semaphore.tryAcquire(1), "permits lost");
            require(!semaphore.tryAcquire(1), "permits made");
            left(context);
        }
    }

    /** Is the small request behind a large one granted when the large one is cancelled? */
    @Complete
    public static final class HeadOfSemaphore extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final WeightedSemaphore semaphore = new WeightedSemaphore(2);
        private String large = "";

        public HeadOfSemaphore() {
            semaphore.tryAcquire(1);
        }

        @Override
        protected void first(Goroutines go) {
            go.start("large", () -> large = Ops.act(() -> semaphore.acquire(2, context)));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("small", () -> {
                semaphore.acquire(1);
                semaphore.release(1);
            });
            go.start("canceller", context::cancel);
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(Ops.CANCELLED, large, "large");
            semaphore.release(1);
            require(semaphore.tryAcquire(2), "permits lost");
            left(context);
        }
    }

    /** Does the signal that meets a cancelled waiter go to the next, and is the lock held after each? */
    public static final class Signal extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final Mutex mutex = new Mutex();
        private final Cond cond = new Cond(mutex);
        private String one = "";
        private boolean next;

        @Override
        protected void first(Goroutines go) {
            go.start("waiter", () -> {
                mutex.lock();
                one = Ops.act(() -> cond.await(context));
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
            go.start("canceller", context::cancel);
            go.start("signaller", cond::signal);
        }

        @Override
        protected boolean mayBeStuck() {
            return one.equals("done");
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one + next, "donefalse", "cancelledtrue");
            require(mutex.tryLock(), "locked for ever");
            left(context);
        }
    }

    /** Does a cancelled wait for a group end, and the group go on? */
    @Complete
    public static final class Group extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final WaitGroup group = new WaitGroup();
        private String waited = "";

        public Group() {
            group.add(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter", () -> waited = Ops.act(() -> group.await(context)));
            go.start("task", () -> {
                context.cancel();
                group.done();
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(waited, "done", Ops.CANCELLED);
            require(group.await(Ops.LIMIT), "it has not ended");
            left(context);
        }
    }
}
