package io.github.goloom.jmh;

import io.github.goloom.sync.WeightedSemaphore;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Goroutines that acquire one of two permits and release it: nanoseconds for each time. Ours keeps the order of those
 * who wait; so does the JDK's if it is fair.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Semaphores}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Semaphores {
    private static final int TIMES = 100_000;

    /** Which semaphore. */
    @Param
    public Kind kind;

    /** How many goroutines share the work. */
    @Param({"1", "2", "100"})
    public int goroutines;

    private Permits permits;

    /** What a semaphore can do. */
    interface Permits {
        void acquire() throws InterruptedException;

        void release();
    }

    /** A semaphore. */
    public enum Kind {
        /** Ours. */
        GOLOOM {
            @Override
            Permits make() {
                WeightedSemaphore semaphore = new WeightedSemaphore(2);
                return new Permits() {
                    @Override
                    public void acquire() throws InterruptedException {
                        semaphore.acquire(1);
                    }

                    @Override
                    public void release() {
                        semaphore.release(1);
                    }
                };
            }
        },
        /** The JDK's, fair. */
        JDK_FAIR {
            @Override
            Permits make() {
                return of(new Semaphore(2, true));
            }
        },
        /** The JDK's, as it comes. */
        JDK {
            @Override
            Permits make() {
                return of(new Semaphore(2));
            }
        };

        abstract Permits make();

        static Permits of(Semaphore semaphore) {
            return new Permits() {
                @Override
                public void acquire() throws InterruptedException {
                    semaphore.acquire();
                }

                @Override
                public void release() {
                    semaphore.release();
                }
            };
        }
    }

    /** Makes the semaphore. */
    @Setup
    public void make() {
        permits = kind.make();
    }

    /** Acquire, release. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void acquireRelease() throws InterruptedException {
        Crew.run(crew -> crew.go(goroutines, () -> {
            for (int i = 0; i < TIMES / goroutines; i++) {
                permits.acquire();
                permits.release();
            }
        }));
    }
}
