package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The name of a context is its parent's and what it adds; no value is told that may be secret. */
class ContextStringTest {
    private static final ContextKey<Object> KEY = ContextKey.of("key");
    private static final int LAYERS = 100_000;

    private final Context background = Context.background();

    /** What must not be printed. */
    private static final class Secret {
        @Override
        public String toString() {
            return "secret";
        }
    }

    /** The roots have Go's names (CTX-066). */
    @Test
    void toString_ofTheRoots_isGos() {
        assertThat(background).hasToString("context.Background");
        assertThat(Context.todo()).hasToString("context.TODO");
    }

    /** A context that can be cancelled says so (CTX-066). */
    @Test
    void toString_withCancel_addsItsName() {
        try (CancellableContext context = background.withCancel();
                CancellableContext child = context.withCancel()) {
            assertThat(context).hasToString("context.Background.WithCancel");
            assertThat(child).hasToString("context.Background.WithCancel.WithCancel");
        }
    }

    /** It is the same after the end (CTX-066). */
    @Test
    void toString_afterTheEnd_isTheSame() {
        CancellableContext context = CancellableContext.childOf(background);

        context.cancel();

        assertThat(context).hasToString("context.Background.WithCancel");
    }

    /** One with a deadline tells it, and how much is left (CTX-066). */
    @Test
    void toString_withDeadline_tellsItAndWhatIsLeft() {
        Instant at = Instant.now().plus(Duration.ofHours(10));
        try (CancellableContext context = background.withDeadline(at)) {
            String name = context.toString();

            assertThat(name)
                    .startsWith("context.Background.WithDeadline(" + at + " [")
                    .endsWith("])");
            String left = name.substring(name.indexOf('[') + 1, name.indexOf(']'));
            assertThat(Duration.parse(left)).isBetween(Duration.ofHours(9), Duration.ofHours(10));
        }
    }

    /** A timeout is a deadline (CTX-066). */
    @Test
    void toString_withTimeout_isThatOfADeadline() {
        try (CancellableContext context = background.withTimeout(Duration.ofHours(1), new Exception("late"))) {
            assertThat(context.toString())
                    .startsWith("context.Background.WithDeadline("
                            + context.deadline().orElseThrow() + " [PT59M");
        }
    }

    /** A deadline after the parent's makes a context that can only be cancelled (CTX-066). */
    @Test
    void toString_laterDeadlineThanTheParents_isThatOfWithCancel() {
        try (CancellableContext parent = background.withTimeout(Duration.ofHours(1));
                CancellableContext child = parent.withTimeout(Duration.ofHours(2))) {
            assertThat(child.toString()).endsWith("]).WithCancel");
        }
    }

    /** A value shows its key; one that is a text is shown (CTX-066, CTX-067). */
    @Test
    void toString_textAsValue_isShown() {
        assertThat(background.withValue(KEY, "ann")).hasToString("context.Background.WithValue(key, ann)");
    }

    /** No value is as in Go (CTX-067). */
    @Test
    void toString_nullAsValue_isNil() {
        assertThat(background.withValue(KEY, null)).hasToString("context.Background.WithValue(key, <nil>)");
    }

    /** Of any other value only the class is told (CTX-067). */
    @Test
    void toString_otherValue_isItsClass() {
        assertThat(background.withValue(KEY, 7)).hasToString("context.Background.WithValue(key, java.lang.Integer)");
        assertThat(background.withValue(KEY, new Secret()))
                .hasToString("context.Background.WithValue(key, " + Secret.class.getName() + ")")
                .asString()
                .doesNotContain("secret");
    }

    /** One without cancel says so (CTX-066). */
    @Test
    void toString_withoutCancel_addsItsName() {
        assertThat(Context.todo().withoutCancel()).hasToString("context.TODO.WithoutCancel");
    }

    /** A merged one tells all parents. */
    @Test
    void toString_merged_tellsTheParents() {
        try (CancellableContext context =
                Context.merge(background, Context.todo().withValue(KEY, "ann"))) {
            assertThat(context)
                    .hasToString("context.Merge(context.Background, context.TODO.WithValue(key, ann)).WithCancel");
        }
    }

    /** A foreign parent is asked for its name (CTX-067). */
    @Test
    void toString_belowAForeignContext_startsWithItsName() {
        try (CancellableContext context =
                new Foreign(background).withoutCancel().withValue(KEY, null).withCancel()) {
            assertThat(context).hasToString("foreign.WithoutCancel.WithValue(key, <nil>).WithCancel");
        }
    }

    /**
     * The name of a line of any length needs no stack, and shows its end (CTX-066). <b>Differs from Go</b>, which shows
     * all.
     */
    @Test
    void toString_manyLayers_tellsTheLast() {
        Context context = background;
        for (int i = 0; i < LAYERS; i++) {
            context = context.withValue(KEY, null);
        }

        assertThat(context.toString())
                .matches("…(\\.WithValue\\(key, <nil>\\)){40,60}")
                .hasSizeLessThan(1_100);
    }

    /** A long value or key is cut off. */
    @Test
    void toString_longValue_isCutOff() {
        ContextKey<String> key = ContextKey.of("k".repeat(1_000_000));

        assertThat(background.withValue(key, "v".repeat(1_000_000)).toString())
                .startsWith("context.Background.WithValue(kkk")
                .contains("k…, v")
                .endsWith("v…)")
                .hasSizeLessThan(300);
    }

    /** Contexts that were merged again and again are told only as far as there is room, be they wide, deep, or both. */
    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void toString_mergedAgainAndAgain_isShort() {
        Context twice = background;
        Context deep = background;
        for (int i = 0; i < LAYERS; i++) {
            twice = i < 60 ? Context.merge(twice, twice) : twice;
            deep = Context.merge(deep, background);
        }
        Context[] many = new Context[LAYERS];
        Arrays.fill(many, twice);

        for (Context each : List.of(twice, deep, Context.merge(background, many))) {
            assertThat(each.toString())
                    .startsWith("context.Merge(")
                    .endsWith(").WithCancel")
                    .hasSizeLessThan(3_000);
        }
    }

    /** Nor is the message longer that refuses a task. */
    @Test
    void execute_contextOfManyLayersDone_messageIsShort() {
        CancellableContext root = CancellableContext.childOf(background);
        Context context = root;
        for (int i = 0; i < LAYERS; i++) {
            context = context.withValue(KEY, "value");
        }
        Executor executor = ContextBridges.executor(context);
        root.cancel();

        assertThatThrownBy(() -> executor.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_200));
    }
}
