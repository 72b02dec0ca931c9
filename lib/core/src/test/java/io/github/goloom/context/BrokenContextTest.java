package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A foreign context that breaks its promise is named to whoever uses it, and hurts nobody else. */
@SuppressWarnings({"MustBeClosedChecker", "CheckReturnValue"}) // nothing is derived
class BrokenContextTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final String MESSAGE = "done() has ended, but err() is null: foreign";

    private final Foreign foreign = new Foreign(Context.background());

    /** A way to use a context. */
    record Use(String name, ThrowingCallable call) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Use> uses() {
        Foreign broken = Foreign.broken();
        Context layer = broken.withValue(ContextKey.of("key"), 1);
        Instant later = Instant.now().plus(LONG);
        return Stream.of(
                new Use("withCancel", broken::withCancel),
                new Use("childOf", () -> CancellableContext.childOf(broken)),
                new Use("withTimeout", () -> broken.withTimeout(LONG)),
                new Use("withTimeout, over", () -> broken.withTimeout(Duration.ZERO)),
                new Use("withTimeout, cause", () -> broken.withTimeout(LONG, new Exception())),
                new Use("withDeadline", () -> broken.withDeadline(later)),
                new Use("withDeadline, cause", () -> broken.withDeadline(later, new Exception())),
                new Use("merge", () -> Context.merge(broken)),
                new Use("merge, second", () -> Context.merge(Context.background(), broken)),
                new Use("layer", layer::withCancel),
                new Use("untilDone", () -> ContextBridges.untilDone(broken, new CompletableFuture<>())),
                new Use("cancelledByInterrupt", () -> ContextBridges.cancelledByInterrupt(broken, ctx -> 1)),
                new Use("interrupting a body", () -> broken.interrupting(() -> 1)),
                new Use("interrupting a task", () -> broken.interrupting(() -> {})),
                new Use("throwIfDone", broken::throwIfDone),
                new Use("receive", () -> Chan.unbuffered().receive(broken)),
                new Use("send", () -> Chan.buffered(1).send(1, broken)),
                new Use("select", () -> Select.select(broken, Select.receive(Chan.unbuffered()))));
    }

    /** Deriving from one that is done without an error, and waiting with it, is an error that names it (CTX-064). */
    @ParameterizedTest
    @MethodSource("uses")
    void use_doneWithoutError_throwsIllegalState(Use use) {
        assertThatThrownBy(use.call)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(MESSAGE);
    }

    /** A child that was derived before ends, with that error as its cause (CTX-064). */
    @Test
    void child_parentEndsWithoutError_endsWithThatAsTheCause() {
        try (CancellableContext child = foreign.withCancel();
                CancellableContext below = child.withCancel()) {
            foreign.done.close();

            assertThat(child.err()).isExactlyInstanceOf(ContextCancelledException.class);
            assertThat(child.cause())
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage(MESSAGE);
            assertThat(below.cause()).isSameAs(child.cause());
        }
    }

    /** A body that runs with one when it ends without an error: that is what comes out (CTX-064). */
    @Test
    void interrupting_endsWithoutErrorDuringTheBody_throwsIllegalState() throws Exception {
        Goroutine<Integer> waiting = Goroutine.call(() ->
                        foreign.interrupting(() -> Chan.<Integer>unbuffered().receive()))
                .parked();

        foreign.done.close();

        assertThat(waiting.failure())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(MESSAGE);
    }

    /** A wait with one that ends without an error: that is what comes out (CTX-064). */
    @Test
    void receive_endsWithoutErrorWhileParked_throwsIllegalState() throws Exception {
        Goroutine<Object> waiting =
                Goroutine.call(() -> Chan.unbuffered().receive(foreign)).parked();

        foreign.done.close();

        assertThat(waiting.failure()).isExactlyInstanceOf(IllegalStateException.class);
    }

    /** An {@code err()} that throws does not hurt who ends the parent: the child has it as its cause. */
    @Test
    void child_errOfTheParentThrows_endsWithThatAsTheCause() {
        IllegalArgumentException thrown = new IllegalArgumentException("bad err()");
        try (CancellableContext child = foreign.withCancel()) {
            foreign.endFailing(thrown);

            assertThat(child.err()).isExactlyInstanceOf(ContextCancelledException.class);
            assertThat(child.cause()).isSameAs(thrown);
        }
    }

    /** Nor does it hurt the other children and functions, before or after. */
    @Test
    void children_errOfTheParentThrows_allEnd() throws Exception {
        Chan<String> ran = Chan.buffered(1);
        try (CancellableContext first = foreign.withCancel();
                CancellableContext second = foreign.withTimeout(LONG)) {
            foreign.afterFunc(() -> ran.trySend("ran"));

            foreign.endFailing(new IllegalArgumentException("bad err()"));

            assertThat(first.isDone()).isTrue();
            assertThat(second.isDone()).isTrue();
            assertThat(ran.receive()).isEqualTo("ran");
        }
    }

    /** Deriving from one whose {@code err()} throws throws just that. */
    @Test
    void withCancel_errThrows_throwsIt() {
        IllegalArgumentException thrown = new IllegalArgumentException("bad err()");
        foreign.endFailing(thrown);

        assertThatThrownBy(foreign::withCancel).isSameAs(thrown);
    }

    /** A future that waits for it fails with what its {@code err()} threw, and is not left waiting. */
    @Test
    void toFuture_errThrows_failsWithThat() {
        CompletableFuture<Void> future = ContextBridges.toFuture(foreign);

        foreign.endFailing(new IllegalArgumentException("err() fails"));

        assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS))
                .hasRootCauseExactlyInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("err() fails");
    }
}
