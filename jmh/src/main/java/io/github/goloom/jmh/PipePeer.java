package io.github.goloom.jmh;

import io.github.goloom.context.Context;
import io.github.goloom.pipe.Pipeline;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Who runs a pipeline over the numbers from 0 on. */
public enum PipePeer {
    /** This library. */
    GOLOOM {
        @Override
        void stages(int n, PipeLoads.Cheap cheap, Check check) throws Exception {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                pipeline.from(numbers(n, cheap))
                        .map(cheap::first)
                        .filter(cheap::second)
                        .map(cheap::third)
                        .forEach(check::add);
            }
        }

        @Override
        void buffered(int n, PipeLoads.Cheap cheap, int capacity, Check check) throws Exception {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                pipeline.from(numbers(n, cheap))
                        .map(cheap::first)
                        .buffer(capacity)
                        .filter(cheap::second)
                        .buffer(capacity)
                        .map(cheap::third)
                        .forEach(check::add);
            }
        }

        @Override
        void ordered(int n, int workers, Toil toil, Check check) throws Exception {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                pipeline.from(numbers(n, BOXED)).mapOrdered(workers, toil::on).forEach(check::add);
            }
        }

        @Override
        void unordered(int n, int workers, Toil toil, Check check) throws Exception {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                pipeline.from(numbers(n, BOXED)).map(workers, toil::on).forEach(check::add);
            }
        }

        @Override
        void batch(int n, int size, Duration linger, Check check) throws Exception {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                pipeline.from(numbers(n, BOXED)).batch(size, linger).forEach(batch -> batch.forEach(check::add));
            }
        }
    },

    /** A sequential stream. Where elements are worked on at the same time, a gatherer does it. */
    STREAM {
        @Override
        void stages(int n, PipeLoads.Cheap cheap, Check check) {
            staged(n, cheap, false).forEach(check::add);
        }

        @Override
        void ordered(int n, int workers, Toil toil, Check check) {
            boxed(n).gather(Gatherers.mapConcurrent(workers, unchecked(toil))).forEach(check::add);
        }
    },

    /** A parallel stream, on the common pool, or on a pool of its own if that has fewer threads than are asked for. */
    PARALLEL {
        @Override
        void stages(int n, PipeLoads.Cheap cheap, Check check) {
            check.addSum(staged(n, cheap, true).mapToLong(Long::longValue).sum());
        }

        @Override
        void ordered(int n, int workers, Toil toil, Check check) throws Exception {
            in(workers, () -> {
                boxed(n).parallel().map(unchecked(toil)).forEachOrdered(check::add);
                return 0;
            });
        }

        @Override
        void unordered(int n, int workers, Toil toil, Check check) throws Exception {
            check.addSum(in(
                    workers,
                    () -> boxed(n).parallel()
                            .unordered()
                            .map(unchecked(toil))
                            .mapToLong(Long::longValue)
                            .sum()));
        }
    };

    private static final PipeLoads.Cheap BOXED = new PipeLoads.Cheap(-1);

    private static final class Pool {
        static final ForkJoinPool LARGE = new ForkJoinPool(PipeLoads.MANY);
    }

    /** Passes all numbers through three functions, in one thread if the peer does so by itself. */
    abstract void stages(int n, PipeLoads.Cheap cheap, Check check) throws Exception;

    /** The same with a thread for each function and buffers between them. */
    void buffered(int n, PipeLoads.Cheap cheap, int capacity, Check check) throws Exception {
        throw new UnsupportedOperationException(this + " has no buffers");
    }

    /** Works on several numbers at once, and passes the results on in the order of the numbers. */
    abstract void ordered(int n, int workers, Toil toil, Check check) throws Exception;

    /** Works on several numbers at once, and passes the results on in any order. */
    void unordered(int n, int workers, Toil toil, Check check) throws Exception {
        throw new UnsupportedOperationException(this + " keeps the order");
    }

    /** Passes the numbers on in lists, none of which is held back for long. */
    void batch(int n, int size, Duration linger, Check check) throws Exception {
        throw new UnsupportedOperationException(this + " has no batches with a time");
    }

    private static Iterable<Long> numbers(int n, PipeLoads.Cheap cheap) {
        return () -> new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < n;
            }

            @Override
            public Long next() {
                return cheap.element(next++);
            }
        };
    }

    private static Stream<Long> boxed(int n) {
        return LongStream.range(0, n).boxed();
    }

    private static Stream<Long> staged(int n, PipeLoads.Cheap cheap, boolean parallel) {
        LongStream numbers = LongStream.range(0, n);
        return (parallel ? numbers.parallel() : numbers)
                .mapToObj(cheap::element)
                .map(cheap::first)
                .filter(cheap::second)
                .map(cheap::third);
    }

    private static Function<Long, Long> unchecked(Toil toil) {
        return element -> {
            try {
                return toil.on(element);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static long in(int workers, Callable<? extends Number> stream) throws Exception {
        return (workers < PipeLoads.MANY
                        ? stream.call()
                        : Pool.LARGE.submit(stream).get())
                .longValue();
    }
}
