package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.UncheckedInterruptedException;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextBridges;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.ContextKey;
import io.github.goloom.sync.SingleFlight.Outcome;
import io.github.goloom.sync.SingleFlight.Result;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who leaves a flight leaves it flying: interrupted or cancelled, first caller or later one. */
class SingleFlightLeaveTest {
    private final SingleFlight<String, Object> flights = new SingleFlight<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CancellableContext ctx = CancellableContext.childOf(Context.background());

    /** With a cancellation the body runs in a goroutine of its own (SF-007, SF-017). */
    @Test
    void runUntil_first_runsTheBodyInAGoroutine() throws Exception {
        Thread thread = (Thread) flights.run("key", Thread::currentThread, ctx).value();

        assertThat(thread).isNotSameAs(Thread.currentThread());
        assertThat(thread.isVirtual()).isTrue();
    }

    /** Alone, and never cancelled, a caller gets its result as without a cancellation (SF-001, SF-003). */
    @Test
    void runUntil_alone_returnsTheResultNotShared() throws Exception {
        assertThat(flights.run("key", () -> "bar", ctx)).isEqualTo(new Result<>("bar", false));
        assertThatThrownBy(() -> flights.run("key", () -> SingleFlightTest.raise(new Error("e")), ctx))
                .isExactlyInstanceOf(ExecutionException.class)
                .hasCauseExactlyInstanceOf(Error.class);
        assertThat(flights).hasToString("SingleFlight[]");
    }

    /** The first caller may leave: the flight goes on and its result comes to who joined it (SF-017). */
    @ParameterizedTest(name = "virtual {0}")
    @ValueSource(booleans = {true, false})
    void runUntil_firstIsCancelled_fliesOnForTheOthers(boolean virtual) throws Exception {
        Goroutine.Action run = () -> flights.run("key", this::slow, ctx);
        Goroutine<Void> first = (virtual ? Goroutine.go(run) : Goroutine.platform(run)).parkedOn(flights);
        Goroutine<Result<Object>> second = join();

        ctx.cancel();

        assertThat(first.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        Goroutine.assertStillParked(second);
        gate.countDown();
        assertThat(second.result()).isEqualTo(new Result<>("slow", true));
    }

    /** So it does when the first caller is interrupted, and the body is not (SF-017). */
    @Test
    void runUntil_firstIsInterrupted_fliesOnForTheOthers() throws Exception {
        Goroutine<Result<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow, ctx)).parkedOn(flights);
        Goroutine<Result<Object>> second = join();

        assertThat(first.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        Goroutine.assertStillParked(second);
        gate.countDown();
        assertThat(second.result()).isEqualTo(new Result<>("slow", true));
    }

    /** When all have left, the flight still is there for who comes (SF-017). */
    @Test
    void runUntil_allHaveLeft_takesInWhoComes() throws Exception {
        Goroutine<Result<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow, ctx)).parkedOn(flights);
        Goroutine<Result<Object>> second =
                Goroutine.call(() -> flights.run("key", this::unwanted, ctx)).parkedOn(flights);
        ctx.cancel();
        assertThat(first.failure()).isInstanceOf(ContextCancelledException.class);
        assertThat(second.failure()).isInstanceOf(ContextCancelledException.class);
        assertThat(flights).hasToString("SingleFlight[key]");

        Goroutine<Result<Object>> third = join();
        gate.countDown();

        assertThat(third.result().value()).isEqualTo("slow");
        assertThat(flights).hasToString("SingleFlight[]");
    }

    /** Who joined may leave a flight that runs in the thread of another (SF-017). */
    @Test
    void runUntil_laterOneIsCancelled_leavesTheFirst() throws Exception {
        Goroutine<Result<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow)).parked();
        Goroutine<Result<Object>> second =
                Goroutine.call(() -> flights.run("key", this::unwanted, ctx)).parkedOn(flights);

        ctx.cancel();

        assertThat(second.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        gate.countDown();
        assertThat(first.result().value()).isEqualTo("slow");
    }

    /** Who joined may be interrupted; the flight goes on (SF-017). */
    @Test
    void run_laterOneIsInterrupted_leavesTheFirst() throws Exception {
        Goroutine<Result<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow)).parked();
        Goroutine<Result<Object>> second = join();

        assertThat(second.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        gate.countDown();
        assertThat(first.result().value()).isEqualTo("slow");
    }

    /** Who joins one whose caller is cancelled is not cancelled by that (SF-017). */
    @Test
    void runUntil_othersCancellation_isNotShared() throws Exception {
        CancellableContext other = CancellableContext.childOf(Context.background());
        Goroutine<Result<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow, other)).parkedOn(flights);
        Goroutine<Result<Object>> second =
                Goroutine.call(() -> flights.run("key", this::unwanted, ctx)).parkedOn(flights);

        other.cancel();

        assertThat(first.failure()).isInstanceOf(ContextCancelledException.class);
        Goroutine.assertStillParked(second);
        gate.countDown();
        assertThat(second.result().value()).isEqualTo("slow");
    }

    /** A cancellation that is done on entry begins no flight (SF-017). */
    @Test
    void runUntil_doneOnEntry_beginsNoFlight() {
        ctx.cancel();

        assertThatThrownBy(() -> flights.run("key", this::unwanted, ctx))
                .isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(flights).hasToString("SingleFlight[]");
    }

    /** It wins over the interrupt status, which stays (SF-017). */
    @Test
    void runUntil_doneAndInterruptedOnEntry_throwsTheErrorAndKeepsTheStatus() throws Exception {
        ctx.cancel();
        Goroutine<Boolean> both = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> flights.run("key", this::unwanted, ctx))
                    .isExactlyInstanceOf(ContextCancelledException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(both.result()).isTrue();
    }

    /** A thread that is interrupted on entry begins no flight, and has its status cleared. */
    @ParameterizedTest(name = "until {0}")
    @ValueSource(booleans = {true, false})
    void run_interruptedOnEntry_beginsNoFlight(boolean until) throws Exception {
        Goroutine<Boolean> interrupted = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> {
                        if (until) {
                            flights.run("key", this::unwanted, ctx);
                        } else {
                            flights.run("key", this::unwanted);
                        }
                    })
                    .isExactlyInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(interrupted.result()).isFalse();
        assertThat(flights).hasToString("SingleFlight[]");
    }

    /** A caller that is interrupted in its body fails alone: one of those that have joined it runs its own body. */
    @Test
    void run_bodyIsInterrupted_anotherRunsItsOwn() throws Exception {
        AtomicInteger bodies = new AtomicInteger();
        Goroutine<Result<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow)).parked();
        List<Goroutine<Result<Object>>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(Goroutine.call(() -> flights.run("key", () -> {
                        bodies.incrementAndGet();
                        return slow();
                    }))
                    .parkedOn(flights));
        }
        others.add(Goroutine.call(() -> flights.run(
                        "key",
                        () -> {
                            bodies.incrementAndGet();
                            return slow();
                        },
                        Context.background()))
                .parkedOn(flights));
        ReceiveChan<Outcome<Object>> outcome = flights.start("key", () -> {
            bodies.incrementAndGet();
            return slow();
        });

        first.interrupt();

        assertThat(first.failure()).isExactlyInstanceOf(InterruptedException.class);
        Goroutine.until(() -> bodies.get() == 1);
        gate.countDown();
        for (Goroutine<Result<Object>> each : others) {
            assertThat(each.result().value()).isEqualTo("slow");
        }
        assertThat(outcome.receive())
                .isInstanceOfSatisfying(
                        Result.class, flight -> assertThat(flight.value()).isEqualTo("slow"));
        assertThat(flights).hasToString("SingleFlight[]");
    }

    /** Also if it is an iterator that was interrupted. */
    @Test
    void run_iteratorOfTheBodyIsInterrupted_anotherRunsItsOwn() throws Exception {
        Chan<Object> never = Chan.unbuffered();
        Goroutine<Result<Object>> first = Goroutine.call(
                        () -> flights.run("key", () -> never.iterator().next()))
                .parkedOn(never);
        Goroutine<Result<Object>> second =
                Goroutine.call(() -> flights.run("key", () -> "own")).parkedOn(flights);

        first.interrupt();

        assertThat(first.failure()).isExactlyInstanceOf(UncheckedInterruptedException.class);
        assertThat(second.result()).isEqualTo(new Result<>("own", false));
    }

    /**
     * A body with a context goes on while one caller needs it, and is ended when the last has left; who comes then
     * begins another.
     */
    @Test
    void run_lastCallerLeaves_endsTheContextOfTheBody() throws Exception {
        ContextKey<String> key = ContextKey.of("user");
        CancellableContext one = CancellableContext.childOf(Context.background().withValue(key, "ann"));
        CancellableContext two = CancellableContext.childOf(Context.background());
        AtomicReference<Context> flight = new AtomicReference<>();
        ContextBridges.InContext<Object, Exception> body = ctx -> {
            flight.set(ctx);
            return Chan.unbuffered().receive(ctx);
        };
        Goroutine<Result<Object>> first =
                Goroutine.call(() -> flights.run("key", body, one)).parkedOn(flights);
        Goroutine<Result<Object>> second =
                Goroutine.call(() -> flights.run("key", body, two)).parkedOn(flights);
        Goroutine.until(() -> flight.get() != null);
        assertThat(flight.get().value(key)).isEqualTo("ann");

        one.cancel();
        assertThat(first.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(flight.get().isDone()).isFalse();

        two.cancel();
        assertThat(second.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(flight.get().isDone()).isTrue();
        ContextBridges.InContext<Object, Exception> other = ctx -> "another";
        assertThat(flights.run("key", other, Context.background()).value()).isEqualTo("another");
    }

    /** Its context ends with the body. */
    @Test
    void run_bodyWithContextEnds_endsItsContext() throws Exception {
        AtomicReference<Context> flight = new AtomicReference<>();
        ContextBridges.InContext<Object, Exception> body = ctx -> {
            flight.set(ctx);
            return "value";
        };

        assertThat(flights.run("key", body, Context.background())).isEqualTo(new Result<>("value", false));
        assertThat(flight.get().isDone()).isTrue();
    }

    /**
     * A key whose {@code equals} throws once the flight is in the map, or an error thrown there: the flight ends, and
     * nobody waits for it.
     */
    @Test
    void run_keyFails_endsTheFlight() throws Exception {
        Failing key = new Failing();
        SingleFlight<Failing, Object> ofFailing = new SingleFlight<>();
        assertThatThrownBy(() -> ofFailing.run(key, () -> {
                    key.fails = true;
                    return "value";
                }))
                .isInstanceOf(IllegalStateException.class);
        key.fails = false;

        assertThat(ofFailing.run(key, () -> "again").value()).isEqualTo("again");
    }

    /** A key whose hash code fails on demand. */
    private static final class Failing {
        boolean fails;

        @Override
        public int hashCode() {
            if (fails) {
                throw new IllegalStateException("thrown by the key");
            }
            return 1;
        }

        @Override
        @SuppressWarnings("EqualsHashCode")
        public boolean equals(Object other) {
            return this == other;
        }
    }

    private Goroutine<Result<Object>> join() {
        return Goroutine.call(() -> flights.run("key", this::unwanted)).parkedOn(flights);
    }

    private Object slow() throws InterruptedException {
        gate.await();
        return "slow";
    }

    private Object unwanted() {
        throw new AssertionError("this body must not run");
    }
}
