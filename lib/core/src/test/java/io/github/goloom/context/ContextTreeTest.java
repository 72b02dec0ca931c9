package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a context ends all that were derived from it, at once, and nothing else. */
@SuppressWarnings("MustBeClosedChecker")
class ContextTreeTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final ContextKey<Integer> KEY = ContextKey.of("key");

    /** A way to derive a context. */
    enum Kind {
        CANCEL {
            @Override
            Context of(Context parent) {
                return parent.withCancel();
            }
        },
        TIMEOUT {
            @Override
            Context of(Context parent) {
                return parent.withTimeout(LONG);
            }
        },
        VALUE {
            @Override
            Context of(Context parent) {
                return parent.withValue(KEY, 1);
            }
        },
        MERGE {
            @Override
            Context of(Context parent) {
                return Context.merge(Context.background(), parent);
            }
        },
        OTHER {
            @Override
            Context of(Context parent) {
                return OtherContext.wrapping(parent);
            }
        },
        CANCEL_OF_OTHER {
            @Override
            Context of(Context parent) {
                return OtherContext.wrapping(parent).withCancel();
            }
        };

        abstract Context of(Context parent);
    }

    /** A cancelled context is done when cancel returns (CTX-009, CTX-010). */
    @Test
    void cancel_ofAContext_endsItAtOnce() throws Exception {
        CancellableContext ctx = Context.background().withCancel();
        assertThat(ctx.done().tryReceive()).isInstanceOf(Received.Empty.class);

        ctx.cancel();

        assertThat(ctx.isDone()).isTrue();
        assertThat(ctx.done().tryReceive()).isInstanceOf(Received.Closed.class);
        assertThat(ctx.err()).isInstanceOf(ContextCancelledException.class);
    }

    /**
     * What was derived from a context is done when the cancel of the parent returns, however it was derived (CTX-009,
     * CTX-010).
     */
    @ParameterizedTest
    @EnumSource
    void cancel_ofTheParent_endsEveryDescendantAtOnce(Kind kind) {
        CancellableContext parent = Context.background().withCancel();
        Context child = kind.of(parent);
        Context grandchild = kind.of(child);
        assertThat(grandchild.err()).isNull();

        parent.cancel();

        for (Context each : List.of(child, grandchild)) {
            assertThat(each.isDone()).isTrue();
            assertThat(each.done().isClosed()).isTrue();
            assertThat(each.err()).isInstanceOf(ContextCancelledException.class);
        }
    }

    /** A cancelled context may be cancelled and closed again (CTX-011). */
    @Test
    void cancel_again_doesNothing() {
        CancellableContext ctx = Context.background().withCancel();
        ctx.cancel();
        Throwable cause = ctx.cause();

        ctx.cancel();
        ctx.cancel(new IllegalStateException("too late"));
        ctx.close();

        assertThat(ctx.cause()).isSameAs(cause);
    }

    /** Cancel does not wait for those who work with the context (CTX-011). */
    @Test
    void cancel_whileSomebodyWorks_doesNotWait() throws Exception {
        CancellableContext ctx = Context.background().withCancel();
        Chan<String> work = Chan.unbuffered();
        Goroutine<String> worker = Goroutine.call(() -> {
                    Context request = ctx.withValue(KEY, 1);
                    return work.receive() + request.isDone();
                })
                .parkedOn(work);

        ctx.cancel();

        Goroutine.assertStillParked(worker);
        work.send("done: ");
        assertThat(worker.result()).isEqualTo("done: true");
    }

    /** A child that ends leaves its parent and its siblings as they are (CTX-013). */
    @ParameterizedTest
    @EnumSource
    void cancel_ofAChild_leavesParentAndSiblings(Kind kind) {
        CancellableContext parent = Context.background().withCancel();
        Context sibling = kind.of(parent);
        CancellableContext child = kind.of(parent).withCancel();

        child.cancel();

        assertThat(child.isDone()).isTrue();
        assertThat(sibling.isDone()).isFalse();
        assertThat(parent.isDone()).isFalse();
        assertThat(parent.err()).isNull();
    }

    /** A child of a context that is done is born done, with its error and cause (CTX-016). */
    @ParameterizedTest
    @EnumSource
    void derive_parentIsDone_isBornDone(Kind kind) {
        CancellableContext parent = Context.background().withCancel();
        parent.cancel(new IllegalStateException("first"));

        Context child = kind.of(parent);

        assertThat(child.isDone()).isTrue();
        assertThat(child.err()).isInstanceOf(ContextCancelledException.class);
        assertThat(child.cause()).isSameAs(parent.cause());
    }

    /** A child derived while its parent is being cancelled ends with the cause of the parent (CTX-017). */
    @ParameterizedTest
    @EnumSource
    void derive_whileTheParentIsCancelled_endsWithItsCause(Kind kind) throws Exception {
        for (int round = 0; round < 200; round++) {
            CancellableContext parent = Context.background().withCancel();
            IllegalStateException cause = new IllegalStateException("cause");
            Start start = new Start();
            Goroutine<Void> canceller = Goroutine.platform(() -> {
                start.go();
                parent.cancel(cause);
            });
            start.go();
            Context child = kind.of(parent);
            canceller.result();

            assertThat(child.cause()).isSameAs(cause);
            assertThat(child.done().isClosed()).isTrue();
        }
    }

    /**
     * The hundred contexts of a tree, all cancelled at once in any order, are all done, and nobody blocks (CTX-018).
     */
    @RepeatedTest(10)
    void cancel_ofAWholeTreeAtOnce_endsAll() throws Exception {
        List<CancellableContext> tree = new ArrayList<>();
        tree.add(Context.background().withCancel());
        Random random = new Random(18);
        for (int i = 1; i < 100; i++) {
            Context parent = tree.get(random.nextInt(tree.size()));
            tree.add(random.nextBoolean() ? parent.withCancel() : parent.withTimeout(LONG));
        }
        List<CancellableContext> shuffled = new ArrayList<>(tree);
        Collections.shuffle(shuffled, random);
        List<Goroutine<Void>> cancellers = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(shuffled.size());
        for (CancellableContext each : shuffled) {
            cancellers.add(Goroutine.go(() -> {
                start.await();
                each.cancel();
                assertThat(each.isDone()).isTrue();
            }));
        }
        for (Goroutine<Void> each : cancellers) {
            each.result();
        }
        assertThat(tree).allMatch(each -> each.done().isClosed() && each.err() != null && each.cause() != null);
    }

    /**
     * Who reacts to the end of the parent by cancelling the child, while the parent is being cancelled, does not block
     * (CTX-019).
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancel_ofAChildInReactionToItsParent_doesNotBlock(boolean viaFunction) throws Exception {
        for (int round = 0; round < 500; round++) {
            CancellableContext parent = Context.background().withCancel();
            CancellableContext child = parent.withCancel();
            if (viaFunction) {
                parent.afterFunc(child::cancel);
            } else {
                Goroutine.go(() -> {
                    parent.done().receive();
                    child.cancel();
                });
            }
            parent.cancel();
            assertThat(child.isDone()).isTrue();
        }
    }

    /** Whichever layer of thirty is cancelled, the leaf is done; its values can be read before and after (CTX-020). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void cancel_ofAnyLayer_endsTheLeafAndKeepsItsValues(long seed) {
        Random random = new Random(seed);
        Context leaf = Context.background();
        List<CancellableContext> cancellable = new ArrayList<>();
        List<ContextKey<Integer>> keys = new ArrayList<>();
        while (cancellable.size() + keys.size() < 40 || cancellable.isEmpty()) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    ContextKey<Integer> key = ContextKey.of("key");
                    leaf = leaf.withValue(key, keys.size());
                    keys.add(key);
                }
                case 1 -> {
                    cancellable.add(leaf.withCancel());
                    leaf = cancellable.getLast();
                }
                default -> {
                    cancellable.add(leaf.withTimeout(LONG));
                    leaf = cancellable.getLast();
                }
            }
        }
        assertHasValues(leaf, keys);
        assertThat(leaf.err()).isNull();

        cancellable.get(random.nextInt(cancellable.size())).cancel();

        assertThat(leaf.err()).isInstanceOf(ContextCancelledException.class);
        assertHasValues(leaf, keys);
    }

    private static void assertHasValues(Context leaf, List<ContextKey<Integer>> keys) {
        for (int i = 0; i < keys.size(); i++) {
            assertThat(leaf.value(keys.get(i))).isEqualTo(i);
        }
    }

    /** The done channel has nothing to take out at once, before and after the end. */
    @Test
    void drainTo_ofTheDoneChannel_findsNothing() throws Exception {
        try (CancellableContext context = CancellableContext.childOf(Context.background())) {
            List<Void> target = new ArrayList<>();
            assertThat(context.done().drainTo(target, 2)).isZero();

            context.cancel();

            assertThat(context.done().drainTo(target, 2)).isZero();
            assertThat(context.done().receiveUpTo(2)).isEmpty();
            assertThat(target).isEmpty();
        }
    }
}
