package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.testing.Jvm;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A million goroutines wait on one channel in two gigabytes, and all are served. */
@Tag("proof")
class MillionTest {
    private static final int GOROUTINES = 1_000_000;

    @Test
    void receive_millionGoroutinesParked_completeInTwoGigabytes() throws Exception {
        String output = Jvm.run(Million.class, "-Xmx2g");

        System.out.println(output);
        assertThat(output).contains("served: " + GOROUTINES);
    }

    /** The program of the other JVM. */
    static final class Million {
        private Million() {}

        public static void main(String[] args) throws InterruptedException {
            SendableChan<Long> chan = new UnbufferedChan<>("million");
            AtomicLong sum = new AtomicLong();
            AtomicLong served = new AtomicLong();
            for (int i = 0; i < GOROUTINES; i++) {
                Go.go(() -> {
                    sum.addAndGet(chan.receive());
                    served.incrementAndGet();
                });
            }
            awaitParked(chan);
            report("all parked");
            for (long i = 0; i < GOROUTINES; i++) {
                chan.send(i);
            }
            while (served.get() < GOROUTINES) {
                LockSupport.parkNanos(10_000_000);
            }
            report("all served");
            if (sum.get() == GOROUTINES * (GOROUTINES - 1L) / 2) {
                System.out.println("served: " + served);
            }
        }

        private static void awaitParked(SendableChan<?> chan) {
            int parked = 0;
            while (parked < GOROUTINES) {
                LockSupport.parkNanos(10_000_000);
                chan.lock();
                try {
                    parked = chan.receivers.count(GOROUTINES);
                } finally {
                    chan.unlock();
                }
            }
        }

        private static void report(String when) {
            Runtime runtime = Runtime.getRuntime();
            long before = runtime.totalMemory() - runtime.freeMemory();
            System.gc();
            long after = runtime.totalMemory() - runtime.freeMemory();
            System.out.printf("%s: heap used %,d bytes, %,d after a collection%n", when, before, after);
        }
    }
}
