package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every null that is not allowed is refused by the name of its parameter, whatever kind of context is asked. */
@SuppressWarnings("MustBeClosedChecker") // nothing is derived
class ContextBadInputTest {
    private static final ContextKey<String> KEY = ContextKey.of("key");
    private static final Duration HOUR = Duration.ofHours(1);

    /** A call and the parameter that it names. */
    record Row(String call, ThrowingCallable body, String parameter) {
        @Override
        public String toString() {
            return call + " -> " + parameter;
        }
    }

    static List<Context> contexts() {
        CancellableContext done = CancellableContext.childOf(Context.background());
        done.cancel();
        CancellableContext open = CancellableContext.childOf(Context.background());
        return List.of(
                Context.background(),
                Context.todo(),
                open,
                done,
                Context.merge(open, Context.background()),
                open.withValue(KEY, "value"),
                open.withoutCancel(),
                new Foreign(open));
    }

    static Stream<Row> ofAnyContext() {
        return contexts().stream().flatMap(ContextBadInputTest::ofOneContext);
    }

    /** A null key is no key (CTX-046). */
    private static Stream<Row> ofOneContext(Context context) {
        Duration timeout = null;
        Instant deadline = null;
        Go.Task task = null;
        Context.Body<String, RuntimeException> body = null;
        return Stream.of(
                new Row(context + ".value", () -> context.value(null), "key"),
                new Row(context + ".withValue", () -> context.withValue(null, "value"), "key"),
                new Row(context + ".withValue of null", () -> context.withValue(null, null), "key"),
                new Row(context + ".withTimeout", () -> context.withTimeout(timeout), "timeout"),
                new Row(
                        context + ".withTimeout, cause",
                        () -> context.withTimeout(timeout, new Exception("why")),
                        "timeout"),
                new Row(context + ".withTimeout without cause", () -> context.withTimeout(HOUR, null), "cause"),
                new Row(context + ".withDeadline", () -> context.withDeadline(deadline), "deadline"),
                new Row(
                        context + ".withDeadline, cause",
                        () -> context.withDeadline(deadline, new Exception("why")),
                        "deadline"),
                new Row(
                        context + ".withDeadline without cause",
                        () -> context.withDeadline(Instant.now(), null),
                        "cause"),
                new Row(context + ".afterFunc", () -> context.afterFunc(null), "function"),
                new Row(context + ".interrupting a task", () -> context.interrupting(task), "task"),
                new Row(context + ".interrupting a body", () -> context.interrupting(body), "body"));
    }

    static Stream<Row> factories() {
        Context root = Context.background();
        Context[] absent = null;
        return Stream.of(
                new Row("childOf(null)", () -> CancellableContext.childOf(null), "parent"),
                new Row("ContextKey.of(null)", () -> ContextKey.of(null), "name"),
                new Row("merge(null)", () -> Context.merge(null), "first"),
                new Row("merge(null, root)", () -> Context.merge(null, root), "first"),
                new Row("merge(root, null array)", () -> Context.merge(root, absent), "others"),
                new Row("merge(root, null)", () -> Context.merge(root, new Context[] {null}), "others[0]"),
                new Row("merge(root, root, null)", () -> Context.merge(root, root, null), "others[1]"));
    }

    static Stream<Row> bridges() {
        Context root = Context.background();
        CompletableFuture<String> future = new CompletableFuture<>();
        return Stream.of(
                new Row("untilDone(null, future)", () -> ContextBridges.untilDone(null, future), "parent"),
                new Row("untilDone(root, null)", () -> ContextBridges.untilDone(root, null), "future"),
                new Row("cancelling(null, future)", () -> ContextBridges.cancelling(null, future), "ctx"),
                new Row("cancelling(root, null)", () -> ContextBridges.cancelling(root, null), "future"),
                new Row("toFuture(null)", () -> ContextBridges.toFuture(null), "ctx"),
                new Row("executor(null)", () -> ContextBridges.executor(null), "ctx"),
                new Row("execute(null)", () -> ContextBridges.executor(root).execute(null), "task"),
                new Row(
                        "cancelledByInterrupt(null, _)",
                        () -> ContextBridges.cancelledByInterrupt(null, ctx -> 1),
                        "parent"),
                new Row(
                        "cancelledByInterrupt(root, null)",
                        () -> ContextBridges.cancelledByInterrupt(root, null),
                        "body"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"ofAnyContext", "factories", "bridges"})
    void call_null_throwsNamingTheParameter(Row row) {
        assertThatThrownBy(row.body)
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage(row.parameter);
    }

    /** A cause that is null is none: the context has one of its own. */
    @Test
    void cancel_nullCause_isACancelWithoutOne() {
        CancellableContext context = CancellableContext.childOf(Context.background());

        context.cancel(null);

        assertThat(context.cause()).isExactlyInstanceOf(ContextCancelledException.class);
    }

    /** A merge that was refused follows none of its parents. */
    @Test
    void merge_nullAmongTheOthers_followsNobody() {
        Foreign foreign = new Foreign(Context.background());
        assertThatThrownBy(() -> Context.merge(foreign, foreign, null)).isInstanceOf(NullPointerException.class);

        foreign.end(new ContextCancelledException("end", null), null);

        assertThat(foreign.askers).isEmpty();
    }
}
