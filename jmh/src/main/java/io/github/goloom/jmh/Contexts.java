package io.github.goloom.jmh;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The life of a context that nobody waits for, made and ended: nanoseconds for both. With several threads, each does
 * all of it, and the figure is the time that one of them takes; of 1,000 goroutines together it is the time divided by
 * their number of lives.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Contexts -prof gc}. The same rows in Go: {@code jmh/src/main/go}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Contexts {
    private static final int LIVES = 100_000;
    private static final int GOROUTINES = 1_000;
    private static final int LAYERS = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** How a context is ended. */
    public enum End {
        /** With a cause that has the stack of the caller. */
        CANCEL,

        /** The cause is made if somebody asks. */
        CLOSE;

        CancellableContext end(CancellableContext ctx) {
            if (this == CANCEL) {
                ctx.cancel();
            } else {
                ctx.close();
            }
            return ctx;
        }
    }

    /** How, and the parent that all threads share. */
    @State(Scope.Benchmark)
    public static class Ending {
        /** How. */
        @Param
        public End by;

        private final CancellableContext parent = CancellableContext.childOf(Context.background());

        CancellableContext child() {
            return by.end(CancellableContext.childOf(parent));
        }

        CancellableContext timeout() {
            return by.end(Context.background().withTimeout(TIMEOUT));
        }
    }

    /** Values on values. */
    @State(Scope.Benchmark)
    public static class Layers {
        private static final ContextKey<String> KEY = ContextKey.of("deepest");

        private final Context top;

        /** Makes the layers: the one that is looked for, and others above. */
        public Layers() {
            Context ctx = Context.background().withValue(KEY, "value");
            for (int i = 1; i < LAYERS; i++) {
                ctx = ctx.withValue(ContextKey.of("layer " + i), "another");
            }
            top = ctx;
        }
    }

    /** A child of a context that can be cancelled. */
    @Benchmark
    public CancellableContext child(Ending ending) {
        return ending.child();
    }

    /** Two threads, and one parent. */
    @Benchmark
    @Threads(2)
    public CancellableContext childByTwo(Ending ending) {
        return ending.child();
    }

    /** A context with a timeout that never comes. */
    @Benchmark
    public CancellableContext timeout(Ending ending) {
        return ending.timeout();
    }

    /** Two threads. */
    @Benchmark
    @Threads(2)
    public CancellableContext timeoutByTwo(Ending ending) {
        return ending.timeout();
    }

    /** 1,000 goroutines share the lives. */
    @Benchmark
    @OperationsPerInvocation(LIVES)
    public void timeoutByThousand(Ending ending) throws InterruptedException {
        Crew.run(crew -> crew.go(GOROUTINES, () -> {
            for (int i = 0; i < LIVES / GOROUTINES; i++) {
                ending.timeout();
            }
        }));
    }

    /** A value that is 10 layers down. */
    @Benchmark
    public @Nullable String value(Layers layers) {
        return layers.top.value(Layers.KEY);
    }
}
