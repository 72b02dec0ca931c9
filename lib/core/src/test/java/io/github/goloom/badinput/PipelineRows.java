package io.github.goloom.badinput;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.pipe.Chans;
import io.github.goloom.pipe.Pipeline;
import io.github.goloom.pipe.Stage;
import io.github.goloom.sync.RateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is wrong with a pipeline is said when it is built. */
@SuppressWarnings({"MustBeClosedChecker", "CheckReturnValue"}) // nothing has been started
final class PipelineRows {
    private static final Duration HOUR = Duration.ofHours(1);

    private PipelineRows() {}

    static Stream<Row> all() {
        return Stream.of(workers(), sizes(), ended(), continued(), branches(), closed())
                .flatMap(each -> each);
    }

    static Pipeline pipeline() {
        return Pipeline.withContext(Context.background());
    }

    static Stage<String> stage() {
        return pipeline().from(List.of("a", "b"));
    }

    private static Stream<Row> workers() {
        String says = "workers must be from 1 to 65536: ";
        return IntStream.of(0, -1, Integer.MIN_VALUE, (1 << 16) + 1)
                .boxed()
                .flatMap(wrong -> Stream.of(
                        argument("map(int, Mapper)", "workers", says + wrong, () -> stage().map(wrong, each -> each)),
                        argument(
                                "mapOrdered(int, Mapper)",
                                "workers",
                                says + wrong,
                                () -> stage().mapOrdered(wrong, each -> each)),
                        argument(
                                "flatMap(int, Mapper)",
                                "workers",
                                says + wrong,
                                () -> stage().flatMap(wrong, List::of)),
                        argument(
                                "forEach(int, Each)",
                                "workers",
                                says + wrong,
                                () -> stage().forEach(wrong, each -> {}))));
    }

    private static Stream<Row> sizes() {
        Stream<Row> ints = IntStream.of(0, -1, Integer.MIN_VALUE)
                .boxed()
                .flatMap(wrong -> Stream.of(
                        argument("batch(int)", "size", "size must be positive: " + wrong, () -> stage().batch(wrong)),
                        argument(
                                "batch(int, Duration)",
                                "size",
                                "size must be positive: " + wrong,
                                () -> stage().batch(wrong, HOUR))));
        Stream<Row> capacities = IntStream.of(-1, (1 << 30) + 1)
                .boxed()
                .map(wrong -> argument("buffer(int)", "capacity", ": " + wrong, () -> stage().buffer(wrong)));
        Stream<Row> limits = LongStream.of(-1, Long.MIN_VALUE)
                .mapToObj(wrong -> argument(
                        "limit(long)",
                        "elements",
                        "elements must not be negative: " + wrong,
                        () -> stage().limit(wrong)));
        Stream<Row> times = Stream.of(
                argument(
                        "batch(int, Duration)",
                        "linger",
                        "linger must not be negative: PT-1S",
                        () -> stage().batch(1, Duration.ofSeconds(-1))),
                new Row(
                        "Pipeline.every(Duration)",
                        "period",
                        IllegalArgumentException.class,
                        "period must be positive: PT0S",
                        "",
                        () -> pipeline().every(Duration.ZERO)));
        return Stream.of(ints, capacities, limits, times).flatMap(each -> each);
    }

    /** What is called on a pipeline that is over. */
    private static Stream<Row> ended() {
        return Stream.of(
                over("from(Iterable)", pipeline -> pipeline.from(List.of())),
                over("from(Iterator)", pipeline -> pipeline.from(List.of().iterator())),
                over("from(Stream)", pipeline -> pipeline.from(Stream.of())),
                over("from(ReceiveChan)", pipeline -> pipeline.from(Chan.nil())),
                over("from(Publisher)", pipeline -> pipeline.from(Chans.publisher(Chan.nil()))),
                over("every(Duration)", pipeline -> pipeline.every(HOUR)));
    }

    /** Uses a pipeline. */
    @FunctionalInterface
    private interface Use<T> {
        void of(T it) throws Exception;
    }

    private static Row over(String method, Use<Pipeline> use) {
        return state("Pipeline." + method, "the pipeline has run or is closed: Pipeline[", () -> {
            Pipeline pipeline = pipeline();
            pipeline.close();
            use.of(pipeline);
        });
    }

    private static Stream<Row> continued() {
        return Stream.of(
                twice("map(Mapper)", stage -> stage.map(each -> each)),
                twice("map(int, Mapper)", stage -> stage.map(2, each -> each)),
                twice("mapOrdered(int, Mapper)", stage -> stage.mapOrdered(2, each -> each)),
                twice("flatMap(Mapper)", stage -> stage.flatMap(List::of)),
                twice("flatMap(int, Mapper)", stage -> stage.flatMap(2, List::of)),
                twice("filter(Condition)", stage -> stage.filter(each -> true)),
                twice("limit(long)", stage -> stage.limit(1)),
                twice("batch(int)", stage -> stage.batch(1)),
                twice("batch(int, Duration)", stage -> stage.batch(1, HOUR)),
                twice("throttle(RateLimiter)", stage -> stage.throttle(RateLimiter.perSecond(1, 1))),
                twice("merge(Stage[])", Stage::merge),
                twice("tee(BranchBuilder)", stage -> stage.tee(copy -> copy.forEach(each -> {}))),
                twice("buffer(int)", stage -> stage.buffer(1)),
                twice("buffer(Chan)", stage -> stage.buffer(Chan.unbuffered())),
                twice("forEach(Each)", stage -> stage.forEach(each -> {})),
                twice("forEach(int, Each)", stage -> stage.forEach(2, each -> {})),
                twice("collect(Collector)", stage -> stage.collect(Collectors.toList())),
                twice("first()", Stage::first),
                twice("chan()", Stage::chan));
    }

    private static Row twice(String method, Use<Stage<String>> use) {
        return state("Stage." + method, "this stage was continued before", () -> {
            Stage<String> stage = stage();
            stage.limit(1);
            use.of(stage);
        });
    }

    private static Stream<Row> branches() {
        String says = "a branch ends by forEach, not by ";
        return Stream.of(
                state("Stage.tee(BranchBuilder)", "has no end", () -> stage().tee(copy -> copy.limit(1))),
                state(
                        "Stage.collect(Collector)",
                        says + "collect",
                        () -> stage().tee(copy -> copy.collect(Collectors.toList()))),
                state("Stage.first()", says + "first", () -> stage().tee(Stage::first)),
                state("Stage.chan()", says + "chan", () -> stage().tee(Stage::chan)),
                argument(
                        "tee(BranchBuilder)",
                        "builder",
                        "the branch could not be built",
                        () -> stage().tee(copy -> {
                            throw new IOException("broken");
                        })),
                argument("buffer(Chan)", "chan", "the nil channel", () -> stage().buffer(Chan.nil())),
                argument("merge(Stage[])", "others", "another pipeline", () -> stage().merge(stage())));
    }

    private static Stream<Row> closed() {
        return Stream.of(
                state("Pipeline.close()", "it has no end after [from, map \"parse\"]", () -> {
                    try (Pipeline pipeline = pipeline()) {
                        pipeline.from(List.of("a"));
                        pipeline.from(List.of("a")).map(each -> each).named("parse");
                    }
                }),
                state("Pipeline.close()", "the pipeline was closed without await or cancel", () -> {
                    try (Pipeline pipeline = pipeline()) {
                        pipeline.from(List.of("a")).chan();
                    }
                }));
    }

    private static Row argument(String method, String parameter, String says, ThrowingCallable body) {
        return new Row("Stage." + method, parameter, IllegalArgumentException.class, says, "", body);
    }

    private static Row state(String operation, String says, ThrowingCallable body) {
        return new Row(operation, null, IllegalStateException.class, says, "", body);
    }
}
