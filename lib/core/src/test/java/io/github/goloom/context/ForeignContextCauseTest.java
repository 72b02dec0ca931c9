package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import org.junit.jupiter.api.Test;

/** Why a foreign context ended is its own business, and its children's; theirs is not its. */
class ForeignContextCauseTest {
    private final CancellableContext inside = CancellableContext.childOf(Context.background());
    private final Foreign foreign = new Foreign(inside);
    private final Exception why = new Exception("why");

    private static ContextException cancelled(String message) {
        return new ContextCancelledException(message, null);
    }

    /** The cause of a foreign context is what its own method says, and the children's is the same (CTX-040). */
    @Test
    void cause_wrapperEndedBeforeWhatIsInside_isTheWrappers() {
        try (CancellableContext child = foreign.withCancel()) {
            foreign.end(cancelled("first"), why);
            inside.cancel(new Exception("later"));

            assertThat(foreign.cause()).isSameAs(why);
            assertThat(child.cause()).isSameAs(why);
        }
    }

    /** Without a cause of its own it is the error (CTX-040). */
    @Test
    void cause_wrapperHasNone_isItsError() {
        ContextException error = cancelled("all there is");
        try (CancellableContext child = foreign.withCancel()) {
            foreign.end(error, null);

            assertThat(child.cause()).isSameAs(error);
        }
    }

    /** Cancelling a child with a cause leaves the wrapper and what is inside alone (CTX-042). */
    @Test
    void cancel_ofAChild_doesNotTouchTheWrapper() {
        CancellableContext child = CancellableContext.childOf(foreign);

        child.cancel(why);

        assertThat(child.cause()).isSameAs(why);
        assertThat(foreign.isDone()).isFalse();
        assertThat(foreign.cause()).isNull();
        assertThat(inside.isDone()).isFalse();
    }

    /** A wrapper may cancel a child while it is asked for its error by the end: nobody waits for ever (CTX-065). */
    @Test
    void child_cancelledByTheWrapperWhileItEnds_endsOnce() throws Exception {
        CancellableContext[] children = new CancellableContext[1];
        Foreign calling = new Foreign(inside, () -> children[0].cancel(why));
        children[0] = CancellableContext.childOf(calling);
        CancellableContext below = CancellableContext.childOf(children[0]);

        Goroutine.go(() -> calling.end(cancelled("wrapper"), new Exception("wrapper")))
                .result();

        assertThat(calling.askers).isNotEmpty();
        assertThat(children[0].cause()).isSameAs(why);
        assertThat(below.cause()).isSameAs(why);
    }

    /** One that cancels a child before it closes its channel ends the child with the child's own cause (CTX-065). */
    @Test
    void child_cancelledByTheWrapperBeforeItEnds_keepsItsCause() {
        CancellableContext child = CancellableContext.childOf(foreign);

        child.cancel(why);
        foreign.end(cancelled("wrapper"), new Exception("wrapper"));

        assertThat(child.cause()).isSameAs(why);
        assertThat(child.err()).hasMessage("context cancelled");
    }
}
