package io.github.goloom.bubbles;

import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.Once;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import io.github.goloom.testing.Bubble;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SYN-004, SYN-005: each wait in goloom is durable, so that the time moves meanwhile. */
class DurableTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** A way to wait until another goroutine, which sleeps for an hour, has done something. */
    enum Wait {
        RECEIVE {
            @Override
            void run() throws Exception {
                Chan<Integer> chan = Chan.unbuffered();
                Go.go(() -> {
                    Go.sleep(HOUR);
                    chan.send(1);
                });
                assertThat(chan.receive()).isEqualTo(1);
            }
        },
        SEND_TO_A_FULL_CHANNEL {
            @Override
            void run() throws Exception {
                Chan<Integer> chan = Chan.buffered(1);
                chan.send(1);
                Go.go(() -> {
                    Go.sleep(HOUR);
                    chan.receive();
                });
                chan.send(2);
            }
        },
        SELECT {
            @Override
            void run() throws Exception {
                Chan<Integer> chan = Chan.unbuffered();
                Go.go(() -> {
                    Go.sleep(HOUR);
                    chan.close();
                });
                select(onReceive(Chan.<Integer>nil(), value -> {}), onReceive(chan, value -> {}));
            }
        },
        CONTEXT {
            @Override
            void run() throws Exception {
                try (CancellableContext context = Context.background().withCancel()) {
                    Go.go(() -> {
                        Go.sleep(HOUR);
                        context.cancel();
                    });
                    context.done().receive();
                }
            }
        },
        COND {
            @Override
            void run() throws Exception {
                Mutex mutex = new Mutex();
                Cond cond = mutex.newCondition();
                AtomicBoolean signalled = new AtomicBoolean();
                Go.go(() -> {
                    Go.sleep(HOUR);
                    signalled.set(true);
                    cond.signal();
                });
                mutex.lock();
                try {
                    while (!signalled.get()) {
                        cond.await();
                    }
                } finally {
                    mutex.unlock();
                }
            }
        },
        WAIT_GROUP {
            @Override
            void run() throws Exception {
                WaitGroup group = new WaitGroup();
                group.go(() -> Go.sleep(HOUR));
                group.await();
            }
        },
        ERR_GROUP {
            @Override
            void run() throws Exception {
                try (ErrGroup group = ErrGroup.withContext(Context.background())) {
                    group.go(() -> Go.sleep(HOUR));
                    group.await();
                }
            }
        },
        MUTEX {
            @Override
            void run() throws Exception {
                lockAfterAnother(new Mutex(), new Mutex());
            }
        },
        READ_LOCK {
            @Override
            void run() throws Exception {
                RWMutex lock = new RWMutex();
                lockAfterAnother(lock.writeLock(), lock.readLock());
            }
        },
        WRITE_LOCK {
            @Override
            void run() throws Exception {
                RWMutex lock = new RWMutex();
                lockAfterAnother(lock.readLock(), lock.writeLock());
            }
        },
        SEMAPHORE {
            @Override
            void run() throws Exception {
                WeightedSemaphore permits = new WeightedSemaphore(1);
                permits.acquire(1);
                Go.go(() -> {
                    Go.sleep(HOUR);
                    permits.release(1);
                });
                permits.acquire(1);
            }
        },
        ONCE {
            @Override
            void run() throws Exception {
                Once once = new Once();
                Go.go(() -> once.run(() -> Go.sleep(HOUR)));
                Bubble.settle();
                once.run(() -> {
                    throw new AssertionError("the other has run it");
                });
            }
        },
        SINGLE_FLIGHT {
            @Override
            void run() throws Exception {
                SingleFlight<String, Integer> flights = new SingleFlight<>();
                Go.go(() -> flights.run("key", () -> {
                    Go.sleep(HOUR);
                    return 1;
                }));
                Bubble.settle();
                assertThat(flights.run("key", () -> 2).value()).isEqualTo(1);
            }
        };

        abstract void run() throws Exception;

        private static void lockAfterAnother(Lock first, Lock second) throws InterruptedException {
            Lock wanted = first instanceof Mutex ? first : second;
            Go.go(() -> {
                first.lock();
                try {
                    Go.sleep(HOUR);
                } finally {
                    first.unlock();
                }
            });
            Bubble.settle();
            wanted.lock();
            try {
                assertThat(Bubble.clock().instant()).isEqualTo("2000-01-01T01:00:00Z");
            } finally {
                wanted.unlock();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void wait_ofAnyKind_letsTheTimeMove(Wait wait) throws Exception {
        Bubble.run(() -> {
            wait.run();
            assertThat(Bubble.clock().instant()).isEqualTo("2000-01-01T01:00:00Z");
        });
    }
}
