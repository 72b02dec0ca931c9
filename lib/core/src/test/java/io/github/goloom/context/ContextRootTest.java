package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The roots, and what holds for every context. */
@SuppressWarnings("MustBeClosedChecker")
class ContextRootTest {
    private static final ContextKey<String> KEY = ContextKey.of("key");

    static List<Context> roots() {
        return List.of(Context.background(), Context.todo());
    }

    /** A root is not done, and says so in every way (CTX-001). */
    @ParameterizedTest
    @MethodSource("roots")
    void root_asked_isNotDone(Context root) {
        assertThat(root.isDone()).isFalse();
        assertThat(root.err()).isNull();
        assertThat(root.cause()).isNull();
        root.throwIfDone();
    }

    /** A root has no deadline (CTX-001, CTX-030). */
    @ParameterizedTest
    @MethodSource("roots")
    void deadline_ofARoot_isEmpty(Context root) {
        assertThat(root.deadline()).isEmpty();
    }

    /** A root has no values (CTX-001). */
    @ParameterizedTest
    @MethodSource("roots")
    void value_ofARoot_isNull(Context root) {
        assertThat(root.value(KEY)).isNull();
    }

    /** The done channel of a root is the nil channel: a case on it is never ready (CTX-001). */
    @ParameterizedTest
    @MethodSource("roots")
    void done_ofARoot_isNil(Context root) throws Exception {
        assertThat(root.done().isNil()).isTrue();
        assertThat(root.done()).isSameAs(Chan.nil());
        assertThat(Select.<String, RuntimeException>select(
                        Select.receive(root.done(), v -> "done"), Select.otherwise(() -> "not ready")))
                .isEqualTo("not ready");
    }

    /** Roots are named as in Go (CTX-002). */
    @Test
    void toString_ofARoot_isItsName() {
        assertThat(Context.background()).hasToString("context.Background");
        assertThat(Context.todo()).hasToString("context.TODO");
    }

    /** There is one of each, and the two differ (CTX-002). */
    @Test
    void root_askedAgain_isTheSameOne() {
        assertThat(Context.background()).isSameAs(Context.background()).isNotEqualTo(Context.todo());
        assertThat(Context.todo()).isSameAs(Context.todo());
    }

    /** Nothing is derived from null (CTX-007). */
    @Test
    void derive_nullParent_throwsNamingIt() {
        assertThatThrownBy(() -> CancellableContext.childOf(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("parent");
        assertThatThrownBy(() -> Context.merge(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("first");
        assertThatThrownBy(() -> Context.merge(Context.background(), Context.todo(), null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("others[1]");
        assertThatThrownBy(() -> ContextBridges.untilDone(null, null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("parent");
    }

    /** While a context is not done its error is null; afterwards always of the one type and message (CTX-004). */
    @Test
    void err_beforeAndAfterTheEnd_isNullThenConstant() {
        CancellableContext ctx = Context.background().withCancel();
        assertThat(ctx.err()).isNull();
        assertThat(ctx.done().isClosed()).isFalse();

        ctx.cancel();
        ContextException first = ctx.err();
        ctx.cancel(new IllegalStateException("too late"));

        assertThat(ctx.done().isClosed()).isTrue();
        assertThat(ctx.err())
                .hasSameClassAs(first)
                .hasMessage(first.getMessage())
                .hasCause(first.getCause());
    }

    /** The error of a cancelled context (CTX-006). */
    @Test
    void err_cancelled_isContextCancelled() {
        CancellableContext ctx = Context.background().withCancel();
        ctx.cancel();
        assertThat(ctx.err())
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasMessage("context cancelled");
    }

    /** The error of a context whose time ran out, which tells the deadline (CTX-006). */
    @Test
    void err_timeRanOut_isDeadlineExceeded() {
        Context ctx = Context.background().withDeadline(Instant.EPOCH);
        assertThat(ctx.err())
                .isExactlyInstanceOf(DeadlineExceededException.class)
                .hasMessage("context deadline exceeded: 1970-01-01T00:00:00Z");
    }

    /**
     * Each context has a done channel of its own, that of one born done included; it is always the same (CTX-003,
     * CTX-008).
     */
    @Test
    void done_ofContextsBornDone_isEachOnesOwn() {
        CancellableContext parent = Context.background().withCancel();
        parent.cancel();
        Context one = parent.withCancel();
        Context other = parent.withCancel();
        assertThat(one.done())
                .isNotSameAs(other.done())
                .isNotSameAs(parent.done())
                .isSameAs(one.done());
    }

    /** Many threads that ask one context at once get the same answers (CTX-003). */
    @Test
    void context_askedByManyThreads_givesTheSameAnswers() throws Exception {
        Context ctx = Context.background()
                .withTimeout(Duration.ofHours(1))
                .withValue(KEY, "value")
                .withCancel();
        record Answers(Object done, Optional<Instant> deadline, String value, Object err) {}
        Set<Answers> answers = new HashSet<>();
        try (ExecutorService goroutines = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answers> ask = () -> new Answers(ctx.done(), ctx.deadline(), ctx.value(KEY), ctx.err());
            for (Future<Answers> each : goroutines.invokeAll(Collections.nCopies(1_000, ask))) {
                answers.add(each.get());
            }
        }
        assertThat(answers).containsExactly(new Answers(ctx.done(), ctx.deadline(), "value", null));
    }
}
