package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values are looked up from the leaf to the root, and a layer with a value is its parent in all else. */
class ContextValueTest {
    private static final ContextKey<String> USER = ContextKey.of("user");
    private static final ContextKey<Integer> DEPTH = ContextKey.of("depth");
    private static final int LAYERS = 100_000;

    /** A layer has its value and those of the layers above it (CTX-043). */
    @Test
    void value_ofSeveralLayers_isThatOfItsKey() {
        Context context = Context.background().withValue(USER, "ann").withValue(DEPTH, 7);

        assertThat(context.value(USER)).isEqualTo("ann");
        assertThat(context.value(DEPTH)).isEqualTo(7);
    }

    /** The nearest layer that has the key wins (CTX-043). */
    @Test
    void value_sameKeyTwice_isTheNearest() {
        Context outer = Context.background().withValue(USER, "ann");
        Context inner = outer.withValue(USER, "bob");

        assertThat(inner.value(USER)).isEqualTo("bob");
    }

    /** A further layer changes nothing for who has the outer context (CTX-043). */
    @Test
    void value_ofTheParent_isNotChangedByAChild() {
        Context outer = Context.background().withValue(USER, "ann");
        Context inner = outer.withValue(USER, "bob");

        assertThat(List.of(outer.value(USER), inner.value(USER))).containsExactly("ann", "bob");
    }

    /** Values come through layers of every kind (CTX-043). */
    @Test
    void value_belowOtherKindsOfContext_isInherited() {
        Context root = Context.todo().withValue(USER, "ann");
        try (CancellableContext cancellable = root.withCancel();
                CancellableContext timed = cancellable.withoutCancel().withTimeout(Duration.ofHours(1));
                CancellableContext merged = Context.merge(timed, Context.background())) {
            assertThat(merged.withValue(DEPTH, 1).value(USER)).isEqualTo("ann");
        }
    }

    /** A key is equal to itself alone, whatever its name and the type of its values (CTX-044). */
    @Test
    void value_otherKeyOfTheSameName_isNotFound() {
        Context context = Context.background().withValue(USER, "ann");

        assertThat(context.value(ContextKey.<String>of("user"))).isNull();
        assertThat(context.value(USER)).isEqualTo("ann");
    }

    /** Keys of the same name each have their own value (CTX-044). */
    @Test
    void value_keysOfTheSameName_areIndependent() {
        ContextKey<Integer> first = ContextKey.of("1");
        ContextKey<Integer> second = ContextKey.of("1");
        Context context = Context.background().withValue(first, 1).withValue(second, 2);

        assertThat(List.of(context.value(first), context.value(second))).containsExactly(1, 2);
    }

    /** A null hides the value further up, and looks as if there were none (CTX-045). */
    @Test
    void value_nullInANearerLayer_hidesTheOuterOne() {
        Context outer = Context.background().withValue(USER, "ann");

        assertThat(outer.withValue(USER, null).value(USER)).isNull();
    }

    /** What hides a value can be hidden itself (CTX-045). */
    @Test
    void value_belowANull_isSeenAgain() {
        Context context = Context.background().withValue(USER, null).withValue(USER, "bob");

        assertThat(context.value(USER)).isEqualTo("bob");
    }

    /** A null key is refused when the layer is made, by name (CTX-046). */
    @Test
    void withValue_nullKey_throwsNamingIt() {
        assertThatThrownBy(() -> Context.background().withValue(null, "ann"))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("key");
    }

    /** The done channel is the parent's own (CTX-047). */
    @Test
    void done_ofALayer_isTheParentsChannel() {
        try (CancellableContext parent = Context.background().withCancel()) {
            assertThat(parent.withValue(USER, "ann").withValue(DEPTH, 1).done()).isSameAs(parent.done());
        }
    }

    /** So is the deadline (CTX-047). */
    @Test
    void deadline_ofALayer_isTheParents() {
        try (CancellableContext parent = Context.background().withTimeout(Duration.ofHours(1))) {
            assertThat(parent.withValue(USER, "ann").deadline())
                    .isEqualTo(parent.deadline())
                    .isPresent();
        }
    }

    /** And the end with its error and cause (CTX-047). */
    @Test
    void end_ofTheParent_isTheLayersToo() {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        Context layer = parent.withValue(USER, "ann");
        Exception cause = new Exception("why");
        assertThat(layer.err()).isNull();

        parent.cancel(cause);

        assertThat(layer.isDone()).isTrue();
        assertThat(layer.err()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(layer.cause()).isSameAs(cause);
    }

    /** The values stay after the end (CTX-047). */
    @Test
    void value_afterTheEnd_isStillThere() {
        CancellableContext context =
                CancellableContext.childOf(Context.background().withValue(USER, "ann"));

        context.cancel();

        assertThat(context.value(USER)).isEqualTo("ann");
    }

    /** A key that no layer has gives null, at a root of either kind and below (CTX-048). */
    @Test
    void value_absent_isNull() {
        assertThat(Context.background().value(USER)).isNull();
        assertThat(Context.todo().value(USER)).isNull();
        assertThat(Context.background().withValue(DEPTH, 1).value(USER)).isNull();
    }

    /** A lookup through any number of layers needs no stack (CTX-049). */
    @Test
    void value_belowManyLayers_isFound() {
        Context context = Context.background().withValue(USER, "ann");
        for (int i = 0; i < LAYERS; i++) {
            context = context.withValue(DEPTH, i);
        }

        assertThat(context.value(USER)).isEqualTo("ann");
        assertThat(context.value(DEPTH)).isEqualTo(LAYERS - 1);
    }

    /** Nor does one through layers of several kinds (CTX-049). */
    @Test
    void value_belowManyLayersOfSeveralKinds_isFound() {
        Context context = Context.background().withValue(USER, "ann");
        for (int i = 0; i < LAYERS / 3; i++) {
            context = CancellableContext.childOf(context.withoutCancel()).withValue(DEPTH, i);
        }

        assertThat(context.value(USER)).isEqualTo("ann");
    }

    /** What a layer has of its parent, it has at once, however long the line of layers (CTX-047, CTX-049). */
    @Test
    void done_belowManyLayers_isThatOfTheScope() {
        try (CancellableContext parent = Context.background().withCancel()) {
            Context context = parent;
            for (int i = 0; i < LAYERS; i++) {
                context = context.withValue(DEPTH, i);
            }

            assertThat(context.done()).isSameAs(parent.done());
            assertThat(context.err()).isNull();
        }
    }
}
