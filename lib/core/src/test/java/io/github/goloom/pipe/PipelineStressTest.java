package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Pipelines whose functions take no time, in real time, so that their goroutines meet at every point. */
class PipelineStressTest {
    private static final int SECONDS = Integer.getInteger("stress.seconds", 1);
    private static final long COUNT = 100_000;
    private static final List<Long> ALL = LongStream.range(0, COUNT).boxed().toList();

    /** What a test does again and again. */
    @FunctionalInterface
    private interface Round {
        void run(Pipeline pipeline) throws Exception;
    }

    private static void again(Round round) throws Exception {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        do {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                round.run(pipeline);
            }
        } while (System.nanoTime() < end);
    }

    /** Every element comes, in its order, and the fields that the functions write are seen by the next call. */
    @Test
    void mapOrdered_quick_everyElementComes() throws Exception {
        again(pipeline -> {
            List<Long> plain = new ArrayList<>();
            long count = pipeline.from(LongStream.range(0, COUNT).boxed())
                    .mapOrdered(4, each -> new Long[] {each})
                    .map(each -> {
                        plain.add(each[0]);
                        return each;
                    })
                    .collect(Collectors.counting());

            assertThat(count).isEqualTo(COUNT);
            assertThat(plain.equals(ALL)).isTrue();
        });
    }

    /** Every element comes once, through workers, and through what is before and after them. */
    @Test
    void map_quick_everyElementComes() throws Exception {
        again(pipeline -> {
            long sum = pipeline.from(LongStream.range(0, COUNT).boxed())
                    .map(4, each -> each)
                    .flatMap(3, List::of)
                    .buffer(1)
                    .mapOrdered(2, each -> each)
                    .collect(Collectors.summingLong(each -> each));

            assertThat(sum).isEqualTo(COUNT * (COUNT - 1) / 2);
        });
    }

    /** Workers that wait for each element miss none. */
    @Test
    void map_slowSource_everyElementComes() throws Exception {
        again(pipeline -> {
            long count = 10_000;
            long sum = pipeline.from(LongStream.range(0, count).boxed())
                    .buffer(0)
                    .map(2, each -> each)
                    .buffer(0)
                    .map(8, each -> each)
                    .collect(Collectors.summingLong(each -> each));

            assertThat(sum).isEqualTo(count * (count - 1) / 2);
        });
    }

    /** An element that is the last for a while is not overlooked: each answer is awaited before the next question. */
    @Test
    void map_askAndAnswer_everyQuestionIsAnswered() throws Exception {
        again(pipeline -> {
            Chan<Integer> questions = Chan.unbuffered();
            ReceiveChan<Integer> answers = pipeline.from(questions)
                    .map(2, each -> each + 1)
                    .mapOrdered(3, each -> each + 1)
                    .chan();
            for (int i = 0; i < 10_000; i++) {
                questions.send(i);
                assertThat(answers.receive() == i + 2).isTrue();
            }
            questions.close();
            pipeline.await();
        });
    }
}
