package io.github.goloom.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An alarm that is due in two seconds, set and cancelled: nanoseconds for both. With two threads each does all of it,
 * and the figure is the time that one of them takes.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar SetAndCancel -prof gc}. The same in Go: {@code jmh/src/main/go}. What
 * {@code STPE_LAZY} leaves is gone only after the two seconds: an iteration that is shorter than that measures a queue
 * that is still growing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SetAndCancel {
    /** Whose alarms. */
    @Param
    public AlarmPeer peer;

    private Alarms alarms;

    /** Makes what sets them, for all threads. */
    @Setup
    public void open() {
        alarms = peer.open();
    }

    /** Ends it. */
    @TearDown
    public void close() {
        alarms.close();
    }

    /** One thread. */
    @Benchmark
    public boolean one() {
        return alarms.setAndCancel();
    }

    /** Two threads at once. */
    @Benchmark
    @Threads(2)
    public boolean two() {
        return alarms.setAndCancel();
    }
}
