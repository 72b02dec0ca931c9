package io.github.goloom.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.testing.Jvm;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How the JDK schedules goroutines: on the one carrier of a JVM of its own, so that it shows. */
class SchedulingTest {
    /** A goroutine that computes keeps its carrier until it yields; platform threads go on (GOR-007, GOR-011). */
    @Test
    void goroutine_computes_keepsItsCarrierUntilItYields() throws Exception {
        String output = Jvm.run(
                Computing.class,
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1");

        assertThat(output.lines())
                .containsExactly("a platform thread runs: true", "a goroutine runs: false", "after a yield: true");
    }

    /** One goroutine computes while others are ready. */
    static final class Computing {
        private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(200); // several times what Go would give

        private Computing() {}

        @SuppressWarnings("ThreadPriorityCheck")
        public static void main(String[] args) throws InterruptedException {
            CountDownLatch computing = new CountDownLatch(1);
            AtomicBoolean platform = new AtomicBoolean();
            AtomicBoolean virtual = new AtomicBoolean();
            Thread computes = Go.go(() -> {
                computing.countDown();
                long start = System.nanoTime();
                while (!platform.get() || System.nanoTime() - start < LONG_NANOS) {
                    Thread.onSpinWait();
                }
                System.out.println("a platform thread runs: " + platform.get());
                System.out.println("a goroutine runs: " + virtual.get());
                Thread.yield();
                System.out.println("after a yield: " + virtual.get());
            });
            computing.await();
            Go.go(() -> virtual.set(true));
            platform.set(true);
            computes.join();
        }
    }
}
