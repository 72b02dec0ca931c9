package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.Context;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.park.Clock;
import io.github.goloom.sync.RateLimiter;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each stage does with the elements. */
class StageTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** What a test does with a pipeline. */
    @FunctionalInterface
    private interface Body<R> {
        R run(Pipeline pipeline) throws Exception;
    }

    private static <R> R piped(Body<R> body) throws Exception {
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            return body.run(pipeline);
        }
    }

    private static <T> List<T> listed(Body<Stage<T>> body) throws Exception {
        return piped(pipeline -> body.run(pipeline).collect(Collectors.toList()));
    }

    private static Duration elapsed(Go.Task body) throws Exception {
        long start = Clock.now();
        body.run();
        return Duration.ofNanos(Clock.now() - start);
    }

    private static Chan<Integer> chanOf(int count) throws InterruptedException {
        Chan<Integer> chan = Chan.buffered(count);
        for (Integer each : numbers(count)) {
            chan.send(each);
        }
        chan.close();
        return chan;
    }

    /** A source may be a collection, an iterator, a stream or a channel. */
    @Test
    void from_eachSource_givesItsElements() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        Stream<Integer> stream = numbers(5).stream().onClose(closed::incrementAndGet);

        assertThat(listed(pipeline -> pipeline.from(numbers(5)))).isEqualTo(numbers(5));
        assertThat(listed(pipeline -> pipeline.from(numbers(5).iterator()))).isEqualTo(numbers(5));
        assertThat(listed(pipeline -> pipeline.from(stream))).isEqualTo(numbers(5));
        assertThat(listed(pipeline -> pipeline.from(chanOf(5)))).isEqualTo(numbers(5));
        assertThat(closed).hasValue(1);
        assertThat(listed(pipeline -> pipeline.from(Chans.publisher(chanOf(5)))))
                .isEqualTo(numbers(5));
    }

    /** A ticker gives the times at which the elements are due. */
    @Test
    @InAWorld
    void every_period_givesTheTimes() throws Exception {
        List<Instant> times = listed(pipeline -> pipeline.every(SECOND).limit(3));

        assertThat(Duration.between(times.get(0), times.get(1))).isEqualTo(SECOND);
        assertThat(Duration.between(times.get(1), times.get(2))).isEqualTo(SECOND);
    }

    /** Stages without workers keep the order. */
    @Test
    void map_filter_flatMap_oneGoroutine_keepTheOrder() throws Exception {
        List<Integer> result = listed(pipeline -> pipeline.from(numbers(10))
                .map(each -> each * 2)
                .filter(each -> each % 4 == 0)
                .flatMap(each -> List.of(each, -each)));

        assertThat(result).containsExactly(0, 0, 4, -4, 8, -8, 12, -12, 16, -16);
    }

    /** With several workers, every element comes out once, in the order of the elements if that is promised. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 100})
    void map_severalWorkers_everyElementComesOnce(int workers) throws Exception {
        int count = 10_000;

        assertThat(listed(pipeline -> pipeline.from(numbers(count)).mapOrdered(workers, each -> each)))
                .isEqualTo(numbers(count));
        assertThat(listed(pipeline -> pipeline.from(numbers(count)).map(workers, each -> each)))
                .containsExactlyInAnyOrderElementsOf(numbers(count));
        List<Integer> flat =
                listed(pipeline -> pipeline.from(numbers(count)).flatMap(workers, each -> List.of(each, each)));
        Collections.sort(flat);
        assertThat(flat).hasSize(2 * count).satisfies(all -> {
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i)).isEqualTo(i / 2);
            }
        });
    }

    /** As many elements as there are workers are worked on at a time, and not more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 200})
    @InAWorld
    void map_severalWorkers_workAtTheSameTime(int workers) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Stage.Mapper<Integer, Integer> slow = each -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Go.sleep(SECOND);
            running.decrementAndGet();
            return each;
        };

        assertThat(elapsed(() ->
                        listed(pipeline -> pipeline.from(numbers(5 * workers)).map(workers, slow))))
                .isEqualTo(SECOND.multipliedBy(5));
        assertThat(elapsed(() ->
                        listed(pipeline -> pipeline.from(numbers(5 * workers)).mapOrdered(workers, slow))))
                .isEqualTo(SECOND.multipliedBy(5));
        assertThat(elapsed(() -> piped(pipeline -> {
                    pipeline.from(numbers(5 * workers)).forEach(workers, slow::map);
                    return 0;
                })))
                .isEqualTo(SECOND.multipliedBy(5));
        assertThat(most).hasValue(workers);
    }

    /** A slow element lets others overtake it, unless the order is kept. */
    @Test
    @InAWorld
    void map_firstIsSlow_isOvertakenUnlessOrdered() throws Exception {
        Stage.Mapper<Integer, Integer> firstSlow = each -> {
            Go.sleep(each == 0 ? SECOND.multipliedBy(10) : SECOND);
            return each;
        };

        assertThat(listed(pipeline -> pipeline.from(numbers(4)).map(2, firstSlow)))
                .containsExactly(1, 2, 3, 0);
        assertThat(listed(pipeline -> pipeline.from(numbers(4)).mapOrdered(2, firstSlow)))
                .containsExactly(0, 1, 2, 3);
    }

    /** A stage does not run ahead of a slow one without end. */
    @Test
    void mapOrdered_firstNeverEnds_holdsTwiceTheWorkersOr64() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        Chan<Integer> release = Chan.unbuffered();
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            ReceiveChan<Integer> out = pipeline.from(Stream.generate(taken::getAndIncrement))
                    .mapOrdered(8, each -> each == 0 ? 0 + release.receive() : each)
                    .chan();
            Tracked.until(() -> taken.get() >= 64);
            release.send(7);

            assertThat(taken.get()).isBetween(64, 66);
            assertThat(out.receive()).isEqualTo(7);
            assertThat(out.receive()).isEqualTo(1);
            pipeline.cancel();
        }
    }

    /** A limit ends what is before it, and takes nothing more from the source. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void limit_sourceHasMore_takesNoMore(int limit) throws Exception {
        Chan<Integer> chan = Chan.buffered(5);
        for (int i = 0; i < 5; i++) {
            chan.send(i);
        }

        assertThat(listed(pipeline -> pipeline.from(chan).map(each -> each).limit(limit)))
                .isEqualTo(numbers(limit));
        assertThat(chan.size()).isEqualTo(5 - limit);
    }

    /** Whatever the stages before a limit wait for is ended by it, and so are those before an earlier limit. */
    @Test
    void limit_sourceWaits_endsIt() throws Exception {
        Chan<Integer> never = Chan.buffered(10);
        for (int i = 0; i < 10; i++) {
            never.send(i);
        }

        assertThat(listed(pipeline -> pipeline.from(never)
                        .named("source")
                        .map(4, each -> each)
                        .limit(8)
                        .buffer(0)
                        .mapOrdered(2, each -> each)
                        .limit(3)
                        .buffer(2)))
                .hasSize(3);
    }

    /** A list is full, or is the last. */
    @Test
    void batch_size_givesFullListsAndTheRest() throws Exception {
        assertThat(listed(pipeline -> pipeline.from(numbers(5)).batch(2)))
                .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(listed(pipeline -> pipeline.from(numbers(4)).batch(2)))
                .containsExactly(List.of(0, 1), List.of(2, 3));
        assertThat(listed(pipeline -> pipeline.from(numbers(0)).batch(2))).isEmpty();
    }

    /** A list comes when it is full, or when its first element has lingered. */
    @Test
    @InAWorld
    void batch_linger_givesWhatIsThere() throws Exception {
        List<Duration> at = new ArrayList<>();
        long start = Clock.now();

        List<List<Integer>> lists = listed(pipeline -> pipeline.from(numbers(7))
                .map(each -> {
                    Go.sleep(each < 3 ? Duration.ZERO : Duration.ofMillis(400));
                    return each;
                })
                .batch(3, SECOND)
                .map(list -> {
                    at.add(Duration.ofNanos(Clock.now() - start));
                    return list;
                }));

        assertThat(lists).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
        assertThat(at).containsExactly(Duration.ZERO, Duration.ofMillis(1200), Duration.ofMillis(1600));
    }

    /** The time runs from the first element of a list. */
    @Test
    @InAWorld
    void batch_slowSource_lingersFromTheFirstElement() throws Exception {
        List<List<Instant>> lists = listed(
                pipeline -> pipeline.every(Duration.ofMillis(400)).limit(5).batch(100, SECOND));

        assertThat(lists).extracting(List::size).containsExactly(3, 2);
    }

    /** Elements come as fast as the limiter lets them. */
    @Test
    @InAWorld
    void throttle_limiter_setsThePace() throws Exception {
        assertThat(elapsed(() -> listed(pipeline -> pipeline.from(numbers(10)).throttle(RateLimiter.perSecond(2, 1)))))
                .isEqualTo(Duration.ofMillis(4_500));
    }

    /** All elements of all sources come, those of each in their order. */
    @Test
    void merge_threeSources_givesAll() throws Exception {
        List<Integer> all = listed(pipeline -> pipeline.from(numbers(1_000))
                .merge(
                        pipeline.from(numbers(1_000)).map(each -> each + 1_000),
                        pipeline.from(numbers(1_000)).map(each -> each + 2_000)));

        assertThat(all).containsExactlyInAnyOrderElementsOf(numbers(3_000));
        for (int i = 0; i < 3; i++) {
            int source = i;
            assertThat(all.stream().filter(each -> each / 1_000 == source)).isSorted();
        }
    }

    /** The branch and what follows get every element. */
    @Test
    void tee_branch_getsEveryElement() throws Exception {
        ConcurrentLinkedQueue<List<Integer>> copies = new ConcurrentLinkedQueue<>();

        List<Integer> all = listed(pipeline -> pipeline.from(numbers(1_000))
                .tee(copy -> copy.batch(300).forEach(copies::add))
                .map(each -> each + 1));

        assertThat(all).isEqualTo(IntStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(copies.stream().flatMap(List::stream)).containsExactlyElementsOf(numbers(1_000));
    }

    /** A branch that has enough does not make the others wait. */
    @Test
    void tee_branchIsLimited_othersGetAll() throws Exception {
        List<Integer> copies = new CopyOnWriteArrayList<>();

        assertThat(listed(pipeline ->
                        pipeline.from(numbers(1_000)).tee(copy -> copy.limit(3).forEach(copies::add))))
                .isEqualTo(numbers(1_000));
        assertThat(copies).isEqualTo(numbers(3));
    }

    /** The branch handles all elements that have passed the tee, even if a limit ends the stages before it. */
    @Test
    @InAWorld
    void tee_limitAfterIt_branchHandlesAllThatPassed() throws Exception {
        List<Integer> copies = new CopyOnWriteArrayList<>();
        Chan<Integer> never = Chan.buffered(10);
        for (int i = 0; i < 10; i++) {
            never.send(i);
        }

        List<Integer> all = listed(pipeline -> pipeline.from(never)
                .tee(copy -> copy.forEach(each -> {
                    Go.sleep(SECOND);
                    copies.add(each);
                }))
                .limit(5)
                .map(2, each -> each)
                .limit(4));

        assertThat(all).hasSize(4);
        assertThat(copies).hasSizeBetween(4, 5).isEqualTo(numbers(copies.size()));
    }

    /** A buffer lets the stages before and after it work at the same time. */
    @Test
    @InAWorld
    void buffer_slowStages_overlap() throws Exception {
        Stage.Mapper<Integer, Integer> slow = each -> {
            Go.sleep(SECOND);
            return each;
        };

        assertThat(elapsed(() ->
                        listed(pipeline -> pipeline.from(numbers(10)).map(slow).map(slow))))
                .isEqualTo(SECOND.multipliedBy(20));
        assertThat(elapsed(() -> listed(pipeline ->
                        pipeline.from(numbers(10)).map(slow).buffer(1).map(slow))))
                .isEqualTo(SECOND.multipliedBy(11));
    }

    /** A pipeline can be a case of a select, or a loop. */
    @Test
    void chan_end_givesTheElementsAndTheEnd() throws Exception {
        List<Integer> received = new ArrayList<>();
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            for (Integer each :
                    pipeline.from(numbers(100)).mapOrdered(4, each -> each).chan()) {
                received.add(each);
            }
            pipeline.await();
        }

        assertThat(received).isEqualTo(numbers(100));
    }

    /** The first element ends the pipeline. */
    @Test
    void first_endlessSource_givesTheFirst() throws Exception {
        Optional<Integer> found = piped(pipeline -> pipeline.from(Stream.iterate(0, each -> each + 1))
                .filter(each -> each > 10)
                .first());
        Optional<Integer> none = piped(pipeline -> pipeline.from(numbers(0)).first());

        assertThat(found).contains(11);
        assertThat(none).isEmpty();
    }

    /** The goroutines of a stage have its name. */
    @Test
    void named_workers_haveTheName() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);

        assertThat(listed(pipeline -> pipeline.from(numbers(2))
                        .mapOrdered(2, each -> {
                            both.await();
                            return Thread.currentThread().getName();
                        })
                        .named("parse")))
                .containsExactlyInAnyOrder("parse 1/2", "parse 2/2");
    }
}
