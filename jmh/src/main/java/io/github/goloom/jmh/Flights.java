package io.github.goloom.jmh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.goloom.sync.SingleFlight;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 10,000 goroutines that ask for one key while its value is being made, until all have it: milliseconds for the whole,
 * of which 5 are the making.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Flights}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class Flights {
    private static final int CALLERS = 10_000;
    private static final int MAKING_MILLIS = 5;

    /** Who makes the value once. */
    @Param
    public Kind kind;

    /** What gets the value of a key. */
    interface Loading {
        Object get(String key) throws Exception;
    }

    /** Who makes a value once for all who ask at the same time. */
    public enum Kind {
        /** Ours. */
        GOLOOM {
            @Override
            Loading loading() {
                SingleFlight<String, Object> flights = new SingleFlight<>();
                return key -> flights.run(key, Flights::make).value();
            }
        },
        /** Caffeine's {@code Cache.get}. It keeps the value, too. */
        CAFFEINE {
            @Override
            Loading loading() {
                Cache<String, Object> cache = Caffeine.newBuilder().build();
                return key -> cache.get(key, absent -> make());
            }
        };

        abstract Loading loading();
    }

    private static Object make() {
        try {
            Thread.sleep(MAKING_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "value";
    }

    /** From the first caller to the last value. */
    @Benchmark
    public void callersOfOneKey() throws InterruptedException {
        Loading loading = kind.loading();
        CountDownLatch start = new CountDownLatch(1);
        Crew.run(crew -> {
            crew.go(CALLERS, () -> {
                start.await();
                loading.get("key");
            });
            start.countDown();
        });
    }
}
