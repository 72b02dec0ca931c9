package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.InAWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What once went wrong. */
@Timeout(30)
class PipelineRegressionTest {
    private static final int ROUNDS = 300;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static Stream<Integer> endless() {
        return Stream.iterate(0, each -> each + 1);
    }

    private static Integer nap(Integer each) {
        try {
            Go.sleep(SECOND);
        } catch (InterruptedException e) {
            return each; // swallowed
        }
        return each;
    }

    /** The interrupt of an outer limit was taken for that of an inner one, and the goroutine waited on. */
    @Test
    void limit_withinALimit_endsBoth() throws Exception {
        for (int i = 0; i < 20 * ROUNDS; i++) {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                assertThat(pipeline.from(endless())
                                .limit(250)
                                .mapOrdered(1, each -> each)
                                .limit(64)
                                .collect(Collectors.toList()))
                        .isEqualTo(numbers(64));
            }
        }
    }

    /** A source that failed just before a limit was reached left the branch of a tee without an end. */
    @Test
    void tee_sourceFailsAsALimitIsReached_branchEnds() throws Exception {
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < ROUNDS; i++) {
            int spins = ThreadLocalRandom.current().nextInt(3_000);
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                List<Integer> result = pipeline.from(numbers(4))
                        .map(each -> {
                            if (each == 3) {
                                for (int spin = 0; spin < spins; spin++) {
                                    Thread.onSpinWait();
                                }
                                throw new IOException("broken");
                            }
                            return each;
                        })
                        .tee(copy -> copy.forEach(each -> {}))
                        .buffer(4)
                        .limit(3)
                        .collect(Collectors.toList());
                assertThat(result).isEqualTo(numbers(3));
            } catch (StageException e) {
                failed.incrementAndGet();
            }
        }
        assertThat(failed).hasValueBetween(0, ROUNDS);
    }

    static List<Function<Pipeline, Stage<Integer>>> swallowing() {
        return List.of(
                pipeline -> pipeline.from(endless())
                        .map(PipelineRegressionTest::nap)
                        .buffer(0),
                pipeline -> pipeline.from(endless()).map(2, PipelineRegressionTest::nap),
                pipeline -> pipeline.from(endless())
                        .mapOrdered(2, PipelineRegressionTest::nap)
                        .buffer(0),
                pipeline ->
                        pipeline.from(endless()).batch(3, Duration.ofMillis(10)).map(batch -> nap(batch.get(0))),
                pipeline -> pipeline.from(endless()).tee(copy -> copy.forEach(PipelineRegressionTest::nap)),
                pipeline -> pipeline.from(endless()).flatMap(2, each -> List.of(nap(each))),
                pipeline -> pipeline.from(sourceThatEndsByAnInterrupt()).mapOrdered(2, each -> each));
    }

    private static Iterator<Integer> sourceThatEndsByAnInterrupt() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                try {
                    Go.sleep(SECOND);
                    return true;
                } catch (InterruptedException e) {
                    return false;
                }
            }

            @Override
            public Integer next() {
                return next++;
            }
        };
    }

    /** A function that swallows its interrupt does not keep a pipeline from ending by a limit. */
    @ParameterizedTest
    @MethodSource("swallowing")
    @InAWorld
    void limit_interruptIsSwallowed_endsAll(Function<Pipeline, Stage<Integer>> build) throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            assertThat(build.apply(pipeline).limit(2).collect(Collectors.toList()))
                    .hasSize(2);
        }
    }

    /** A function that swallows its interrupt does not keep a pipeline from being cancelled, or its channel from ending. */
    @ParameterizedTest
    @MethodSource("swallowing")
    @InAWorld
    void cancel_interruptIsSwallowed_endsAll(Function<Pipeline, Stage<Integer>> build) throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            ReceiveChan<Integer> chan = build.apply(pipeline).chan();
            assertThat(chan.receive()).isNotNull();
            pipeline.cancel();
            chan.receiveEach(each -> {});
            assertThatThrownBy(pipeline::await).isInstanceOf(ContextCancelledException.class);
        }
    }

    /** A source that ends because it is interrupted has not ended: the result would not be whole. */
    @Test
    @InAWorld
    void end_sourceEndsByTheInterrupt_throwsTheError() throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            Stage<Integer> stage = pipeline.from(sourceThatEndsByAnInterrupt());
            Go.go(() -> {
                Go.sleep(SECOND.multipliedBy(3).plusMillis(1));
                pipeline.cancel();
            });

            assertThatThrownBy(() -> stage.collect(Collectors.toList())).isInstanceOf(ContextCancelledException.class);
        }
    }

    /** A function that throws the error of the parent context, of which the pipeline is not told yet, has not failed. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // the parent ends them
    void end_parentEnds_throwsItsError() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (CancellableContext parent = Context.background().withCancel()) {
                for (int child = 0; child < 2_000; child++) {
                    parent.withCancel();
                }
                try (Pipeline pipeline = Pipeline.withContext(parent)) {
                    Stage<Integer> stage = pipeline.from(endless()).map(each -> {
                        parent.throwIfDone();
                        if (each == 1_000) {
                            Go.go(parent::cancel);
                        }
                        return each;
                    });

                    assertThatThrownBy(() -> stage.forEach(each -> {})).isInstanceOf(ContextCancelledException.class);
                }
            }
        }
    }

    static List<Function<Pipeline, Stage<Integer>>> betweenFunctions() {
        Chan<Integer> closed = Chan.buffered(1);
        closed.close();
        Stage.Mapper<Integer, Integer> interrupting = each -> {
            Thread.currentThread().interrupt();
            return each;
        };
        return List.of(
                pipeline ->
                        pipeline.from(numbers(3)).map(interrupting).buffer(0).buffer(0),
                pipeline -> pipeline.from(numbers(300)).map(1, interrupting).mapOrdered(1, each -> each),
                pipeline -> pipeline.from(numbers(3)).buffer(closed));
    }

    /** What is thrown between the functions has a stage, too. */
    @ParameterizedTest
    @MethodSource("betweenFunctions")
    void end_failsBetweenFunctions_namesTheStage(Function<Pipeline, Stage<Integer>> build) throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            Stage<Integer> stage = build.apply(pipeline);

            assertThatThrownBy(() -> stage.forEach(each -> {})).isInstanceOf(StageException.class);
        }
    }

    /** A pipeline with a branch that was never run was not reported. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // that is tested
    void close_teeNeverRun_saysSo() {
        Pipeline pipeline = Pipeline.withContext(Context.background());
        Stage<Integer> last = pipeline.from(numbers(3))
                .tee(copy -> copy.named("copy").forEach(each -> {}))
                .map(each -> each);

        assertThat(last.toString()).isEqualTo("Stage[3, map]");
        assertThatThrownBy(pipeline::close).hasMessage("a pipeline was built but never run; it has no end after [map]");
    }

    /** A second end would wait for the first for ever. */
    @Test
    void chan_anotherEndFollows_isRefused() throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            Stage<Integer> first = pipeline.from(numbers(3));
            Stage<Integer> second = pipeline.from(numbers(3));
            assertThat(first.chan().receive()).isZero();

            assertThatThrownBy(() -> second.collect(Collectors.toList()))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the pipeline has run");
            pipeline.cancel();
            assertThatThrownBy(pipeline::close).hasMessageContaining("never run");
        }
    }

    /** All streams are closed, whatever their handlers throw. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // that is tested
    void close_streamHandlerThrows_closesTheOthers() {
        List<String> closed = new ArrayList<>();
        Pipeline pipeline = Pipeline.withContext(Context.background());
        for (int i = 0; i < 2; i++) {
            pipeline.from(Stream.of(i).onClose(() -> {
                closed.add("one");
                throw new IllegalArgumentException("handler");
            }));
        }

        assertThatThrownBy(pipeline::close)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("never run")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(2));
        assertThat(closed).hasSize(2);
    }

    /** The cause of the context tells what came out. */
    @Test
    void context_stageFails_hasTheFailureAsItsCause() throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            Stage<Integer> stage = pipeline.from(List.of("x")).map(Integer::parseInt);

            assertThatThrownBy(() -> stage.forEach(each -> {})).isInstanceOf(StageException.class);
            assertThat(pipeline.context().cause())
                    .isInstanceOf(StageException.class)
                    .hasMessageStartingWith("stage 2, map, element 1: ");
        }
    }
}
