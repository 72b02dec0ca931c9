package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.testing.Goroutine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A limit ends those before it, and only those. */
class NestedLimitTest {
    /**
     * A limit that is not reached passes the end by an outer limit on: what is between the two does not take that for
     * the end of the source, and makes no last batch.
     */
    @Test
    void limit_outerLimitIsReached_isNoEndOfTheSource() throws Exception {
        Chan<Integer> source = Chan.unbuffered();
        Chan<Signal> open = Chan.unbuffered();
        List<List<Integer>> batches = new CopyOnWriteArrayList<>();
        Goroutine<Void> sender = Goroutine.go(() -> {
            for (int each = 1; each <= 3; each++) {
                source.send(each);
            }
            open.close(); // the second batch has its first element
        });

        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            pipeline.from(source)
                    .limit(9)
                    .batch(2)
                    .map(batch -> {
                        batches.add(batch);
                        return batch;
                    })
                    .buffer(1)
                    .limit(1)
                    .forEach(batch -> open.receive());
        }

        sender.result();
        assertThat(batches).containsExactly(List.of(1, 2));
    }
}
