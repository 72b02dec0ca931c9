package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a context has ended: the error is new at each call, the cause is one object. */
@SuppressWarnings("MustBeClosedChecker")
class ContextCauseTest {
    private final IllegalStateException first = new IllegalStateException("first");
    private final IllegalStateException second = new IllegalStateException("second");
    private static final Duration LONG = Duration.ofHours(1);

    private final CancellableContext ctx = Context.background().withCancel();

    /** There is no cause before the end (CTX-034). */
    @Test
    void cause_beforeTheEnd_isNull() {
        assertThat(ctx.cause()).isNull();
        assertThat(Context.background().withTimeout(LONG, first).cause()).isNull();
    }

    /** Without a cause of one's own it is a cancellation without a cause of its own, one object (CTX-034, CTX-035). */
    @Test
    void cause_cancelledWithout_isOneCancellation() {
        ctx.cancel();
        assertThat(ctx.cause())
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasMessage("context cancelled")
                .hasNoCause()
                .isSameAs(ctx.cause());
    }

    /** Null as a cause is none (CTX-035). */
    @Test
    void cause_cancelledWithNull_isACancellation() {
        ctx.cancel(null);
        assertThat(ctx.cause()).isExactlyInstanceOf(ContextCancelledException.class);
    }

    /** At a deadline without a cause of its own it is one that tells the deadline (CTX-034). */
    @Test
    void cause_timeRanOut_isOneDeadlineExceeded() {
        Context late = Context.background().withDeadline(Instant.EPOCH);
        assertThat(late.cause())
                .isExactlyInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("1970-01-01T00:00:00Z")
                .hasNoCause()
                .isSameAs(late.cause());
    }

    /** A cause given to cancel is told, and the error stays a cancellation (CTX-035). */
    @Test
    void cause_cancelledWithOne_isThatOne() {
        ctx.cancel(first);
        assertThat(ctx.cause()).isSameAs(first);
        assertThat(ctx.err())
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(first);
    }

    /** The error is a new exception at each call, with the same cause (CTX-006, CTX-034). */
    @Test
    void err_calledAgain_isANewExceptionWithTheSameCause() {
        ctx.cancel();
        ContextException one = ctx.err();
        ContextException other = ctx.err();
        assertThat(other).isNotSameAs(one);
        assertThat(one.getCause()).isSameAs(ctx.cause());
        assertThat(other.getCause()).isSameAs(ctx.cause());
    }

    /** The stack of the error is that of who asked, in each thread its own (CTX-006). */
    @Test
    void err_stack_isTheCallers() throws Exception {
        ctx.cancel();
        assertThat(methods(ctx.err())).contains("err_stack_isTheCallers");
        Goroutine<ContextException> elsewhere = Goroutine.call(this::askElsewhere);
        assertThat(methods(elsewhere.result())).contains("askElsewhere").doesNotContain("err_stack_isTheCallers");
    }

    private ContextException askElsewhere() {
        return ctx.err();
    }

    /** The error of a wait shows the wait, its cause the one who cancelled (CTX-034). */
    @Test
    void receive_cancelled_showsTheWaitAndTheCanceller() throws Exception {
        Goroutine<Void> waiting = Goroutine.call(this::waitForNothing).parked();
        cancelHere(ctx);
        Throwable failure = waiting.failure();
        assertThat(methods(failure)).contains("waitForNothing", "receive");
        assertThat(methods(failure.getCause())).contains("cancelHere").doesNotContain("waitForNothing");
    }

    private Void waitForNothing() throws InterruptedException {
        return Chan.<Void>unbuffered().receive(ctx);
    }

    private static void cancelHere(CancellableContext ctx) {
        ctx.cancel();
    }

    private static void closeHere(CancellableContext ctx) {
        ctx.close();
    }

    private static Throwable askFirst(Context ctx) {
        return ctx.cause();
    }

    private static List<String> methods(Throwable e) {
        return Arrays.stream(e.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .toList();
    }

    /** The cause of a plain cancel shows who cancelled, although nobody waited (CTX-034). */
    @Test
    void cause_cancelledWithout_showsTheCanceller() {
        cancelHere(ctx);
        assertThat(methods(askFirst(ctx))).contains("cancelHere").doesNotContain("askFirst");
    }

    /** So does that of a close, if somebody waits (CTX-034). */
    @Test
    void cause_closedWhileSomebodyWaits_showsTheCloser() throws Exception {
        Goroutine<Void> waiting = Goroutine.call(this::waitForNothing).parked();
        closeHere(ctx);
        assertThat(methods(waiting.failure().getCause())).contains("closeHere").doesNotContain("waitForNothing");
    }

    /** Or if there is a context that was derived from it (CTX-034). */
    @Test
    void cause_closedWithAChildLeft_showsTheCloser() {
        Context child = ctx.withCancel();
        closeHere(ctx);
        assertThat(methods(askFirst(child))).contains("closeHere").doesNotContain("askFirst");
    }

    /**
     * A close without anybody waiting makes no exception: the cause shows who asked first, and is one object (CTX-034).
     */
    @Test
    void cause_closedWhileNobodyWaits_showsWhoAskedFirst() {
        closeHere(ctx);
        Throwable cause = askFirst(ctx);
        assertThat(methods(cause)).contains("askFirst").doesNotContain("closeHere");
        assertThat(ctx.cause()).isSameAs(cause);
        assertThat(ctx.err())
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(cause);
    }

    /** The first to cancel wins (CTX-012). */
    @Test
    void cause_cancelledTwice_isTheFirst() {
        ctx.cancel(first);
        ctx.cancel(second);
        assertThat(ctx.cause()).isSameAs(first);
    }

    /** Of a parent and a child the first wins: the parent's cause is the child's, if it ended first (CTX-036). */
    @Test
    void cause_parentCancelledBeforeTheChild_isTheParents() {
        CancellableContext child = ctx.withCancel();
        ctx.cancel(first);
        child.cancel(second);
        assertThat(child.cause()).isSameAs(first);
        assertThat(ctx.cause()).isSameAs(first);
    }

    /** A child that was cancelled first keeps its cause (CTX-036). */
    @Test
    void cause_childCancelledBeforeTheParent_isItsOwn() {
        CancellableContext child = ctx.withCancel();
        child.cancel(second);
        ctx.cancel(first);
        assertThat(child.cause()).isSameAs(second);
        assertThat(ctx.cause()).isSameAs(first);
    }

    /** So does one that was cancelled without a cause: it does not take the later one of its parent (CTX-037). */
    @Test
    void cause_childCancelledWithoutBeforeTheParent_staysACancellation() {
        CancellableContext child = ctx.withCancel();
        child.cancel();
        ctx.cancel(first);
        assertThat(child.cause()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(child.err()).hasCause(child.cause());
    }

    /** The cause given for a deadline is told when the time has come (CTX-038). */
    @Test
    void cause_givenForATimeoutThatRanOut_isThatOne() throws Exception {
        Context late = Context.background().withTimeout(Duration.ofMillis(5), first);
        late.done().receive();
        assertThat(late.cause()).isSameAs(first);
        assertThat(late.err())
                .isExactlyInstanceOf(DeadlineExceededException.class)
                .hasCause(first);
    }

    /** It is not told by one that was cancelled before (CTX-038). */
    @Test
    void cause_givenForATimeoutButCancelled_isACancellation() {
        CancellableContext early = Context.background().withTimeout(LONG, first);
        early.cancel();
        assertThat(early.cause()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(early.err()).isExactlyInstanceOf(ContextCancelledException.class);
    }

    /** A cause for a deadline must be given, if it is asked for (CTX-038). */
    @Test
    void withTimeout_nullCause_throwsNamingIt() {
        assertThatThrownBy(() -> ctx.withTimeout(LONG, null)).hasMessage("cause");
        assertThatThrownBy(() -> ctx.withDeadline(Instant.MAX, null)).hasMessage("cause");
    }

    /** A cause is seen through values, children and foreign contexts, as one object (CTX-039). */
    @Test
    void cause_throughLayers_isTheSame() {
        Context value = ctx.withValue(ContextKey.of("key"), 1);
        Context foreign = OtherContext.wrapping(value);
        Context child = foreign.withCancel();
        Context leaf = child.withTimeout(LONG).withValue(ContextKey.of("key"), 2);
        ctx.cancel(first);
        assertThat(List.of(value.cause(), foreign.cause(), child.cause(), leaf.cause()))
                .containsOnly(first);
    }

    /** The cause of a foreign context is what it says, also if a context inside it was cancelled later (CTX-040). */
    @Test
    void cause_foreignContextEndsBeforeTheOneInside_isItsOwn() {
        OtherContext foreign = OtherContext.endingItself(ctx);
        Context child = foreign.withCancel();
        Context later = foreign.withCancel();
        foreign.end(new ContextCancelledException("foreign", second));
        ctx.cancel(first);
        for (Context each : List.of(child, later, foreign.withCancel())) {
            assertThat(each.err())
                    .isExactlyInstanceOf(ContextCancelledException.class)
                    .hasMessage("foreign");
            assertThat(each.cause()).hasMessage("foreign").hasCause(second);
        }
    }

    /** A child of a foreign context that is cancelled leaves it as it is (CTX-042). */
    @Test
    void cancel_childOfAForeignContext_leavesIt() {
        OtherContext foreign = OtherContext.endingItself(ctx);
        CancellableContext child = foreign.withCancel();
        child.cancel(first);
        assertThat(child.cause()).isSameAs(first);
        assertThat(foreign.err()).isNull();
        assertThat(foreign.cause()).isNull();
        assertThat(foreign.isDone()).isFalse();
    }
}
