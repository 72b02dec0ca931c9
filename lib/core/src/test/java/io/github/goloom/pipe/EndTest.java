package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.testing.InAWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a pipeline ends. Each test runs in a world, which fails if a goroutine is left. */
class EndTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Stage.Mapper<Integer, Integer> SAME = each -> each;

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static Stage<Integer> endless(Pipeline pipeline) {
        return pipeline.from(Stream.iterate(0, each -> each + 1));
    }

    private static Stage.Mapper<Integer, Integer> failingAt(int element) {
        return each -> {
            if (each == element) {
                throw new IOException("at " + each);
            }
            return each;
        };
    }

    private static Integer waiting(Integer each) throws InterruptedException {
        Go.sleep(SECOND);
        return each;
    }

    /** Exhausted: every element comes out. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_exhausted_givesAll(Shape shape) throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            assertThat(shape.add(pipeline.from(numbers(100)), SAME).collect(Collectors.toList()))
                    .containsExactlyInAnyOrderElementsOf(numbers(100));
        }
    }

    /** A failure of a function names the stage and the element. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_functionFails_namesStageAndElement(Shape shape) throws Exception {
        if (shape.calls) {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                Stage<Integer> stage = shape.add(endless(pipeline), failingAt(41));

                StageException thrown = catchThrowableOfType(StageException.class, () -> stage.forEach(each -> {}));

                assertThat(thrown).hasCauseExactlyInstanceOf(IOException.class).hasMessageContaining("element 42");
                assertThat(thrown.element()).isEqualTo(42);
                assertThat(thrown.stage()).isIn("map", "mapOrdered", "flatMap", "filter", "forEach");
                assertThat(pipeline.context().cause()).isNotNull();
            }
        }
    }

    /** A function that is called when it was told to stop by nobody but itself has failed. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_functionThrowsAnInterrupt_fails(Shape shape) throws Exception {
        if (shape.calls) {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                Stage<Integer> stage = shape.add(endless(pipeline), each -> {
                    throw new InterruptedException("own");
                });

                assertThatThrownBy(() -> stage.forEach(each -> {}))
                        .isInstanceOf(StageException.class)
                        .hasCauseExactlyInstanceOf(InterruptedException.class);
            }
        }
    }

    /** A failure of the source names the element that was to come. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_sourceFails_namesTheElement(Shape shape) throws Exception {
        Iterator<Integer> source = Stream.iterate(0, each -> each + 1)
                .peek(each -> {
                    if (each == 7) {
                        throw new IllegalStateException("broken");
                    }
                })
                .iterator();
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            Stage<Integer> stage = shape.add(pipeline.from(source).named("numbers"), SAME);

            assertThatThrownBy(() -> stage.forEach(2, each -> {}))
                    .isInstanceOf(StageException.class)
                    .hasMessage("stage 1, from \"numbers\", element 8: java.lang.IllegalStateException: broken");
        }
    }

    /** A failure of a publisher names the element that was to come. */
    @Test
    @InAWorld
    void end_publisherFails_namesTheElement() throws Exception {
        Flow.Publisher<Integer> publisher = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                subscriber.onNext(1);
                subscriber.onError(new IOException("broken"));
            }

            @Override
            public void cancel() {}
        });
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            Stage<Integer> stage = pipeline.from(publisher);

            assertThatThrownBy(() -> stage.forEach(each -> {}))
                    .isInstanceOf(StageException.class)
                    .hasMessage("stage 1, from, element 2: java.io.IOException: broken");
        }
    }

    /** A failure of the end names the element. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_actionFails_namesTheElement(Shape shape) throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            Stage<Integer> stage = shape.add(endless(pipeline), SAME);

            assertThatThrownBy(() -> stage.forEach(failingAt(0)::map))
                    .isInstanceOf(StageException.class)
                    .hasMessageContaining("forEach, element ")
                    .hasMessageEndingWith("java.io.IOException: at 0");
        }
    }

    /** The consumer stops early: the result is there, whatever the stages before wait for. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_limited_endsAllStages(Shape shape) throws Exception {
        Chan<Integer> source = Chan.buffered(100);
        for (int i = 0; i < 100; i++) {
            source.send(i);
        }
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            assertThat(shape.add(pipeline.from(source), SAME).limit(12).collect(Collectors.toList()))
                    .doesNotHaveDuplicates()
                    .hasSize(12);
        }
    }

    /** A failure of a stage that a limit has ended is none. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_limitedThenFails_hasTheResult(Shape shape) throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            Stage<Integer> slow = pipeline.from(numbers(100)).mapOrdered(4, each -> {
                if (each >= 2) {
                    try {
                        Go.sleep(SECOND);
                    } catch (InterruptedException e) {
                        throw new IOException("interrupted", e);
                    }
                }
                return each;
            });
            assertThat(shape.add(slow, SAME).limit(2).collect(Collectors.toList()))
                    .containsExactlyInAnyOrder(0, 1);
        }
    }

    /** Cancelled: the error of the context comes out. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_cancelled_throwsTheError(Shape shape) throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            Stage<Integer> stage = shape.add(endless(pipeline).map(EndTest::waiting), EndTest::waiting);
            Go.go(() -> {
                Go.sleep(SECOND.multipliedBy(10));
                pipeline.cancel();
            });

            assertThatThrownBy(() -> stage.forEach(each -> {})).isInstanceOf(ContextCancelledException.class);
        }
    }

    /** The deadline comes: its error comes out. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_deadline_throwsTheError(Shape shape) throws Exception {
        try (CancellableContext ctx = Context.background().withTimeout(SECOND.multipliedBy(10));
                Pipeline pipeline = Pipeline.withContext(ctx)) {
            Stage<Integer> stage = shape.add(pipeline.from(Chan.<Integer>nil()), EndTest::waiting);

            assertThatThrownBy(() -> stage.forEach(each -> {})).isInstanceOf(DeadlineExceededException.class);
        }
    }

    /** The thread that runs the pipeline is interrupted: the block ends everything. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void end_interrupted_throwsAndClosesAll(Shape shape) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread runner = Go.go(() -> {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                shape.add(endless(pipeline).map(EndTest::waiting), EndTest::waiting)
                        .forEach(each -> {});
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        Go.sleep(SECOND.multipliedBy(10));
        runner.interrupt();
        runner.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    /** The reader of the channel stops early, and cancels. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void chan_readerStops_endsAll(Shape shape) throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            ReceiveChan<Integer> chan = shape.add(endless(pipeline), SAME).chan();

            assertThat(chan.receive()).isNotNull();
            pipeline.cancel();
        }
    }

    /** A pipeline that is left by an exception of the program ends everything, and does not hide it. */
    @ParameterizedTest
    @EnumSource
    @InAWorld
    void close_blockThrows_endsAll(Shape shape) {
        assertThatThrownBy(() -> {
                    try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                        ReceiveChan<Integer> chan =
                                shape.add(endless(pipeline), SAME).chan();
                        assertThat(chan.receive()).isNotNull();
                        throw new IOException("of the program");
                    }
                })
                .isExactlyInstanceOf(IOException.class)
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .satisfies(closed -> assertThat(closed)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessageStartingWith("the pipeline was closed without await or cancel: "
                                        + "Pipeline[ErrGroup[0 running")
                                .hasNoSuppressedExceptions()));
    }

    /** A stage whose channel ends early by a failure says so when it is awaited. */
    @Test
    @InAWorld
    void chan_stageFails_endsAndAwaitThrows() throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            int received = 0;
            for (Integer each :
                    endless(pipeline).map(failingAt(3)).named("checked").chan()) {
                assertThat(each).isEqualTo(received);
                received++;
            }

            assertThat(received).isEqualTo(3);
            assertThatThrownBy(pipeline::await)
                    .hasMessage("stage 2, map \"checked\", element 4: java.io.IOException: at 3");
        }
    }

    /** Null is no element. */
    @Test
    @InAWorld
    void end_functionReturnsNull_namesStageAndElement() throws Exception {
        for (Shape shape : List.of(Shape.MAP, Shape.MAP_ORDERED, Shape.MAP_PARALLEL)) {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                Stage<Integer> stage = shape.add(pipeline.from(numbers(5)), each -> each == 2 ? null : each);

                assertThatThrownBy(() -> stage.forEach(each -> {}))
                        .isInstanceOf(StageException.class)
                        .hasMessageContaining(", element 3: java.lang.NullPointerException: null was returned");
            }
        }
    }

    /** Each function of a collector may fail. */
    @Test
    @InAWorld
    void collect_collectorFails_namesTheElement() throws Exception {
        RuntimeException broken = new IllegalStateException("broken");
        List<Collector<Integer, ?, ?>> collectors = List.of(
                Collector.of(
                        () -> {
                            throw broken;
                        },
                        (all, each) -> {},
                        (left, right) -> left),
                Collector.<Integer, Object>of(
                        Object::new,
                        (all, each) -> {
                            if (each == 1) {
                                throw broken;
                            }
                        },
                        (left, right) -> left),
                Collector.of(Object::new, (all, each) -> {}, (left, right) -> left, all -> {
                    throw broken;
                }));
        long[] elements = {0, 2, 0};
        for (int i = 0; i < elements.length; i++) {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                Stage<Integer> stage = pipeline.from(numbers(3));
                Collector<Integer, ?, ?> collector = collectors.get(i);

                StageException thrown = catchThrowableOfType(StageException.class, () -> stage.collect(collector));

                assertThat(thrown).hasCause(broken);
                assertThat(thrown.stage()).isEqualTo("collect");
                assertThat(thrown.element()).isEqualTo(elements[i]);
            }
        }
    }
}
