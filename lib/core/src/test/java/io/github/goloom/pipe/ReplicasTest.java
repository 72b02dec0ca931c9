package io.github.goloom.pipe;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first success of several queries, and what becomes of the others. */
@Timeout(60)
class ReplicasTest {
    private static final int ROUNDS = 2_000;

    private final Context background = Context.background();

    /** What runs, and what has ended by an interrupt. */
    private final AtomicInteger running = new AtomicInteger();

    private final AtomicInteger interrupted = new AtomicInteger();

    /** The first success is the result; the others are interrupted and have ended on return. */
    @Test
    void first_oneSucceeds_othersAreInterruptedAndJoined() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);

        String result = Replicas.first(background, slow(begun), slow(begun), () -> {
            begun.await();
            return "fast";
        });

        assertThat(result).isEqualTo("fast");
        assertThat(running).hasValue(0);
        assertThat(interrupted).hasValue(2);
    }

    /** A null is a result as any. */
    @Test
    void first_nullResult_isASuccess() throws Exception {
        List<Callable<String>> tasks = List.of(() -> null, this::never);

        assertThat(Replicas.first(background, tasks)).isNull();
    }

    /** A failure does not end the others. */
    @Test
    void first_oneFails_theOtherIsTheResult() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);

        int result = Replicas.first(
                background,
                () -> {
                    failed.countDown();
                    throw new IOException("broken");
                },
                () -> {
                    failed.await();
                    return 7;
                });

        assertThat(result).isEqualTo(7);
    }

    /** If all fail, the first failure is the cause. */
    @Test
    void first_allFail_throwsTheFirst() {
        AtomicReference<Thread> first = new AtomicReference<>();
        List<Integer> replicas = IntStream.range(0, 20).boxed().toList();

        assertThatThrownBy(() -> Replicas.first(background, replicas, (replica, ctx) -> {
                    if (replica == 3) {
                        first.set(Thread.currentThread());
                        throw new IOException("first");
                    }
                    Goroutine.until(() -> first.get() != null);
                    first.get().join();
                    throw new IllegalArgumentException("later");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasMessage("all 20 failed, the first by java.io.IOException: first")
                .cause()
                .isInstanceOf(IOException.class);
    }

    /** The other failures are suppressed ones of the first, but not more than 16. */
    @Test
    void first_manyFail_suppressesABoundedNumber() {
        Callable<String> failing = () -> {
            throw new StackOverflowError();
        };

        assertThatThrownBy(() -> Replicas.first(background, nCopies(3, failing)))
                .hasCauseInstanceOf(StackOverflowError.class)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(2));
        assertThatThrownBy(() -> Replicas.first(background, nCopies(30, failing)))
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(16));
    }

    /** The end of the context comes out as its error, after the queries have ended. */
    @Test
    void first_contextEnds_throwsItsErrorAfterAllHaveEnded() throws Exception {
        try (CancellableContext ctx = background.withCancel()) {
            CountDownLatch begun = new CountDownLatch(2);
            Goroutine<String> caller = Goroutine.call(() -> Replicas.first(ctx, slow(begun), slow(begun)));
            begun.await();

            ctx.cancel(new IOException("gone"));

            assertThat(caller.failure())
                    .isInstanceOf(ContextCancelledException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(running).hasValue(0);
        }
    }

    /** A success that comes after the end of the context is none. */
    @Test
    void first_successAfterTheEnd_throwsTheError() {
        try (CancellableContext ctx = background.withCancel()) {
            assertThatThrownBy(() -> Replicas.first(ctx, () -> {
                        ctx.cancel();
                        return "late";
                    }))
                    .isInstanceOf(ContextCancelledException.class);
        }
    }

    /** A context that is done on entry wins, even over an interrupt; nothing is started. */
    @Test
    void first_contextDone_startsNothing() throws Exception {
        try (CancellableContext ctx = background.withCancel()) {
            ctx.cancel();
            Goroutine<String> caller = Goroutine.call(() -> {
                Thread.currentThread().interrupt();
                return Replicas.first(ctx, this::counted);
            });

            assertThat(caller.failure()).isInstanceOf(ContextCancelledException.class);
            assertThat(running).hasValue(0);
        }
    }

    /** An interrupt on entry starts nothing and leaves nothing to complain of. */
    @Test
    void first_interruptedOnEntry_startsNothing() throws Exception {
        Goroutine<String> caller = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            return Replicas.first(background, this::counted, this::counted);
        });

        assertThat(caller.failure()).isInstanceOf(InterruptedException.class).hasNoSuppressedExceptions();
        assertThat(running).hasValue(0);
    }

    /** An interrupt between two starts ends those that were started, and is all that comes out. */
    @Test
    void first_interruptedWhileStarting_endsTheStarted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Goroutine<String> caller = Goroutine.call(() -> {
            Thread self = Thread.currentThread();
            Callable<String> interrupting = () -> {
                self.interrupt();
                return slow(begun).call();
            };
            return Replicas.first(background, nCopies(1_000, interrupting));
        });

        assertThat(caller.failure()).isInstanceOf(InterruptedException.class).hasNoSuppressedExceptions();
        assertThat(running).hasValue(0);
    }

    /** An interrupt ends the queries, and comes out after they have ended. */
    @Test
    void first_interrupted_endsAllAndThrows() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        Goroutine<String> caller = Goroutine.call(() -> Replicas.first(background, slow(begun), slow(begun)));
        begun.await();

        caller.parked().interrupt();

        assertThat(caller.failure()).isInstanceOf(InterruptedException.class);
        assertThat(running).hasValue(0);
        assertThat(interrupted).hasValue(2);
    }

    /** A loser that ignores its interrupt delays the return; an interrupt then does not lose the result. */
    @Test
    void first_interruptedAfterTheSuccess_returnsItAndStaysInterrupted() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Callable<String> deaf = () -> {
            try {
                return slow(begun).call();
            } finally {
                told.countDown();
                awaitDeaf(end);
            }
        };
        Goroutine<String> caller = Goroutine.call(() -> {
            String result = Replicas.first(background, deaf, () -> {
                begun.await();
                return "fast";
            });
            return result + Thread.currentThread().isInterrupted();
        });
        told.await();

        caller.parked().interrupt();

        Goroutine.assertStillParked(caller);
        end.countDown();
        assertThat(caller.result()).isEqualTo("fasttrue");
    }

    /** The context of a query has the values of the caller's, and ends when another query has succeeded. */
    @Test
    void first_withQuery_contextEndsAtTheSuccess() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);

        String result = Replicas.first(background, List.of("slow", "fast"), (replica, ctx) -> {
            if (replica.equals("slow")) {
                begun.countDown();
                ctx.done().receive();
                assertThat(ctx.isDone()).isTrue();
                running.incrementAndGet();
            } else {
                begun.await();
            }
            return replica;
        });

        assertThat(result).isEqualTo("fast");
        assertThat(running).hasValue(1);
    }

    /** Whatever succeeds, fails and ends at once: the result is one of the successes, and nothing is left. */
    @Test
    void first_manyAtOnce_isOneOfTheSuccesses() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            List<Integer> replicas = new ArrayList<>();
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int j = random.nextInt(1, 6); j > 0; j--) {
                replicas.add(random.nextInt(3));
            }
            try {
                int result = Replicas.first(background, replicas, (replica, ctx) -> {
                    running.incrementAndGet();
                    try {
                        return attempt(replica);
                    } finally {
                        running.decrementAndGet();
                    }
                });
                assertThat(result).isPositive();
                assertThat(replicas).contains(result);
            } catch (ExecutionException e) {
                assertThat(replicas).containsOnly(0);
                assertThat(e.getSuppressed()).hasSize(replicas.size() - 1);
            }
            assertThat(running).hasValue(0);
        }
    }

    private static int attempt(int replica) throws IOException {
        if (replica == 0) {
            throw new IOException("broken");
        }
        return replica;
    }

    private String counted() {
        running.incrementAndGet();
        return "counted";
    }

    private String never() throws InterruptedException {
        return Chan.<String>nil().receive();
    }

    private Callable<String> slow(CountDownLatch begun) {
        return () -> {
            running.incrementAndGet();
            begun.countDown();
            try {
                return never();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            } finally {
                running.decrementAndGet();
            }
        };
    }

    private static void awaitDeaf(CountDownLatch latch) {
        for (; ; ) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // deaf
            }
        }
    }
}
