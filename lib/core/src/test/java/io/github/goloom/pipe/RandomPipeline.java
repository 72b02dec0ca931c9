package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pipeline of random stages, and what it must give: the same steps done on a list, one after the other. Functions take
 * random times. One function may fail, and a deadline may come.
 */
final class RandomPipeline {
    private static final int MOST_STAGES = 6;
    private static final int MOST_ELEMENTS = 60;

    private final long seed;
    private final Random random;

    /** What must come out, and whether in this order; after a limit without an order, all that may. */
    private List<Integer> model;

    private boolean ordered = true;
    private int size;

    private String failingStage = "";
    private int failingValue = -1;
    private List<Integer> failingNumbers = List.of();

    /** Whether a limit ends stages that may fail or copy, so that what they do is not certain. */
    private boolean ranOut;

    private final List<Collection<Integer>> copies = new ArrayList<>();
    private final List<List<Integer>> modelsOfCopies = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    RandomPipeline(long seed) {
        this.seed = seed;
        random = new Random(seed);
        size = random.nextInt(MOST_ELEMENTS);
        model = IntStream.range(0, size).boxed().toList();
    }

    void check() throws Exception {
        boolean hasDeadline = random.nextInt(5) == 0;
        Duration deadline = hasDeadline ? Duration.ofMillis(random.nextInt(40)) : Duration.ofDays(1);
        try (CancellableContext ctx = Context.background().withTimeout(deadline);
                Pipeline pipeline = Pipeline.withContext(ctx)) {
            text.append("seed ").append(seed).append(", from ").append(size);
            Stage<Integer> stage = pipeline.from(model);
            int stages = random.nextInt(MOST_STAGES);
            for (int i = 0; i < stages; i++) {
                stage = next(pipeline, stage, "stage " + i);
            }
            if (random.nextInt(3) == 0) {
                stage = limit(stage);
            }
            compare(stage.collect(Collectors.toList()));
        } catch (DeadlineExceededException e) {
            assertThat(hasDeadline).as(text.toString()).isTrue();
        } catch (StageException e) {
            try {
                compare(e);
            } catch (AssertionError wrong) {
                wrong.addSuppressed(e);
                throw wrong;
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(text.toString(), e);
        }
    }

    private void compare(List<Integer> result) {
        if (!ranOut) {
            compareCertain();
        }
        assertThat(result).as(text.toString()).hasSize(size);
        if (ordered) {
            assertThat(result).as(text.toString()).isEqualTo(model);
        } else {
            List<Integer> rest = new ArrayList<>(model);
            result.forEach(each -> assertThat(rest.remove((Object) each))
                    .as(each + " in " + text)
                    .isTrue());
        }
    }

    private void compareCertain() {
        assertThat(failingNumbers)
                .as("elements at which a function should have failed: " + text)
                .isEmpty();
        for (int i = 0; i < copies.size(); i++) {
            assertThat(copies.get(i))
                    .as("copies " + i + " of " + text)
                    .containsExactlyInAnyOrderElementsOf(modelsOfCopies.get(i));
        }
    }

    private void compare(StageException thrown) {
        assertThat(thrown.stage()).as(text.toString()).isEqualTo(failingStage);
        assertThat(thrown).hasCauseExactlyInstanceOf(IOException.class);
        assertThat((int) thrown.element()).as(text.toString()).isIn(failingNumbers);
    }

    private Stage<Integer> next(Pipeline pipeline, Stage<Integer> stage, String name) {
        int workers = 1 + random.nextInt(4);
        int kind = random.nextInt(12);
        text.append(", ").append(kind).append(" x ").append(workers);
        return switch (kind) {
            case 0 -> stage.map(plus(name)).named(name);
            case 1 -> {
                Stage<Integer> result = stage.map(workers, plus(name)).named(name);
                ordered &= workers == 1;
                yield result;
            }
            case 2 -> stage.mapOrdered(workers, plus(name)).named(name);
            case 3 -> {
                Stage.Mapper<Integer, Integer> function = function(name);
                model = model.stream().filter(each -> each % 3 != 0).toList();
                size = model.size();
                yield stage.filter(each -> function.map(each) % 3 != 0).named(name);
            }
            case 4, 5 -> {
                Stage.Mapper<Integer, Integer> function = function(name);
                model = model.stream()
                        .flatMap(each -> Collections.nCopies(each % 3, each).stream())
                        .toList();
                size = model.size();
                Stage.Mapper<Integer, List<Integer>> copying =
                        each -> Collections.nCopies(function.map(each) % 3, each);
                Stage<Integer> result = kind == 4 ? stage.flatMap(copying) : stage.flatMap(workers, copying);
                ordered &= kind == 4 || workers == 1;
                yield result.named(name);
            }
            case 6 -> stage.batch(workers).flatMap(each -> each);
            case 7 -> stage.batch(workers, Duration.ofMillis(random.nextInt(4))).flatMap(each -> each);
            case 8 -> stage.buffer(random.nextInt(3));
            case 9 -> {
                List<Integer> more = IntStream.range(100, 100 + random.nextInt(MOST_ELEMENTS))
                        .boxed()
                        .toList();
                List<Integer> all = new ArrayList<>(model);
                all.addAll(more);
                model = all;
                ordered = false;
                size = all.size();
                yield stage.merge(pipeline.from(more));
            }
            case 10 -> {
                Stage.Mapper<Integer, Integer> function = function(name);
                Collection<Integer> copy = new ConcurrentLinkedQueue<>();
                copies.add(copy);
                modelsOfCopies.add(model);
                yield stage.tee(branch -> branch.map(function).named(name).forEach(workers, copy::add));
            }
            default -> ordered ? limit(stage) : stage;
        };
    }

    private Stage<Integer> limit(Stage<Integer> stage) {
        ranOut |= !copies.isEmpty() || !failingNumbers.isEmpty();
        int limit = random.nextInt(MOST_ELEMENTS);
        text.append(", limit ").append(limit);
        size = Math.min(size, limit);
        model = ordered ? model.subList(0, size) : model;
        return stage.limit(limit);
    }

    private Stage.Mapper<Integer, Integer> plus(String name) {
        Stage.Mapper<Integer, Integer> function = function(name);
        model = model.stream().map(each -> each + 1).toList();
        return each -> function.map(each) + 1;
    }

    /** {@return a function that returns its argument, takes some time, and perhaps fails at one element} */
    private Stage.Mapper<Integer, Integer> function(String name) {
        long salt = random.nextLong();
        int failing = -1;
        if (failingNumbers.isEmpty() && !model.isEmpty() && size == model.size() && random.nextInt(10) == 0) {
            int value = model.get(random.nextInt(model.size()));
            failing = value;
            failingValue = value;
            failingStage = name;
            List<Integer> input = model;
            failingNumbers = IntStream.rangeClosed(1, input.size())
                    .filter(number -> !ordered || input.get(number - 1) == value)
                    .boxed()
                    .toList();
            text.append(", fails at ").append(failingValue);
        }
        int bad = failing;
        return each -> {
            Random own = new Random(salt + each);
            if (own.nextInt(4) == 0) {
                Go.sleep(Duration.ofMillis(own.nextInt(5)));
            }
            if (each == bad) {
                throw new IOException("bad");
            }
            return each;
        };
    }
}
