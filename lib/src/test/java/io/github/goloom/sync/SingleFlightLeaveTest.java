package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.sync.SingleFlight.Flight;
import io.github.goloom.testing.Goroutine;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
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
        assertThat(flights.run("key", () -> "bar", ctx)).isEqualTo(new Flight<>("bar", false));
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
        Goroutine<Flight<Object>> second = join();

        ctx.cancel();

        assertThat(first.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        Goroutine.assertStillParked(second);
        gate.countDown();
        assertThat(second.result()).isEqualTo(new Flight<>("slow", true));
    }

    /** So it does when the first caller is interrupted, and the body is not (SF-017). */
    @Test
    void runUntil_firstIsInterrupted_fliesOnForTheOthers() throws Exception {
        Goroutine<Flight<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow, ctx)).parkedOn(flights);
        Goroutine<Flight<Object>> second = join();

        assertThat(first.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        Goroutine.assertStillParked(second);
        gate.countDown();
        assertThat(second.result()).isEqualTo(new Flight<>("slow", true));
    }

    /** When all have left, the flight still is there for who comes (SF-017). */
    @Test
    void runUntil_allHaveLeft_takesInWhoComes() throws Exception {
        Goroutine<Flight<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow, ctx)).parkedOn(flights);
        Goroutine<Flight<Object>> second =
                Goroutine.call(() -> flights.run("key", this::unwanted, ctx)).parkedOn(flights);
        ctx.cancel();
        assertThat(first.failure()).isInstanceOf(ContextCancelledException.class);
        assertThat(second.failure()).isInstanceOf(ContextCancelledException.class);
        assertThat(flights).hasToString("SingleFlight[key]");

        Goroutine<Flight<Object>> third = join();
        gate.countDown();

        assertThat(third.result().value()).isEqualTo("slow");
        assertThat(flights).hasToString("SingleFlight[]");
    }

    /** Who joined may leave a flight that runs in the thread of another (SF-017). */
    @Test
    void runUntil_laterOneIsCancelled_leavesTheFirst() throws Exception {
        Goroutine<Flight<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow)).parked();
        Goroutine<Flight<Object>> second =
                Goroutine.call(() -> flights.run("key", this::unwanted, ctx)).parkedOn(flights);

        ctx.cancel();

        assertThat(second.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        gate.countDown();
        assertThat(first.result().value()).isEqualTo("slow");
    }

    /** Who joined may be interrupted; the flight goes on (SF-017). */
    @Test
    void run_laterOneIsInterrupted_leavesTheFirst() throws Exception {
        Goroutine<Flight<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow)).parked();
        Goroutine<Flight<Object>> second = join();

        assertThat(second.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        gate.countDown();
        assertThat(first.result().value()).isEqualTo("slow");
    }

    /** Who joins one whose caller is cancelled is not cancelled by that (SF-017). */
    @Test
    void runUntil_othersCancellation_isNotShared() throws Exception {
        CancellableContext other = CancellableContext.childOf(Context.background());
        Goroutine<Flight<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow, other)).parkedOn(flights);
        Goroutine<Flight<Object>> second =
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

    /** A body that is interrupted in the thread of its caller fails the flight, and that thread's status is set again. */
    @Test
    void run_bodyIsInterrupted_failsAndSetsTheStatusOfTheFirst() throws Exception {
        Goroutine<Boolean> first = Goroutine.call(() -> {
                    assertThatThrownBy(() -> flights.run("key", this::slow))
                            .isExactlyInstanceOf(ExecutionException.class)
                            .hasCauseExactlyInstanceOf(InterruptedException.class);
                    return Thread.currentThread().isInterrupted();
                })
                .parked();
        Goroutine<Boolean> second = Goroutine.call(() -> {
                    assertThatThrownBy(() -> flights.run("key", this::unwanted))
                            .isExactlyInstanceOf(ExecutionException.class)
                            .hasCauseExactlyInstanceOf(InterruptedException.class);
                    return Thread.currentThread().isInterrupted();
                })
                .parkedOn(flights);

        first.interrupt();

        assertThat(first.result()).as("of the first").isTrue();
        assertThat(second.result()).as("of one who joined").isFalse();
    }

    private Goroutine<Flight<Object>> join() {
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
