package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.sync.Mutex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A worker of a fork-join pool that waits is replaced meanwhile, as one is that waits for the JDK's queues and locks.
 */
@SuppressWarnings({"FutureReturnValueIgnored", "LockNotBeforeTry", "CheckReturnValue"})
class PoolWorkersTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ForkJoinPool pool = new ForkJoinPool(2);
    private final Chan<Integer> chan = Chan.unbuffered();

    /** A pool that may not have one thread more. */
    private final ForkJoinPool full = new ForkJoinPool(
            1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, false, 1, 1, 0, null, 60, TimeUnit.SECONDS);

    @AfterEach
    void end() {
        pool.shutdownNow();
        full.shutdownNow();
    }

    /** As many receivers as workers do not keep the senders behind them from running. */
    @Test
    void receive_byAllWorkers_sendersRun() throws Exception {
        List<ForkJoinTask<Integer>> receivers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            receivers.add(pool.submit(() -> chan.receive()));
            receivers.add(pool.submit(() -> ((Received.Value<Integer>) chan.tryReceive(HOUR)).value()));
        }
        for (int i = 0; i < 8; i++) {
            int value = i;
            pool.submit(() -> {
                chan.send(value);
                return null;
            });
        }
        int sum = 0;
        for (ForkJoinTask<Integer> each : receivers) {
            sum += each.get(30, TimeUnit.SECONDS);
        }

        assertThat(sum).isEqualTo(28);
    }

    /** Nor do those that wait for a lock. */
    @Test
    void lock_byAllWorkers_holderRuns() throws Exception {
        Mutex mutex = new Mutex();
        mutex.lock();
        List<ForkJoinTask<?>> lockers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            lockers.add(pool.submit(() -> {
                mutex.lock();
                mutex.unlock();
            }));
        }
        pool.submit(mutex::unlock);
        for (ForkJoinTask<?> each : lockers) {
            each.get(30, TimeUnit.SECONDS);
        }

        assertThat(mutex.tryLock()).isTrue();
    }

    /** In a pool that may have no further thread, a wait is a wait: it is served, and it times out. */
    @Test
    void receive_noFurtherThread_waits() throws Exception {
        ForkJoinTask<Integer> receiver = full.submit(() -> chan.receive());
        chan.send(7);
        assertThat(receiver.get(30, TimeUnit.SECONDS)).isEqualTo(7);

        ForkJoinTask<Received<Integer>> timed = full.submit(() -> chan.tryReceive(Duration.ofMillis(20)));
        assertThat(timed.get(30, TimeUnit.SECONDS)).isInstanceOf(Received.Empty.class);
    }

    /** An interrupt ends it. */
    @Test
    void receive_interrupted_ends() throws Exception {
        Thread[] worker = new Thread[1];
        ForkJoinTask<Boolean> receiver = pool.submit(() -> {
            worker[0] = Thread.currentThread();
            try {
                chan.tryReceive(HOUR);
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
        while (worker[0] == null) {
            Thread.onSpinWait();
        }
        worker[0].interrupt();

        assertThat(receiver.get(30, TimeUnit.SECONDS)).isTrue();
    }
}
