package io.github.goloom.jcstress.pipe;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.pipe.Pipeline;
import io.github.goloom.pipe.Stage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Four elements that go through a pipeline, with plain fields beside them: one actor sends them, the other runs the
 * pipeline and reports what was seen.
 *
 * <p>The sender, the first stage and the {@linkplain #look last one} each write a field of the element. The last stage
 * notes how many of the two fields before it has seen, so that the word is 2222 if it has seen all, and has 0 and 1
 * where it has not. A dot is an element that was not there, or whose note is not seen after the return of the end.
 */
final class Traffic {
    static final String ALL = "2222";

    /** What a forbidden word of such signs only means. */
    static final String EARLY = "[.2]*[01][.012]*";

    private static final int COUNT = 4;

    private final Chan<String> source = Chan.buffered(COUNT);
    private final int[] sent = new int[COUNT];
    private final int[] passed = new int[COUNT];
    private final char[] seen = {'.', '.', '.', '.'};
    private final AtomicInteger begun = new AtomicInteger();
    private int calls;

    /** Stages and an end, or a source, too. */
    @FunctionalInterface
    interface Body<S> {
        void run(S start) throws InterruptedException, ExecutionException;
    }

    /** The body of the sender. */
    void send() {
        for (int i = 0; i < COUNT; i++) {
            sent[i] = 1;
            Ops.trySendTo(source, Integer.toString(i));
        }
        source.close();
    }

    /** The body of the other actor, up to an end: the word. */
    String run(Body<Stage<Integer>> rest) {
        return runPipeline(pipeline -> rest.run(passed(pipeline)));
    }

    /** The same for a merge of two stages that receive from the same source. */
    String runMerged() {
        return runPipeline(pipeline -> passed(pipeline).merge(passed(pipeline)).forEach(this::look));
    }

    /** The same for a channel, whose receiver is the last stage. */
    String runReceived() {
        return runPipeline(pipeline -> {
            ReceiveChan<Integer> out = passed(pipeline).chan();
            out.receiveEach(this::look);
            pipeline.await();
        });
    }

    private String runPipeline(Body<Pipeline> body) {
        return Ops.call(() -> {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                body.run(pipeline);
            }
            return new String(seen);
        });
    }

    /** {@return the elements, after the first stage} */
    private Stage<Integer> passed(Pipeline pipeline) {
        return pipeline.from(source).map(Integer::valueOf).map(element -> {
            passed[element] = 1;
            return element;
        });
    }

    /** The last stage. */
    int look(int element) {
        seen[element] = (char) ('0' + sent[element] + passed[element]);
        return element;
    }

    /** A function whose calls are counted, for a stage without a number. */
    int count(int element) {
        begun.incrementAndGet();
        calls++;
        return element;
    }

    /** {@return whether all calls of {@link #count} were seen by the next, and now} */
    String counted() {
        return calls == begun.get() ? "all" : "some";
    }
}
