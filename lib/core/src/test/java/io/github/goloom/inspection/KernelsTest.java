package io.github.goloom.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import io.github.goloom.context.Context;
import io.github.goloom.inspect.Deadlock;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Leak;
import io.github.goloom.inspect.Started;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.Once;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernels of real leaks and deadlocks, each with its mended form: which of the dump, the leak profile and the
 * deadlocks tells it, and that all are silent about the mended one. The goroutines that get stuck are called so.
 */
@SuppressWarnings({"ImmutableEnumChecker", "LockNotBeforeTry", "WaitNotInLoop"}) // the programs are wrong
class KernelsTest {
    private static final Chan<Integer> KEPT = Chan.unbuffered("kept");

    /** What tells a kernel, beside the dump, which tells all. */
    private enum Tool {
        LEAKS,
        DEADLOCKS
    }

    /** A program that goes wrong unless it is mended. */
    @FunctionalInterface
    private interface Program {
        void run(boolean mended) throws Exception;
    }

    /** The kernels. */
    enum Kernel {
        FORGOTTEN_SENDER(1, "send on UnbufferedChan", only(Tool.LEAKS), mended -> {
            Chan<Integer> result = mended ? Chan.buffered(1) : Chan.unbuffered();
            stuck(() -> result.send(1));
        }),
        DOUBLE_SEND(1, "send on UnbufferedChan", only(Tool.LEAKS), mended -> {
            Chan<Integer> result = Chan.unbuffered();
            stuck(() -> {
                result.send(1);
                if (!mended) {
                    result.send(2);
                }
            });
            result.receive();
        }),
        NOBODY_SENDS(1, "receive from UnbufferedChan", only(Tool.LEAKS), mended -> {
            Chan<Integer> never = Chan.unbuffered();
            stuck(never::receive);
            if (mended) {
                never.send(1);
            }
        }),
        MISSING_CLOSE(3, "receive from UnbufferedChan", only(Tool.LEAKS), mended -> {
            Chan<Integer> jobs = Chan.unbuffered();
            for (int i = 0; i < 3; i++) {
                stuck(() -> {
                    for (Integer each : jobs) {
                        assertThat(each).isPositive();
                    }
                });
            }
            jobs.send(1);
            if (mended) {
                jobs.close();
            }
        }),
        RECEIVE_CYCLE(2, "receive from", only(Tool.LEAKS), mended -> {
            Chan<Integer> one = Chan.unbuffered();
            Chan<Integer> other = Chan.unbuffered();
            stuck(() -> {
                one.receive();
                other.send(1);
            });
            stuck(() -> {
                if (mended) {
                    one.send(1);
                }
                other.receive();
                if (!mended) {
                    one.send(1);
                }
            });
        }),
        SELECT_LOST_A_CASE(1, "choose in select", only(Tool.LEAKS), mended -> {
            Chan<Integer> results = Chan.unbuffered();
            Chan<Integer> failures = Chan.unbuffered();
            Chan<Integer> third = Chan.unbuffered();
            stuck(() -> Select.<Integer, RuntimeException>select(Select.receive(results), Select.receive(failures)));
            boolean sent = mended ? results.trySend(1, Duration.ofSeconds(30)) : third.trySend(1, Duration.ofNanos(1));
            assertThat(sent).isEqualTo(mended);
        }),
        STOPPED_TIMER(1, "receive from TimerChan", only(Tool.LEAKS), mended -> {
            ChanTimer timer = ChanTimer.start(Duration.ofHours(1));
            stuck(() -> timer.chan().receive());
            timer.stop();
            if (mended) {
                timer.reset(Duration.ofNanos(1));
            }
        }),
        CONTEXT_NEVER_CANCELLED(1, "receive from DoneChan", only(Tool.LEAKS), mended -> {
            @SuppressWarnings("MustBeClosedChecker") // the mistake
            var context = Context.background().withCancel();
            stuck(() -> context.done().receive());
            if (mended) {
                context.cancel();
            }
        }),
        WAIT_GROUP_WITHOUT_DONE(1, "wait for WaitGroup", only(Tool.LEAKS), mended -> {
            WaitGroup group = new WaitGroup();
            group.add(1);
            stuck(group::await);
            if (mended) {
                group.done();
            }
        }),
        COND_WITHOUT_SIGNAL(1, "wait for Cond", only(Tool.LEAKS), mended -> {
            Mutex mutex = new Mutex();
            Cond changed = mutex.newCondition();
            CountDownLatch locked = new CountDownLatch(1);
            stuck(() -> {
                mutex.lock();
                locked.countDown();
                changed.await();
                mutex.unlock();
            });
            locked.await();
            mutex.lock();
            if (mended) {
                changed.signal();
            }
            mutex.unlock();
        }),
        NEVER_UNLOCKED(1, "lock Mutex", only(Tool.LEAKS), mended -> {
            Mutex mutex = new Mutex();
            Go.go(() -> {
                        mutex.lock();
                        if (mended) {
                            mutex.unlock();
                        }
                    })
                    .join();
            stuck(mutex::lock);
        }),
        TASK_OF_A_FORGOTTEN_GROUP(1, "send on UnbufferedChan", only(Tool.LEAKS), mended -> {
            Chan<Integer> results = Chan.unbuffered();
            ErrGroup group = new ErrGroup();
            group.go("stuck task", () -> results.send(1));
            if (mended) {
                results.receive();
            }
        }),
        WORKERS_OF_A_KEPT_CHANNEL(1, "receive from UnbufferedChan[\"kept\"", only(), mended -> {
            stuck(KEPT::receive);
            if (mended) {
                KEPT.send(1);
            }
        }),
        NIL_CHANNEL(1, "receive from NilChan", both(), mended -> {
            Chan<Integer> chan = mended ? Chan.buffered(1) : Chan.nil();
            stuck(() -> chan.receive());
            if (mended) {
                chan.send(1);
            }
        }),
        SELECT_OF_NOTHING(1, "choose in select", both(), mended -> {
            Chan<Integer> chan = mended ? Chan.buffered(1) : Chan.nil();
            stuck(() -> Select.<Integer, RuntimeException>select(Select.receive(chan), Select.receive(Chan.nil())));
            if (mended) {
                chan.send(1);
            }
        }),
        MORE_THAN_THERE_IS(1, "acquire from WeightedSemaphore", both(), mended -> {
            WeightedSemaphore semaphore = new WeightedSemaphore(4);
            stuck(() -> semaphore.acquire(mended ? 4 : 5));
        }),
        CROSSED_MUTEXES(2, "lock Mutex", both(), mended -> {
            Mutex one = new Mutex();
            Mutex other = new Mutex();
            CountDownLatch first = new CountDownLatch(2);
            stuck(() -> lockBoth(one, other, first));
            stuck(() -> lockBoth(mended ? one : other, mended ? other : one, first));
        }),
        READ_LOCK_TAKEN_AGAIN(2, "-lock RWMutex", both(), mended -> {
            RWMutex lock = new RWMutex();
            CountDownLatch reading = new CountDownLatch(1);
            Chan<Integer> writes = Chan.unbuffered();
            stuck(() -> {
                lock.readLock().lock();
                reading.countDown();
                writes.receive();
                Tracked.until(() -> lock.toString().contains("writer waits"));
                if (!mended) {
                    lock.readLock().lock();
                    lock.readLock().unlock();
                }
                lock.readLock().unlock();
            });
            reading.await();
            stuck(() -> {
                writes.send(1);
                lock.writeLock().lock();
                lock.writeLock().unlock();
            });
        }),
        CROSSED_SEMAPHORES(2, "acquire from WeightedSemaphore", both(), mended -> {
            WeightedSemaphore semaphore = new WeightedSemaphore(mended ? 6 : 4);
            CountDownLatch first = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                stuck(() -> {
                    semaphore.acquire(2);
                    first.countDown();
                    first.await();
                    semaphore.acquire(2);
                    semaphore.release(4);
                });
            }
        }),
        GROUP_WAITS_FOR_ITSELF(1, "wait for ErrGroup", both(), mended -> {
            ErrGroup group = new ErrGroup();
            group.go("stuck", () -> {
                if (!mended) {
                    group.await();
                }
            });
        }),
        WAIT_GROUP_WAITS_FOR_ITSELF(1, "wait for WaitGroup", both(), mended -> {
            WaitGroup group = new WaitGroup("stuck");
            group.go(() -> {
                if (!mended) {
                    group.await();
                }
            });
        }),
        NESTED_GO_AT_THE_LIMIT(1, "start a task in ErrGroup", both(), mended -> {
            ErrGroup group = new ErrGroup();
            group.limit(mended ? 2 : 1);
            group.go("stuck", () -> group.go("stuck", () -> {}));
        }),
        ONCE_NEEDS_ITSELF(1, "run Once", both(), mended -> {
            Once once = new Once();
            stuck(() -> once.run(() -> {
                if (!mended) {
                    once.run(() -> {});
                }
            }));
        }),
        FLIGHT_OF_FLIGHTS(2, "run SingleFlight", both(), mended -> {
            SingleFlight<String, Integer> flights = new SingleFlight<>();
            CountDownLatch flying = new CountDownLatch(2);
            stuck(() -> fly(flights, "one", mended ? "three" : "other", flying));
            stuck(() -> fly(flights, "other", mended ? "four" : "one", flying));
        });

        private final int count;
        private final String operation;
        private final Set<Tool> tools;
        private final Program program;

        Kernel(int count, String operation, Set<Tool> tools, Program program) {
            this.count = count;
            this.operation = operation;
            this.tools = tools;
            this.program = program;
        }

        private static Set<Tool> only(Tool... tools) {
            Set<Tool> set = EnumSet.noneOf(Tool.class);
            set.addAll(Arrays.asList(tools));
            return set;
        }

        private static Set<Tool> both() {
            return EnumSet.allOf(Tool.class);
        }
    }

    private static void stuck(Go.Task task) {
        Go.go("stuck", task);
    }

    /** Leaves the kept channel without a receiver. */
    private static void freeReceivers() {
        while (KEPT.trySend(1)) {
            // one more is free
        }
    }

    private static void lockBoth(Mutex first, Mutex second, CountDownLatch locked) throws InterruptedException {
        first.lock();
        locked.countDown();
        if (first != second && locked.getCount() > 0) {
            locked.await(1, TimeUnit.SECONDS);
        }
        second.lock();
        second.unlock();
        first.unlock();
    }

    private static int fly(SingleFlight<String, Integer> flights, String key, String within, CountDownLatch flying)
            throws Exception {
        return flights.run(key, () -> {
                    flying.countDown();
                    flying.await();
                    return flights.run(within, () -> 1).value();
                })
                .value();
    }

    /** LEAK-001, LEAK-003, LEAK-004, LEAK-006, LEAK-008, LEAK-013, DLK-001: what the rule covers is told, with the place. */
    @ParameterizedTest
    @EnumSource
    void kernel_asItStands_isTold(Kernel kernel) throws Exception {
        try (Tracked tracked = Tracked.all()) {
            Go.go("program", () -> kernel.program.run(false)).join();
            Tracked.untilWaiting("stuck", kernel.count);
            String dump = Tracked.dump();
            List<Deadlock> deadlocks = Goroutines.deadlocks();
            List<Leak> leaks = Tracked.leaks(kernel.tools.contains(Tool.LEAKS) ? kernel.count : 0);

            assertThat(dump).contains("stuck").contains(kernel.operation).contains("KernelsTest.java:");
            assertThat(deadlocks.toString().contains("stuck")).isEqualTo(kernel.tools.contains(Tool.DEADLOCKS));
            if (kernel.tools.contains(Tool.LEAKS)) {
                assertThat(leaks).allMatch(each -> each.name().contains("stuck"));
                assertThat(leaks).allMatch(each -> each.operation().contains(kernel.operation));
                assertThat(leaks.stream().mapToLong(Leak::count).sum()).isEqualTo(kernel.count);
                assertThat(leaks.toString()).contains("at io.github.goloom.inspection.KernelsTest");
            } else {
                assertThat(leaks).isEmpty();
            }
            assertThat(tracked).isNotNull();
        }
        freeReceivers();
    }

    /** The mended form is told by nothing. */
    @ParameterizedTest
    @EnumSource
    void kernel_mended_isSilent(Kernel kernel) throws Exception {
        try (Tracked tracked = Tracked.all()) {
            Go.go("program", () -> kernel.program.run(true)).join();
            Tracked.untilEnded("stuck");

            assertThat(Goroutines.deadlocks()).isEmpty();
            assertThat(Goroutines.leaks()).isEmpty();
            assertThat(Tracked.dump()).doesNotContain("stuck");
            assertThat(tracked).isNotNull();
        }
    }

    private static List<String> left(Kernel kernel, boolean mended, Duration timeout) throws InterruptedException {
        try (Started started = Goroutines.collect()) {
            Go.go("program", () -> kernel.program.run(mended)).join();
            if (!mended) {
                Tracked.untilWaiting("stuck", kernel.count);
            }
            return started.left(timeout);
        }
    }

    /** LEAK-014: what {@code @NoLeaks} looks at has all that is stuck, with what would wake it, and nothing when mended. */
    @ParameterizedTest
    @EnumSource
    void kernel_ofATest_isLeftUnlessMended(Kernel kernel) throws Exception {
        try (Tracked tracked = Tracked.all()) {
            List<String> left = left(kernel, false, Duration.ZERO);
            freeReceivers();

            assertThat(left.toString())
                    .contains("stuck")
                    .contains(kernel.operation)
                    .contains("    to be woken by ");
            assertThat(left(kernel, true, Duration.ofSeconds(30))).isEmpty();
            assertThat(tracked).isNotNull();
        }
    }
}
