package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.context.Context;
import io.github.goloom.park.Clock;
import io.github.goloom.park.World;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A stage starts a worker, or wakes one, when an element needs one, and no sooner. */
class WorkersTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** However many workers a stage may have, it has no more than elements. */
    @Test
    @InAWorld
    void map_fewElements_startsAsManyWorkers() throws Exception {
        World world = Objects.requireNonNull(World.current());
        AtomicInteger most = new AtomicInteger();
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            pipeline.from(List.of(1, 2, 3)).forEach(Stage.MOST, each -> {
                Go.sleep(SECOND);
                most.accumulateAndGet(world.members().size(), Math::max);
            });
        }

        assertThat(most).hasValue(2 + 3); // the caller, the source, and the workers
    }

    /** A worker that is idle takes the next element, and no other one is started for it. */
    @Test
    @InAWorld
    void map_slowSource_needsOneWorker() throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            List<String> workers = pipeline.from(Stream.of(1, 2, 3, 4))
                    .map(each -> {
                        Go.sleep(SECOND);
                        return each;
                    })
                    .map(8, each -> Thread.currentThread().getName())
                    .collect(Collectors.toList());

            assertThat(workers).hasSize(4).containsOnly("map 1/8");
        }
    }

    /** All workers that are idle take an element each, if as many come at once. */
    @Test
    @InAWorld
    void forEach_burstAfterAPause_isWorkedOnAtTheSameTime() throws Exception {
        int workers = 8;
        long start = Clock.now();
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            pipeline.from(IntStream.range(0, 2 * workers).boxed())
                    .map(each -> {
                        if (each == workers) {
                            Go.sleep(SECOND.multipliedBy(10)); // all workers are idle
                        }
                        return each;
                    })
                    .forEach(workers, each -> Go.sleep(SECOND));
        }

        assertThat(Duration.ofNanos(Clock.now() - start)).isEqualTo(SECOND.multipliedBy(11));
    }
}
