package io.github.goloom.scenarios;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.park.Clock;
import io.github.goloom.park.World;
import io.github.goloom.sync.Mutex;
import java.time.Duration;

/** The time of a world moves when all of its members wait, and at no other instant. */
@SuppressWarnings("LockNotBeforeTry") // what throws ends the schedule
final class Worlds {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Worlds() {}

    /** Two sleep. */
    public static final class TwoSleepers extends InAWorld {
        private String first;
        private String other;

        @Override
        void body() throws Exception {
            Go.go(() -> {
                Go.sleep(SECOND);
                other = at(Clock.instant());
            });
            Go.sleep(SECOND.multipliedBy(2));
            first = at(Clock.instant());
        }

        @Override
        protected void check() {
            super.check();
            require("at 2".equals(first), "first " + first);
            require("at 1".equals(other), "other " + other);
        }
    }

    /** One hands a value over to the other, and both sleep then. */
    public static final class HandOver extends InAWorld {
        private String first;
        private String other;

        @Override
        void body() throws Exception {
            Chan<Integer> chan = Chan.unbuffered();
            Go.go(() -> {
                Go.sleep(Duration.ofSeconds(chan.receive()));
                other = at(Clock.instant());
            });
            chan.send(3);
            Go.sleep(SECOND.multipliedBy(4));
            first = at(Clock.instant());
        }

        @Override
        protected void check() {
            super.check();
            require("at 4".equals(first), "first " + first);
            require("at 3".equals(other), "other " + other);
        }
    }

    /** A sleeper that is interrupted ends before the time moves. */
    public static final class Interrupted extends InAWorld {
        private String other;

        @Override
        void body() throws Exception {
            Thread sleeper = Go.go(() -> {
                try {
                    Go.sleep(SECOND.multipliedBy(9));
                } catch (InterruptedException e) {
                    other = at(Clock.instant());
                }
            });
            sleeper.interrupt();
            Go.sleep(SECOND);
        }

        @Override
        protected void check() {
            super.check();
            require("at 0".equals(other), "other " + other);
        }
    }

    /** So does one that is interrupted by an interrupted one. */
    public static final class InterruptedInTurn extends InAWorld {
        private String last;

        @Override
        void body() throws Exception {
            Thread second = Go.go(() -> {
                try {
                    Go.sleep(SECOND.multipliedBy(9));
                } catch (InterruptedException e) {
                    last = at(Clock.instant());
                }
            });
            Thread first = Go.go(() -> {
                try {
                    Go.sleep(SECOND.multipliedBy(9));
                } catch (InterruptedException e) {
                    second.interrupt();
                    Go.sleep(SECOND.multipliedBy(2));
                }
            });
            first.interrupt();
            Go.sleep(SECOND);
            Go.sleep(SECOND.multipliedBy(2));
        }

        @Override
        protected void check() {
            super.check();
            require("at 0".equals(last), "last " + last);
        }
    }

    /** A wait that ignores an interrupt does not keep the time from moving. */
    public static final class InterruptIgnored extends InAWorld {
        private boolean entered;

        @Override
        void body() throws Exception {
            Mutex mutex = new Mutex();
            mutex.lock();
            Thread waiting = Go.go(() -> {
                mutex.lock();
                entered = true;
                mutex.unlock();
            });
            waiting.interrupt();
            Go.sleep(SECOND);
            mutex.unlock();
        }

        @Override
        protected void check() {
            super.check();
            require(entered, "the other has not got the mutex");
        }
    }

    /** One settles while another sleeps. */
    public static final class Settles extends InAWorld {
        private String settled;
        private String slept;

        @Override
        void body() throws Exception {
            Go.go(() -> {
                Go.sleep(SECOND);
                slept = at(Clock.instant());
            });
            World.current().settle();
            settled = at(Clock.instant()) + slept;
            Go.sleep(SECOND.multipliedBy(2));
        }

        @Override
        protected void check() {
            super.check();
            require("at 0null".equals(settled), "settled " + settled);
            require("at 1".equals(slept), "slept " + slept);
        }
    }
}
