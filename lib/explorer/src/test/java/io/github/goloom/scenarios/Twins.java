package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.sync.Mutex;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Scenarios whose outcomes are known: the bad ones of twins go wrong. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "CheckReturnValue"
}) // what throws ends the schedule, and no wake-up is spurious
final class Twins {
    /** Final, so that it is not put back from schedule to schedule. */
    private static final int[] RUNS = new int[1];

    private Twins() {}

    /** Loses an update if the goroutines meet, unless counting is atomic. */
    public static final class Counter extends Scenario {
        private final boolean atomic;
        private final AtomicInteger safe = new AtomicInteger();
        private int plain;

        public Counter(String how) {
            atomic = how.equals("atomic");
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", this::count);
            go.start("other", this::count);
        }

        private void count() {
            if (atomic) {
                safe.incrementAndGet();
            } else {
                plain++;
            }
        }

        @Override
        protected void check() {
            int count = atomic ? safe.get() : plain;
            require(count == 2, "count " + count);
        }

        @Override
        protected String outcome() {
            return String.valueOf(atomic ? safe.get() : plain);
        }
    }

    /** Waits for a flag, of which it is told; the bad one looks before it can be told. */
    public static final class Flag extends Scenario {
        private final boolean good;
        private volatile boolean flag;
        private volatile Thread waiter;

        public Flag(String how) {
            good = how.equals("good");
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter", () -> {
                if (good) {
                    waiter = Thread.currentThread();
                }
                while (!flag) {
                    waiter = Thread.currentThread();
                    LockSupport.park();
                }
            });
            go.start("setter", () -> {
                flag = true;
                LockSupport.unpark(waiter);
            });
        }
    }

    /** Takes two mutexes in one order, or in two. */
    public static final class Philosophers extends Scenario {
        private final Mutex left = new Mutex();
        private final Mutex right = new Mutex();
        private final boolean good;

        public Philosophers(String how) {
            good = how.equals("good");
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> eat(left, right));
            go.start("other", () -> eat(good ? left : right, good ? right : left));
        }

        private static void eat(Mutex first, Mutex second) {
            first.lock();
            second.lock();
            second.unlock();
            first.unlock();
        }
    }

    /** A wait with a limit. */
    public static final class Timed extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver", () -> received = Ops.told(chan.tryReceive(Ops.LIMIT)));
            go.start("sender", () -> chan.trySend(1, Ops.LIMIT.multipliedBy(2)));
        }

        @Override
        protected String outcome() {
            return received;
        }
    }

    /** An interrupt that may come before, while or after a sleep. */
    public static final class Interrupt extends Scenario {
        private String slept = "";

        @Override
        protected void goroutines(Goroutines go) {
            Thread sleeper = go.start("sleeper", () -> {
                slept = Ops.act(() -> Thread.sleep(Duration.ofSeconds(1)));
                slept += Ops.isInterrupted();
            });
            go.start("interrupter", sleeper::interrupt);
        }

        @Override
        protected String outcome() {
            return slept;
        }
    }

    /** A random number. */
    public static final class Dice extends Scenario {
        private int number;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("player", () -> number = ThreadLocalRandom.current().nextInt(6));
        }

        @Override
        protected String outcome() {
            return String.valueOf(number);
        }
    }

    /** The choice of a select. */
    public static final class Choice extends Scenario {
        private final Chan<String> a = Chan.buffered(1);
        private final Chan<String> b = Chan.buffered(1);
        private final Chan<String> c = Chan.buffered(1);
        private String selected = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("select", () -> {
                a.send("a");
                b.send("b");
                c.send("c");
                selected = Select.select(
                        Select.receive(a, it -> it), Select.receive(b, it -> it), Select.receive(c, it -> it));
            });
        }

        @Override
        protected String outcome() {
            return selected;
        }
    }

    /** Goes wrong if one goroutine is put off in the middle, while the other goes on and is put off in turn: twice. */
    public static final class NeedsTwo extends Scenario {
        private volatile int turn;
        private volatile boolean wrong;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> {
                turn = 1;
                if (turn == 2) {
                    turn = 3;
                }
            });
            go.start("other", () -> {
                if (turn == 1) {
                    turn = 2;
                    if (turn == 3) {
                        wrong = true;
                    }
                }
            });
        }

        @Override
        protected void check() {
            require(!wrong, "wrong");
        }
    }

    /** Does another thing each time. */
    public static final class Fickle extends Scenario {
        private volatile int x;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> x = RUNS[0]++ % 2 == 0 ? x + 1 : 1);
            go.start("other", () -> x = 3);
        }
    }

    /** Two writes and two reads of two variables. */
    public static final class StoreBuffer extends Scenario {
        private int x;
        private int y;
        private int seenX;
        private int seenY;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> {
                x = 1;
                seenY = y;
            });
            go.start("other", () -> {
                y = 1;
                seenX = x;
            });
        }

        @Override
        protected String outcome() {
            return seenX + " " + seenY;
        }
    }

    /** Three goroutines that append. */
    public static final class Append extends Scenario {
        private String text = "";

        @Override
        protected void goroutines(Goroutines go) {
            for (String name : new String[] {"a", "b", "c"}) {
                go.start(name, () -> text += name);
            }
        }

        @Override
        protected String outcome() {
            return text;
        }
    }

    /** Three goroutines that leave a number and take the one before. */
    public static final class Exchange extends Scenario {
        private final AtomicInteger last = new AtomicInteger();
        private final int[] seen = new int[3];

        @Override
        protected void goroutines(Goroutines go) {
            for (int i = 0; i < seen.length; i++) {
                int own = i;
                go.start("goroutine " + i, () -> seen[own] = last.getAndSet(own + 1));
            }
        }

        @Override
        protected String outcome() {
            return seen[0] + " " + seen[1] + " " + seen[2];
        }
    }

    /** A wait with a limit that a flag may end. */
    public static final class TimedFlag extends Scenario {
        private volatile boolean flag;
        private String seen = "";

        @Override
        protected void goroutines(Goroutines go) {
            Thread waiter = go.start("waiter", () -> {
                long begin = System.nanoTime();
                LockSupport.parkNanos(1_000);
                seen = flag + " " + (System.nanoTime() - begin);
            });
            go.start("setter", () -> {
                flag = true;
                LockSupport.unpark(waiter);
            });
        }

        @Override
        protected String outcome() {
            return seen;
        }
    }
}
