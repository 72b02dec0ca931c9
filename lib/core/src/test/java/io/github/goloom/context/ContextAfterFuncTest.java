package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A function that is registered with a context runs once, after the end, in a goroutine of its own, unless it was
 * stopped.
 */
class ContextAfterFuncTest {
    private static final int LIMIT_SECONDS = 30;

    private final CancellableContext context = CancellableContext.childOf(Context.background());
    private final CompletableFuture<Thread> ran = new CompletableFuture<>();

    private void run() {
        ran.complete(Thread.currentThread());
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Until the end it does not run (CTX-052). */
    @Test
    void function_beforeTheEnd_hasNotRun() {
        Context.Registration registration = context.afterFunc(this::run);

        assertThat(registration.stop()).as("nobody has called it").isTrue();
        assertThat(ran).isNotDone();
    }

    /** After a cancel it runs, in a virtual thread that is not the canceller's (CTX-052). */
    @Test
    void function_afterCancel_runsInAGoroutineOfItsOwn() throws Exception {
        context.afterFunc(this::run);

        context.cancel();

        assertThat(get(ran)).isNotSameAs(Thread.currentThread()).matches(Thread::isVirtual);
    }

    /** After a deadline it runs, too (CTX-052). */
    @Test
    void function_afterTimeout_runs() throws Exception {
        try (CancellableContext timed = context.withTimeout(Duration.ofMillis(5))) {
            CompletableFuture<ContextException> seen = new CompletableFuture<>();
            timed.afterFunc(() -> seen.complete(timed.err()));

            assertThat(get(seen)).isExactlyInstanceOf(DeadlineExceededException.class);
        }
    }

    /** The end of a parent is the end that it waits for (CTX-052). */
    @Test
    void function_afterTheEndOfAGrandparent_runs() throws Exception {
        try (CancellableContext child = context.withCancel()) {
            child.withValue(ContextKey.of("key"), "value").afterFunc(this::run);

            context.cancel();

            assertThat(get(ran)).isNotNull();
        }
    }

    /** It runs once, however often the context is ended (CTX-052). */
    @Test
    void function_contextCancelledTwice_runsOnce() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        context.afterFunc(runs::incrementAndGet);

        context.cancel();
        context.cancel();
        context.afterFunc(this::run);

        get(ran);
        Goroutine.until(() -> runs.get() > 0);
        assertThat(runs).hasValue(1);
    }

    /** If the context has ended it runs at once, still in a goroutine of its own (CTX-053). */
    @Test
    void function_contextDone_runsAtOnceInAGoroutineOfItsOwn() throws Exception {
        context.cancel();

        Context.Registration registration = context.afterFunc(this::run);

        assertThat(get(ran)).isNotSameAs(Thread.currentThread()).matches(Thread::isVirtual);
        assertThat(registration.stop()).isFalse();
    }

    /** The stop that prevents it says so, and it does not run (CTX-054). */
    @Test
    void stop_beforeTheEnd_preventsIt() throws Exception {
        boolean stopped = context.afterFunc(this::run).stop();
        CompletableFuture<Thread> other = new CompletableFuture<>();
        context.afterFunc(() -> other.complete(Thread.currentThread()));

        context.cancel();

        get(other);
        assertThat(stopped).isTrue();
        assertThat(ran).isNotDone();
    }

    /** A second stop has prevented nothing (CTX-054). */
    @Test
    void stop_again_returnsFalse() {
        Context.Registration registration = context.afterFunc(this::run);
        registration.stop();

        assertThat(registration.stop()).isFalse();
    }

    /** Nor has one after the end (CTX-054). */
    @Test
    void stop_afterTheEnd_returnsFalse() throws Exception {
        Context.Registration registration = context.afterFunc(this::run);
        context.cancel();

        assertThat(registration.stop()).isFalse();
        get(ran);
    }

    /** A stop does not wait for a function that has started (CTX-054). */
    @Test
    void stop_whileTheFunctionRuns_returnsFalseAtOnce() throws Exception {
        Chan<Signal> gate = Chan.unbuffered();
        CompletableFuture<Signal> through = new CompletableFuture<>();
        Context.Registration registration = context.afterFunc(() -> through.complete(take(gate)));
        context.cancel();

        assertThat(registration.stop()).isFalse();
        assertThat(through).isNotDone();

        gate.send(Signal.SIGNAL);
        assertThat(get(through)).isEqualTo(Signal.SIGNAL);
    }

    /** A function that blocks does not block who ends the context, nor the other functions (CTX-055). */
    @Test
    void cancel_functionBlocks_returns() throws Exception {
        Chan<Signal> gate = Chan.unbuffered();
        CompletableFuture<Signal> through = new CompletableFuture<>();
        context.afterFunc(() -> through.complete(take(gate)));
        context.afterFunc(this::run);

        context.cancel();

        get(ran);
        assertThat(through).isNotDone();
        gate.send(Signal.SIGNAL);
        get(through);
    }

    private static Signal take(Chan<Signal> gate) {
        for (Signal each : gate) {
            return each;
        }
        throw new AssertionError("closed");
    }

    /** Registrations of the same function are independent: each runs or is stopped for itself (CTX-056). */
    @Test
    void registrations_ofOneFunction_areIndependent() {
        AtomicInteger runs = new AtomicInteger();
        Context.Registration stopped = context.afterFunc(runs::incrementAndGet);
        Go.Task same = runs::incrementAndGet;
        context.afterFunc(same);
        context.afterFunc(same);

        assertThat(stopped.stop()).isTrue();
        context.cancel();

        Goroutine.until(() -> runs.get() >= 2);
        assertThat(runs).hasValue(2);
    }

    /** When it runs, the context is done and has its error and cause (CTX-057). */
    @Test
    void function_whenItRuns_seesTheEnd() throws Exception {
        Exception cause = new Exception("why");
        CompletableFuture<List<Object>> seen = new CompletableFuture<>();
        context.afterFunc(() -> seen.complete(List.of(
                context.isDone(), context.done().isClosed(), context.err().getCause(), context.cause())));

        context.cancel(cause);

        assertThat(get(seen)).containsExactly(true, true, cause, cause);
    }

    static Stream<Context> endless() {
        return Stream.of(
                Context.background(),
                Context.todo(),
                Context.background().withValue(ContextKey.of("key"), 1),
                CancellableContext.childOf(Context.background()).withoutCancel());
    }

    /** On a context that never ends the first stop prevents it, and only the first (CTX-058). */
    @ParameterizedTest
    @MethodSource("endless")
    void stop_contextThatNeverEnds_returnsTrueOnce(Context never) {
        Context.Registration registration = never.afterFunc(this::run);

        assertThat(registration.stop()).isTrue();
        assertThat(registration.stop()).isFalse();
        assertThat(ran).isNotDone();
    }

    /** A function that was stopped is not kept by the context (CTX-059). */
    @Test
    void stop_function_isNoLongerKept() {
        WeakReference<Object> reference = stoppedFunction();

        Garbage.assertCollected(reference);
        assertThat(context.isDone()).isFalse();
    }

    private WeakReference<Object> stoppedFunction() {
        Object captured = new Object();
        context.afterFunc(() -> assertThat(captured).isNotNull()).stop();
        return new WeakReference<>(captured);
    }

    /** Nor is the registration of one that was stopped (CTX-059). */
    @Test
    void stop_registration_isNoLongerKept() {
        WeakReference<Context.Registration> reference = stoppedRegistration();

        Garbage.assertCollected(reference);
        assertThat(context.isDone()).isFalse();
    }

    private WeakReference<Context.Registration> stoppedRegistration() {
        Context.Registration registration = context.afterFunc(this::run);
        assertThat(registration.stop()).isTrue();
        return new WeakReference<>(registration);
    }

    /** What it throws reaches the handler of its thread, and nobody else. */
    @Test
    void function_thatThrows_reachesTheUncaughtExceptionHandler() throws Exception {
        IllegalArgumentException thrown = new IllegalArgumentException("bad");
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        context.afterFunc(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, escaped) -> uncaught.complete(escaped));
            throw thrown;
        });
        context.afterFunc(this::run);

        context.cancel();

        assertThat(get(uncaught)).isSameAs(thrown);
        get(ran);
    }
}
