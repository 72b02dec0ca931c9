package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Deadlines close together. */
@SuppressWarnings("MustBeClosedChecker")
class ContextDeadlineExactTest {
    /**
     * A deadline of the parent that is later by a little is not earlier: the child's own is told, with its cause
     * (CTX-025).
     */
    @Test
    void deadline_aLittleEarlierThanTheParents_isItsOwn() {
        Instant deadline = Instant.now().plus(Duration.ofHours(1));
        for (int i = 0; i < 50_000; i++) {
            CancellableContext parent = Context.background().withDeadline(deadline.plusNanos(1));
            CancellableContext child = parent.withDeadline(deadline);
            assertThat(child.deadline()).as("round %d", i).contains(deadline);
            parent.close();
        }
    }

    /**
     * A deadline that is over gives a context that is done, also below one that is over and has not ended (CTX-027).
     */
    @Test
    void withDeadline_belowAForeignContextThatIsLate_isBornDone() {
        Context late = OtherContext.endingItself(Context.background()).sayingDeadline(Instant.now());
        Context child = late.withCancel().withDeadline(Instant.MIN);
        assertThat(child.isDone()).isTrue();
    }

    /** No context ends before the deadline that it tells (CTX-029). */
    @Test
    void end_atTheDeadline_isNotBeforeIt() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Context ctx = Context.background().withTimeout(Duration.ofNanos(100_000));
            while (!ctx.isDone()) {
                Thread.onSpinWait();
            }
            assertThat(Instant.now())
                    .as("round %d", i)
                    .isAfterOrEqualTo(ctx.deadline().orElseThrow());
        }
    }
}
