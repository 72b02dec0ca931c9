package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A context without cancel has the values of its parent and nothing else of it. */
class ContextWithoutCancelTest {
    private static final ContextKey<String> USER = ContextKey.of("user");

    private CancellableContext parent;
    private Context detached;

    @BeforeEach
    @SuppressWarnings("MustBeClosedChecker") // each test ends it
    void detach() {
        parent = Context.background().withValue(USER, "ann").withTimeout(Duration.ofHours(1));
        detached = parent.withoutCancel();
    }

    /** It has no deadline (CTX-050). */
    @Test
    void deadline_ofADetachedContext_isNone() {
        assertThat(parent.deadline()).isPresent();
        assertThat(detached.deadline()).isEmpty();
        parent.cancel();
    }

    /** Its done channel is nil (CTX-050). */
    @Test
    void done_ofADetachedContext_isNil() {
        assertThat(detached.done()).isSameAs(Chan.nil());
        parent.cancel();
    }

    /** It does not end with its parent, and has neither error nor cause (CTX-050). */
    @Test
    void end_ofTheParent_isNotSeen() {
        parent.cancel(new Exception("why"));

        assertThat(parent.isDone()).isTrue();
        assertThat(detached.isDone()).isFalse();
        assertThat(detached.err()).isNull();
        assertThat(detached.cause()).isNull();
    }

    /** One made of a context that has ended has not ended (CTX-050). */
    @Test
    void withoutCancel_ofADoneContext_isNotDone() {
        parent.cancel(new Exception("why"));

        Context late = parent.withoutCancel();

        assertThat(late.isDone()).isFalse();
        assertThat(late.cause()).isNull();
    }

    /** The values pass through, also after the end of the parent (CTX-050). */
    @Test
    void value_ofADetachedContext_isTheParents() {
        assertThat(detached.value(USER)).isEqualTo("ann");
        parent.cancel();

        assertThat(detached.value(USER)).isEqualTo("ann");
    }

    /** A child does not end with what is above the detached context (CTX-051). */
    @Test
    void child_whenTheGrandparentEnds_doesNotEnd() {
        try (CancellableContext child = detached.withCancel();
                CancellableContext below = child.withValue(USER, "bob").withCancel()) {
            parent.cancel();

            assertThat(child.isDone()).isFalse();
            assertThat(below.isDone()).isFalse();
        }
    }

    /** A child can end by itself, with its own (CTX-051). */
    @Test
    void child_whenCancelled_endsWithItsOwn() {
        CancellableContext child = CancellableContext.childOf(detached);
        CancellableContext below = CancellableContext.childOf(child);

        child.cancel();

        assertThat(below.isDone()).isTrue();
        assertThat(detached.isDone()).isFalse();
        parent.cancel();
    }

    /** A child has a deadline of its own, however early that of the grandparent is (CTX-051). */
    @Test
    void child_withALaterDeadline_hasIt() {
        try (CancellableContext child = detached.withTimeout(Duration.ofHours(2))) {
            assertThat(child.deadline().orElseThrow()).isAfter(parent.deadline().orElseThrow());
        }
        parent.cancel();
    }
}
