package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.park.Guarded;
import java.lang.reflect.Field;

/** The lock within everything that is waited on, for which contenders park at once here, without a second look. */
@SuppressWarnings("LockNotBeforeTry") // what throws ends the schedule
final class InnerLocks {
    private InnerLocks() {}

    private static final class Lock extends Guarded {}

    /** What the lock does so that a holder whose writes become visible late is no loss: there are none here. */
    private static void parkAtOnce() {
        set("mostPauses", 0);
        set("missedNanos", Long.MAX_VALUE);
    }

    private static void set(String name, Number value) {
        try {
            Field field = Guarded.class.getDeclaredField(name);
            field.setAccessible(true);
            field.set(null, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does each of two contenders get the lock, and is only one inside? */
    @Complete
    public static final class TwoContenders extends Scenario {
        private final Lock lock = new Lock();
        private int count;

        public TwoContenders() {
            parkAtOnce();
        }

        @Override
        protected void goroutines(Goroutines go) {
            for (String name : new String[] {"one", "other"}) {
                go.start(name, () -> {
                    lock.lock();
                    count++;
                    lock.unlock();
                });
            }
        }

        @Override
        protected void check() {
            Ops.equal(2, count, "count");
            lock.lock();
        }
    }

    /** Does each of two that wait get the lock, while a newcomer takes it from them? */
    @Complete
    public static final class ThreeContenders extends Scenario {
        private final Lock lock = new Lock();
        private int count;

        public ThreeContenders() {
            parkAtOnce();
        }

        @Override
        protected void goroutines(Goroutines go) {
            for (String name : new String[] {"one", "two", "three"}) {
                go.start(name, () -> {
                    lock.lock();
                    count++;
                    lock.unlock();
                });
            }
        }

        @Override
        protected void check() {
            Ops.equal(3, count, "count");
        }
    }

    /** Does a contender that is interrupted wait on, and keep the status? */
    @Complete
    public static final class Interrupted extends Scenario {
        private final Lock lock = new Lock();
        private boolean status;
        private int count;

        public Interrupted() {
            parkAtOnce();
        }

        @Override
        protected void goroutines(Goroutines go) {
            Thread contender = go.start("contender", () -> {
                lock.lock();
                boolean first = count++ == 0;
                lock.unlock();
                status = first || Ops.isInterrupted();
            });
            go.start("holder", () -> {
                lock.lock();
                count++;
                contender.interrupt();
                lock.unlock();
            });
        }

        @Override
        protected void check() {
            Ops.equal(2, count, "count");
            require(status, "the status is gone");
        }
    }

    /** Does an observer see all that was done under the lock, once it has seen a part of it? */
    @Complete
    public static final class Observer extends Scenario {
        private final Lock lock = new Lock();
        private volatile int begun;
        private volatile int done;
        private boolean torn;

        public Observer() {
            parkAtOnce();
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("holder", () -> {
                lock.lock();
                begun = 1;
                done = 1;
                lock.unlock();
            });
            go.start("observer", () -> {
                int seen = begun;
                lock.observe();
                torn = seen > done;
            });
        }

        @Override
        protected void check() {
            require(!torn, "seen half done");
        }
    }

    /** Do one that takes both locks, and one that takes the second alone, get them? */
    @Complete
    public static class BothLocks extends Scenario {
        private final Lock first = new Lock();
        private final Lock second = new Lock();
        int count;

        public BothLocks() {
            parkAtOnce();
        }

        final void takeBoth() {
            Guarded[] both = {first, second};
            Guarded.lockAll(both);
            count++;
            Guarded.unlockAll(both, both.length);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", this::takeBoth);
            go.start("other", () -> {
                second.lock();
                count++;
                second.unlock();
            });
        }

        @Override
        protected void check() {
            Ops.equal(2, count, "count");
        }
    }

    /** And if two take both? */
    public static final class BothLocksTwice extends BothLocks {
        @Override
        protected void goroutines(Goroutines go) {
            super.goroutines(go);
            go.start("two", this::takeBoth);
        }

        @Override
        protected void check() {
            Ops.equal(3, count, "count");
        }
    }

    /** Does a select that meets a held lock wait with none in its hands, and communicate? */
    @Complete
    public static final class SelectMeetsHolder extends Scenario {
        private final Chan<Integer> one = Chan.unbuffered();
        private final Chan<Integer> two = Chan.unbuffered();
        private int received;

        public SelectMeetsHolder() {
            parkAtOnce();
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start(
                    "selector",
                    () -> Select.select(
                            Select.onReceive(one, v -> {
                                received = v;
                            }),
                            Select.onReceive(two, v -> {
                                received = v;
                            })));
            go.start("sender", () -> two.send(2));
        }

        @Override
        protected void check() {
            Ops.equal(2, received, "received");
        }
    }

    /** Do a sender and a receiver meet though each may have to wait for the lock of the channel? */
    @Complete
    public static final class HandOver extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private Integer received;

        public HandOver() {
            parkAtOnce();
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> chan.send(1));
            go.start("receiver", () -> received = chan.receive());
        }

        @Override
        protected void check() {
            Ops.equal(1, received, "received");
        }
    }
}
