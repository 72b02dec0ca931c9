package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.park.DoneSignal;
import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deadlines and timeouts: the earlier one wins, and each ends its context at its time. */
@SuppressWarnings("MustBeClosedChecker")
class ContextDeadlineTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private final IllegalStateException given = new IllegalStateException("given");

    static List<Duration> timesThatAreOver() {
        return List.of(
                Duration.ZERO,
                Duration.ofNanos(-1),
                Duration.ofDays(-1_000),
                Duration.ofNanos(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE));
    }

    static List<Duration> timesThatNeverCome() {
        return List.of(
                Duration.ofDays(365 * 400),
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
    }

    static List<Instant> past() {
        return List.of(Instant.now(), Instant.now().minusNanos(1), Instant.EPOCH, Instant.MIN);
    }

    static List<Instant> farFuture() {
        return List.of(Instant.now().plus(Duration.ofDays(365 * 1_000)), Instant.MAX);
    }

    /** A timeout is a deadline: now and the timeout (CTX-024). */
    @Test
    void deadline_ofATimeout_isNowAndTheTimeout() {
        Instant before = Instant.now();
        Context ctx = Context.background().withTimeout(LONG);
        assertThat(ctx.deadline().orElseThrow())
                .isBetween(before.plus(LONG), Instant.now().plus(LONG));
    }

    /** A deadline is told as it was given (CTX-030). */
    @ParameterizedTest
    @MethodSource({"past", "farFuture"})
    void deadline_given_isTold(Instant deadline) {
        assertThat(Context.background().withDeadline(deadline).deadline()).contains(deadline);
    }

    /** A context that ends at a deadline has ended with DeadlineExceeded, and not before its time (CTX-029). */
    @Test
    void withTimeout_timeRunsOut_isExceededAndNotTooEarly() throws Exception {
        long start = System.nanoTime();
        Context ctx = Context.background().withTimeout(SHORT);

        ctx.done().receive();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(ctx.err()).isExactlyInstanceOf(DeadlineExceededException.class);
    }

    /** The same for a deadline (CTX-029). */
    @Test
    void withDeadline_timeComes_isExceeded() throws Exception {
        Instant deadline = Instant.now().plus(SHORT);
        Context ctx = Context.background().withDeadline(deadline);

        ctx.done().receive();

        assertThat(ctx.err())
                .isExactlyInstanceOf(DeadlineExceededException.class)
                .hasMessage("context deadline exceeded: " + deadline);
    }

    /** What was derived from a context ends with its deadline (CTX-029, CTX-009). */
    @Test
    void child_timeOfTheParentRunsOut_isExceeded() throws Exception {
        Context parent = Context.background().withTimeout(SHORT);
        Context child = parent.withValue(ContextKey.of("key"), 1).withCancel();

        child.done().receive();

        assertThat(child.err()).isExactlyInstanceOf(DeadlineExceededException.class);
        assertThat(child.cause()).isSameAs(parent.cause());
    }

    /** One that was cancelled before its time is cancelled (CTX-029). */
    @Test
    void cancel_beforeTheTime_isCancelled() {
        CancellableContext ctx = Context.background().withTimeout(LONG);
        ctx.cancel();
        assertThat(ctx.err()).isExactlyInstanceOf(ContextCancelledException.class);
    }

    /** A timeout that is over gives a context that is done, which cancel does not change (CTX-027). */
    @ParameterizedTest
    @MethodSource("timesThatAreOver")
    void withTimeout_timeIsOver_isBornDone(Duration timeout) {
        assertBornExceeded(Context.background().withTimeout(timeout));
    }

    /** So does a deadline that is not after now (CTX-027). */
    @ParameterizedTest
    @MethodSource("past")
    void withDeadline_notAfterNow_isBornDone(Instant deadline) {
        assertBornExceeded(Context.background().withDeadline(deadline));
    }

    /** Also below a deadline that is still to come (CTX-027). */
    @ParameterizedTest
    @MethodSource("past")
    void withDeadline_notAfterNowBelowOneToCome_isBornDone(Instant deadline) {
        Context parent = Context.background().withTimeout(LONG);
        assertBornExceeded(parent.withDeadline(deadline));
        assertThat(parent.isDone()).isFalse();
    }

    private void assertBornExceeded(CancellableContext ctx) {
        assertThat(ctx.isDone()).isTrue();
        Throwable cause = ctx.cause();
        ctx.cancel(given);
        assertThat(ctx.err())
                .isExactlyInstanceOf(DeadlineExceededException.class)
                .hasCause(cause);
    }

    /** A deadline that is over tells the cause given for it (CTX-027, CTX-038). */
    @Test
    void withDeadline_notAfterNow_hasTheCauseGiven() {
        assertThat(Context.background().withDeadline(Instant.MIN, given).cause())
                .isSameAs(given);
    }

    /** If the parent is cancelled already, that wins over a deadline that is over (CTX-028). */
    @Test
    void withDeadline_notAfterNowBelowACancelledOne_isCancelled() {
        CancellableContext parent = Context.background().withCancel();
        parent.cancel();
        Context child = parent.withDeadline(Instant.MIN, given);
        assertThat(child.err()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(child.cause()).isSameAs(parent.cause());
    }

    /** A timeout of centuries never comes, and is no overflow into the past (CTX-024). */
    @ParameterizedTest
    @MethodSource("timesThatNeverCome")
    void withTimeout_centuries_isNotDone(Duration timeout) {
        CancellableContext ctx = Context.background().withTimeout(timeout);
        assertThat(ctx.isDone()).isFalse();
        assertThat(ctx.deadline().orElseThrow()).isAfter(Instant.now().plus(Duration.ofDays(365 * 100)));
        ctx.cancel();
        assertThat(ctx.err()).isExactlyInstanceOf(ContextCancelledException.class);
    }

    /** Nor does such a deadline (CTX-024). */
    @ParameterizedTest
    @MethodSource("farFuture")
    void withDeadline_farFuture_isNotDone(Instant deadline) {
        CancellableContext ctx = Context.background().withDeadline(deadline);
        assertThat(ctx.isDone()).isFalse();
        assertThat(ctx.toString()).startsWith("context.Background.WithDeadline(" + deadline);
        ctx.cancel();
        assertThat(ctx.err()).isExactlyInstanceOf(ContextCancelledException.class);
    }

    /** A later deadline than the parent's is none: the parent's is told (CTX-025). */
    @Test
    void deadline_laterThanTheParents_isTheParents() {
        Context parent = Context.background().withTimeout(LONG);
        Context child = parent.withTimeout(LONG.plusSeconds(1));
        assertThat(child.deadline()).isEqualTo(parent.deadline());
        assertThat(child.toString()).endsWith(".WithCancel");
    }

    /** Nor is its cause used: that of the parent's deadline is (CTX-025). */
    @Test
    void cause_deadlineLaterThanTheParents_isTheParents() throws Exception {
        Context parent = Context.background().withTimeout(SHORT);
        Context child = parent.withTimeout(LONG, given);
        child.done().receive();
        assertThat(child.err()).isExactlyInstanceOf(DeadlineExceededException.class);
        assertThat(child.cause()).isSameAs(parent.cause()).isNotSameAs(given);
    }

    /** An earlier deadline than the parent's ends the child alone (CTX-025). */
    @Test
    void deadline_earlierThanTheParents_endsTheChildAlone() throws Exception {
        Context parent = Context.background().withTimeout(LONG);
        Context child = parent.withTimeout(SHORT, given);
        child.done().receive();
        assertThat(child.cause()).isSameAs(given);
        assertThat(child.deadline().orElseThrow()).isBefore(parent.deadline().orElseThrow());
        assertThat(parent.isDone()).isFalse();
    }

    /** A deadline equal to the parent's is the child's own (CTX-026). */
    @Test
    void deadline_equalToTheParents_isItsOwn() {
        Instant deadline = Instant.now().plus(LONG);
        for (int i = 0; i < 10_000; i++) {
            CancellableContext parent = Context.background().withDeadline(deadline);
            CancellableContext child = parent.withDeadline(deadline);
            assertThat(child.toString()).contains(".WithDeadline(" + deadline).doesNotContain(".WithCancel");
            parent.close();
        }
    }

    /** A deadline is inherited by what is derived without one (CTX-030). */
    @Test
    void deadline_ofDerivedContexts_isInherited() {
        Instant deadline = Instant.now().plus(LONG);
        Context ctx = Context.background().withDeadline(deadline);
        assertThat(ctx.withCancel().deadline()).contains(deadline);
        assertThat(ctx.withValue(ContextKey.of("key"), 1).deadline()).contains(deadline);
        assertThat(OtherContext.wrapping(ctx).withCancel().deadline()).contains(deadline);
    }

    /** A context without a deadline tells none (CTX-030). */
    @Test
    void deadline_notGiven_isEmpty() {
        assertThat(Context.background().withCancel().deadline()).isEmpty();
    }

    /** A deadline is told after the end, whatever it was (CTX-030). */
    @Test
    void deadline_afterTheEnd_isTold() {
        Instant deadline = Instant.now().plus(LONG);
        CancellableContext ctx = Context.background().withDeadline(deadline);
        Context child = ctx.withCancel();
        ctx.cancel();
        assertThat(ctx.deadline()).contains(deadline);
        assertThat(child.deadline()).contains(deadline);
    }

    /** A long timeout below a foreign context with a short deadline ends with that one (CTX-031). */
    @Test
    void withTimeout_belowAForeignContextWithAShortOne_isExceededWithIt() throws Exception {
        Context parent = OtherContext.wrapping(Context.background().withTimeout(SHORT));
        Context child = parent.withTimeout(LONG);
        assertThat(child.deadline()).isEqualTo(parent.deadline());
        child.done().receive();
        assertThat(child.err()).isExactlyInstanceOf(DeadlineExceededException.class);
    }

    /** Who ends a context at its deadline is not its maker, but the timer thread (CTX-033). */
    @Test
    void end_atTheDeadline_isByTheTimerThread() throws Exception {
        Context ctx = Context.background().withTimeout(Duration.ofSeconds(1));
        CompletableFuture<Thread> ender = new CompletableFuture<>();
        Follower follower = new Follower() {
            @Override
            protected Node onEnd() {
                ender.complete(Thread.currentThread());
                return null;
            }
        };
        assertThat(((DoneSignal) ctx.done()).register(follower)).isTrue();
        assertThat(ender.get(30, TimeUnit.SECONDS).getName()).isEqualTo("goloom-timer");
    }

    /** Contexts that are all due at once all end (CTX-029). */
    @Test
    void withTimeout_tenThousandAtOnce_allEnd() {
        Instant deadline = Instant.now().plusMillis(200);
        List<CancellableContext> all = Stream.generate(
                        () -> Context.background().withDeadline(deadline))
                .limit(10_000)
                .toList();
        Goroutine.until(() -> all.stream().allMatch(each -> each.err() instanceof DeadlineExceededException));
        assertThat(all).allMatch(each -> each.done().isClosed());
    }
}
