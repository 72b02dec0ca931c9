package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextBridges;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method that waits has a form that ends with a context: batches, loops, sleeps and futures, too. */
@SuppressWarnings("CheckReturnValue")
class EveryWaitCancellationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final CancellableContext ctx = CancellableContext.childOf(Context.background());

    /** A way to wait for something that never comes, on a channel or not. */
    @FunctionalInterface
    interface Way {
        void run(Chan<Integer> chan, Context ctx) throws Exception;
    }

    static Stream<Way> ways() {
        return Stream.of(
                (chan, ctx) -> chan.receiveUpTo(3, ctx),
                (chan, ctx) -> chan.receiveEach(value -> {}, ctx),
                (chan, ctx) -> {
                    for (Integer each : chan.until(ctx)) {
                        throw new AssertionError("received " + each);
                    }
                },
                (chan, ctx) -> Go.sleep(HOUR, ctx),
                (chan, ctx) -> ContextBridges.await(new CompletableFuture<String>(), ctx));
    }

    /** The end of the context ends the wait, and leaves nobody in the queue. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_cancelled_throwsTheError(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Void> waiting = Goroutine.go(() -> way.run(chan, ctx)).parked();

        ctx.cancel();

        assertThat(waiting.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(chan.trySend(1)).isFalse();
    }

    /** A context that is done on entry wins. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_doneOnEntry_throwsTheError(Way way) throws Exception {
        Chan<Integer> chan = Chan.buffered(1);
        chan.send(1);
        ctx.cancel();

        assertThatThrownBy(() -> way.run(chan, ctx)).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(chan.size()).isEqualTo(1);
    }

    /** An interrupt ends it as ever. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_interrupted_throws(Way way) throws Exception {
        Goroutine<Void> waiting =
                Goroutine.go(() -> way.run(Chan.unbuffered(), ctx)).parked();

        waiting.interrupt();

        assertThat(waiting.failure()).isInstanceOfAny(InterruptedException.class, UncheckedInterruptedException.class);
    }

    /** Without an end they do what they do without a context. */
    @Test
    void forms_contextStaysOpen_workAsWithout() throws Exception {
        Chan<Integer> chan = Chan.buffered(4);
        for (int i = 0; i < 4; i++) {
            chan.send(i);
        }
        chan.close();
        assertThat(chan.receiveUpTo(2, ctx)).containsExactly(0, 1);
        List<Integer> rest = new ArrayList<>();
        for (int each : chan.until(ctx)) {
            rest.add(each);
        }
        assertThat(rest).containsExactly(2, 3);
        chan.receiveEach(rest::add, ctx);
        assertThat(rest).hasSize(2);
        Go.sleep(Duration.ofMillis(1), ctx);
        assertThat(ContextBridges.await(CompletableFuture.completedFuture("value"), ctx))
                .isEqualTo("value");
        assertThatThrownBy(() ->
                        ContextBridges.await(CompletableFuture.failedFuture(new IllegalStateException("no")), ctx))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        CompletableFuture<String> later = new CompletableFuture<>();
        Goroutine<String> waiting =
                Goroutine.call(() -> ContextBridges.await(later, ctx)).parked();
        later.complete("later");
        assertThat(waiting.result()).isEqualTo("later");
    }

    /** A null element is refused by a message that says why. */
    @Test
    void send_null_saysThatElementsAreNeverNull() {
        Chan<Integer> chan = Chan.buffered(1);

        assertThatThrownBy(() -> chan.send(null)).hasMessageContaining("never null");
        assertThatThrownBy(() -> chan.trySend(null)).hasMessageContaining("never null");
        assertThatThrownBy(() -> Select.select(Select.onSend(chan, null, () -> {})))
                .hasMessageContaining("never null");
    }

    /** The exception of a closed channel knows it. */
    @Test
    void send_closed_exceptionKnowsTheChannel() {
        Chan<Integer> chan = Chan.buffered(1, "orders");
        chan.close();

        assertThatThrownBy(() -> chan.send(1))
                .isInstanceOfSatisfying(
                        ChanClosedException.class, e -> assertThat(e.chan()).isSameAs(chan));
        assertThatThrownBy(chan::close)
                .isInstanceOfSatisfying(
                        ChanClosedException.class, e -> assertThat(e.chan()).isSameAs(chan));
    }
}
