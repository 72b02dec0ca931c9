package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a context, seen by others while it happens. */
@SuppressWarnings("MustBeClosedChecker")
class ContextRaceTest {
    private static final int ROUNDS = 150;

    /** Whose end is looked at: that of the one that is cancelled, or one that ends with it. */
    enum Seen {
        ITSELF,
        CHILD,
        VALUE,
        MERGED;

        Context of(Context parent) {
            return switch (this) {
                case ITSELF -> parent;
                case CHILD -> parent.withCancel();
                case VALUE -> parent.withValue(ContextKey.of("key"), 1);
                case MERGED -> Context.merge(Context.background(), parent);
            };
        }
    }

    /** What a thread sees at the moment of the end, in each of many rounds. */
    private static <T> List<T> look(Seen seen, Look<T> look) throws Exception {
        List<T> found = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            CancellableContext parent = Context.background().withCancel();
            Context ctx = seen.of(parent);
            Start start = new Start();
            Goroutine<T> looking = Goroutine.call(() -> {
                start.go();
                return look.at(parent, ctx);
            });
            start.go();
            parent.cancel(new IllegalStateException("cause"));
            found.add(looking.result());
        }
        return found;
    }

    /** Looks until it has seen the end. */
    @FunctionalInterface
    private interface Look<T> {
        T at(Context parent, Context ctx) throws Exception;
    }

    /** Once the error is there, the done channel is closed (CTX-005). */
    @ParameterizedTest
    @EnumSource
    void err_notNull_doneIsClosed(Seen seen) throws Exception {
        assertThat(look(seen, (parent, ctx) -> {
                    while (ctx.err() == null) {
                        Thread.onSpinWait();
                    }
                    return ctx.done().isClosed() && ctx.isDone() && ctx.cause() != null;
                }))
                .containsOnly(true);
    }

    /** Once the cause is there, the error is, and the done channel is closed (CTX-005). */
    @ParameterizedTest
    @EnumSource
    void cause_notNull_doneIsClosed(Seen seen) throws Exception {
        assertThat(look(seen, (parent, ctx) -> {
                    while (ctx.cause() == null) {
                        Thread.onSpinWait();
                    }
                    return ctx.done().isClosed() && ctx.isDone() && ctx.err() != null;
                }))
                .containsOnly(true);
    }

    /** Once the done channel is closed, the error and the cause are there (CTX-004, CTX-005). */
    @ParameterizedTest
    @EnumSource
    void done_closed_errIsNotNull(Seen seen) throws Exception {
        assertThat(look(seen, (parent, ctx) -> {
                    while (!ctx.done().isClosed()) {
                        Thread.onSpinWait();
                    }
                    return ctx.err() != null && ctx.cause() != null && ctx.isDone();
                }))
                .containsOnly(true);
    }

    /** Once the context says that it is done, everything else says so (CTX-005). */
    @ParameterizedTest
    @EnumSource
    void isDone_true_errIsNotNull(Seen seen) throws Exception {
        assertThat(look(seen, (parent, ctx) -> {
                    while (!ctx.isDone()) {
                        Thread.onSpinWait();
                    }
                    return ctx.err() != null && ctx.done().isClosed();
                }))
                .containsOnly(true);
    }

    /** A receive from the done channel returns once the error is there (CTX-005). */
    @ParameterizedTest
    @EnumSource
    void receive_fromDone_errIsNotNull(Seen seen) throws Exception {
        assertThat(look(seen, (parent, ctx) -> {
                    ctx.done().receive();
                    return ctx.err() != null && ctx.cause() != null;
                }))
                .containsOnly(true);
    }

    /** Once a child is done, its parent is (CTX-021). */
    @ParameterizedTest
    @EnumSource
    void child_done_parentIsDone(Seen seen) throws Exception {
        assertThat(look(seen, (parent, ctx) -> {
                    while (!ctx.isDone()) {
                        Thread.onSpinWait();
                    }
                    return parent.isDone() && parent.done().isClosed();
                }))
                .containsOnly(true);
    }

    /** A cause is null or the final one, never something else (CTX-041). */
    @ParameterizedTest
    @EnumSource
    void cause_polled_isNullOrTheFinalOne(Seen seen) throws Exception {
        assertThat(look(seen, (parent, ctx) -> {
                    Set<Throwable> causes = new HashSet<>();
                    while (!ctx.isDone()) {
                        causes.add(ctx.cause());
                    }
                    causes.add(ctx.cause());
                    causes.remove(null);
                    return causes.size() == 1 && causes.contains(parent.cause());
                }))
                .containsOnly(true);
    }

    /** Those who cancel at once, each with a cause of its own, agree on one, and so does the deadline (CTX-012). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancel_byManyAtOnce_allSeeTheSameCause(boolean deadline) throws Exception {
        for (int round = 0; round < 100; round++) {
            List<Throwable> causes = Stream.<Throwable>generate(IllegalStateException::new)
                    .limit(8)
                    .toList();
            CyclicBarrier start = new CyclicBarrier(causes.size());
            CancellableContext ctx = deadline
                    ? Context.background().withTimeout(Duration.ofNanos(50_000), causes.getFirst())
                    : Context.background().withCancel();
            List<Goroutine<Throwable>> cancellers = new ArrayList<>();
            for (Throwable each : causes) {
                cancellers.add(Goroutine.call(() -> {
                    start.await();
                    ctx.cancel(each);
                    return ctx.cause();
                }));
            }
            for (Goroutine<Throwable> each : cancellers) {
                assertThat(each.result()).isSameAs(ctx.cause());
            }
            assertThat(causes).contains(ctx.cause());
        }
    }

    /** Those who ask a closed context at once for a cause that nobody made agree on one (CTX-012, CTX-034). */
    @Test
    void cause_ofAClosedContextAskedAtOnce_isOne() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CancellableContext ctx = Context.background().withCancel();
            ctx.close();
            Start start = new Start();
            Goroutine<Throwable> other = Goroutine.call(() -> {
                start.go();
                return ctx.cause();
            });
            start.go();
            Throwable cause = ctx.cause();
            assertThat(other.result()).isSameAs(cause);
        }
    }
}
