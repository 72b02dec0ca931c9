package io.github.goloom.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.Select;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Once;
import io.github.goloom.sync.Pool;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Uncaught;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of the user that throws, or comes back to what has called it, leaves everything usable. */
@SuppressWarnings("CheckReturnValue")
class CallbackTest {
    @RegisterExtension
    final Uncaught uncaught = new Uncaught();

    /** An exception, errors, and a checked exception where none is declared. */
    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalStateException("user"),
                new AssertionError("user"),
                new StackOverflowError("user"),
                new OutOfMemoryError("user"),
                new IOException("user"));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws what is not declared
    private static <X extends Throwable, R> R raise(Throwable thrown) throws X {
        throw (X) thrown;
    }

    /** A body of a once that throws is over; all later calls see it so. */
    @ParameterizedTest
    @MethodSource("thrown")
    void once_bodyThrows_isOver(Throwable thrown) throws Exception {
        Once once = new Once();
        assertThatThrownBy(() -> once.run(() -> CallbackTest.<RuntimeException, Void>raise(thrown)))
                .isSameAs(thrown);
        AtomicInteger again = new AtomicInteger();
        Goroutine.go(() -> once.run(again::incrementAndGet)).result();

        assertThat(again).hasValue(0);
    }

    /** A flight that throws ends for all, and the next one flies. */
    @ParameterizedTest
    @MethodSource("thrown")
    void singleFlight_bodyThrows_nextFlies(Throwable thrown) throws Exception {
        SingleFlight<String, Integer> flights = new SingleFlight<>();
        assertThatThrownBy(() -> flights.run("key", () -> raise(thrown)))
                .isInstanceOf(ExecutionException.class)
                .hasCause(thrown);
        Received<SingleFlight.Outcome<Integer>> outcome =
                flights.start("key", () -> raise(thrown)).tryReceive(Duration.ofSeconds(20));
        assertThat(outcome)
                .isEqualTo(new Received.Value<SingleFlight.Outcome<Integer>>(new SingleFlight.Failed<>(thrown, false)));

        assertThat(Goroutine.call(() -> flights.run("key", () -> 2)).result().value())
                .isEqualTo(2);
    }

    /** Tasks that throw end their groups, which tell it. */
    @ParameterizedTest
    @MethodSource("thrown")
    void group_taskThrows_endsAndTells(Throwable thrown) throws Exception {
        WaitGroup tasks = new WaitGroup();
        tasks.go(() -> CallbackTest.<RuntimeException, Void>raise(thrown));
        assertThatThrownBy(() -> tasks.await(Duration.ofSeconds(20)))
                .isInstanceOf(CompletionException.class)
                .hasCause(thrown);
        tasks.go(() -> {});
        assertThat(tasks.await(Duration.ofSeconds(20))).isTrue();

        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.limit(1);
            group.go(() -> CallbackTest.<RuntimeException, Void>raise(thrown));
            assertThatThrownBy(() -> group.await(Duration.ofSeconds(20)))
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(thrown);
            assertThat(group.context().isDone()).isTrue();
        }
    }

    /** One function of a context that throws does not keep the others, the children and the waiters from their end. */
    @ParameterizedTest
    @MethodSource("thrown")
    void context_functionThrows_othersAreCalled(Throwable thrown) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        CountDownLatch called = new CountDownLatch(1);
        ctx.afterFunc(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
            CallbackTest.<RuntimeException, Void>raise(thrown);
        });
        ctx.afterFunc(called::countDown);
        CancellableContext child = CancellableContext.childOf(ctx);
        Goroutine<Void> waiting = Goroutine.go(() -> Chan.nil().receive(child)).parked();
        ctx.cancel();

        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.failure()).isInstanceOf(RuntimeException.class);
        assertThat(child.isDone()).isTrue();
    }

    /** What a channel, a select or a pool calls may throw: the value has been received, and all goes on. */
    @ParameterizedTest
    @MethodSource("thrown")
    void channel_actionThrows_goesOn(Throwable thrown) throws Exception {
        Chan<Integer> chan = Chan.buffered(3);
        chan.send(1);
        chan.send(2);
        chan.send(3);
        assertThatThrownBy(() -> chan.receiveEach(value -> CallbackTest.<RuntimeException, Void>raise(thrown)))
                .isSameAs(thrown);
        assertThatThrownBy(() -> Select.select(Select.onReceive(chan, value -> raise(thrown))))
                .isSameAs(thrown);
        assertThat(chan.receive()).isEqualTo(3);

        Pool<Integer> pool = new Pool<>(() -> raise(thrown));
        assertThatThrownBy(pool::get).isSameAs(thrown);
        pool.put(5);
        assertThat(pool.get()).isEqualTo(5);
    }

    /**
     * Who asks for a once or a flight within itself waits for itself; an interrupt ends that, and all who wait get the
     * end.
     */
    @Test
    void body_asksForItself_interruptFreesAll() throws Exception {
        Once once = new Once();
        Goroutine<Void> first = Goroutine.go(() -> once.run(() -> once.run(() -> {})));
        Goroutine<Void> second = Goroutine.go(() -> {
            first.parkedOn(once);
            once.run(() -> {});
        });
        first.parkedOn(once);
        second.parkedOn(once);
        first.interrupt();
        assertThat(first.failure()).isInstanceOf(InterruptedException.class);
        second.result();

        SingleFlight<String, Integer> flights = new SingleFlight<>();
        Goroutine<Void> flight = Goroutine.go(() ->
                flights.run("key", () -> flights.run("key", () -> 1).value()));
        flight.parkedOn(flights);
        flight.interrupt();
        assertThat(flight.failure()).isExactlyInstanceOf(InterruptedException.class);
        assertThat(Goroutine.call(() -> flights.run("key", () -> 2)).result().value())
                .isEqualTo(2);
    }

    /** Functions and tasks that use the context or group that called them do so without a deadlock. */
    @Test
    void callback_usesItsCaller_ends() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        CancellableContext child = CancellableContext.childOf(parent);
        Chan<String> calls = Chan.buffered(4);
        child.afterFunc(() -> {
            parent.cancel();
            child.cancel();
            child.afterFunc(() -> calls.trySend("registered after the end"));
            CancellableContext.childOf(child).afterFunc(() -> calls.trySend("born after the end"));
        });
        child.cancel();
        List<Object> seen = new ArrayList<>();
        seen.add(calls.tryReceive(Duration.ofSeconds(20)));
        seen.add(calls.tryReceive(Duration.ofSeconds(20)));
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        new Received.Value<>("registered after the end"), new Received.Value<>("born after the end"));
        assertThat(parent.isDone()).isTrue();

        AtomicInteger ran = new AtomicInteger();
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(() -> nested(group, ran, 50));
            assertThat(group.await(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(ran).hasValue(51);
    }

    private static void nested(ErrGroup group, AtomicInteger ran, int left) throws InterruptedException {
        ran.incrementAndGet();
        if (left > 0) {
            group.go(() -> nested(group, ran, left - 1));
        }
    }
}
