package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.sync.SingleFlight.Failed;
import io.github.goloom.sync.SingleFlight.Outcome;
import io.github.goloom.sync.SingleFlight.Result;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Flights whose outcome comes on a channel. */
class SingleFlightStartTest {
    private final SingleFlight<String, Object> flights = new SingleFlight<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    /** The channel is there at once, and the outcome when the body has returned (SF-006). */
    @Test
    void start_bodyWaits_returnsAtOnce() throws Exception {
        ReceiveChan<Outcome<Object>> outcome = flights.start("key", this::slow);

        assertThat(outcome.tryReceive()).isInstanceOf(Received.Empty.class);
        gate.countDown();
        assertThat(outcome.receive()).isEqualTo(new Result<>("slow", false));
    }

    /** One outcome comes and nothing else: the channel is not closed (SF-006). */
    @Test
    void start_afterTheOutcome_channelStaysOpenAndEmpty() throws Exception {
        ReceiveChan<Outcome<Object>> outcome = flights.start("key", () -> "bar");
        assertThat(outcome.receive()).isEqualTo(new Result<>("bar", false));
        Goroutine<Outcome<Object>> more = Goroutine.call(outcome::receive).parkedOn(outcome);

        assertThat(flights.run("key", () -> "next").value()).isEqualTo("next");

        Goroutine.assertStillParked(more);
        assertThat(outcome.isClosed()).isFalse();
        assertThat(more.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** A channel from which nobody receives is garbage, and holds up no flight (SF-006). */
    @Test
    void start_outcomeNotReceived_leaksNothing() throws Exception {
        WeakReference<Object> abandoned = new WeakReference<>(flights.start("key", this::slow));
        gate.countDown();
        Goroutine.until(() -> flights.toString().equals("SingleFlight[]"));

        Goroutine.until(() -> {
            System.gc();
            return abandoned.get() == null;
        });
    }

    /** The body runs in a goroutine of its own (SF-007). */
    @Test
    void start_body_runsInAGoroutine() throws Exception {
        Result<Object> flight =
                (Result<Object>) flights.start("key", Thread::currentThread).receive();

        assertThat(((Thread) flight.value()).isVirtual()).isTrue();
        assertThat(flight.value()).isNotSameAs(Thread.currentThread());
    }

    /** A flight begun by a call, by one with a channel or by both is one flight: all share it (SF-002, SF-003). */
    @Test
    void start_withThoseWhoRun_sharesOneFlight() throws Exception {
        ReceiveChan<Outcome<Object>> first = flights.start("key", this::slow);
        ReceiveChan<Outcome<Object>> second = flights.start("key", this::unwanted);
        Goroutine<Result<Object>> third =
                Goroutine.call(() -> flights.run("key", this::unwanted)).parkedOn(flights);

        gate.countDown();

        Result<Object> shared = new Result<>("slow", true);
        assertThat(first.receive()).isEqualTo(shared);
        assertThat(second.receive()).isEqualTo(shared);
        assertThat(third.result()).isEqualTo(shared);
    }

    /** One that joins a flight which runs in a caller's thread makes that shared (SF-003). */
    @Test
    void start_whileAnotherRuns_makesItShared() throws Exception {
        Goroutine<Result<Object>> first =
                Goroutine.call(() -> flights.run("key", this::slow)).parked();
        ReceiveChan<Outcome<Object>> second = flights.start("key", this::unwanted);

        gate.countDown();

        assertThat(first.result()).isEqualTo(new Result<>("slow", true));
        assertThat(second.receive()).isEqualTo(new Result<>("slow", true));
    }

    /** What the body throws comes as an outcome to every channel, and the process lives (SF-012). */
    @Test
    void start_bodyThrows_sendsTheFailure() throws Exception {
        Error failure = new AssertionError("the failure");
        ReceiveChan<Outcome<Object>> first = flights.start("key", () -> {
            gate.await();
            throw failure;
        });
        ReceiveChan<Outcome<Object>> second = flights.start("key", this::unwanted);

        gate.countDown();

        assertThat(first.receive()).isEqualTo(new Failed<>(failure, true));
        assertThat(second.receive()).isEqualTo(new Failed<>(failure, true));
        assertThat(flights).hasToString("SingleFlight[]");
    }

    /** Null is a result as any other (SF-006). */
    @Test
    void start_bodyReturnsNull_sendsNull() throws Exception {
        assertThat(flights.start("key", () -> null).receive()).isEqualTo(new Result<>(null, false));
    }

    /** The flight is over before its outcome comes: who then starts begins another (SF-015). */
    @Test
    void start_rightAfterTheOutcome_beginsAnother() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            assertThat(flights.start("key", () -> number).receive()).isEqualTo(new Result<>(number, false));
        }
    }

    /** Outcomes are sent in the order in which the channels were asked for (SF-018). */
    @Test
    void start_many_sendsInTheirOrder() throws Exception {
        List<ReceiveChan<Outcome<Object>>> outcomes = new ArrayList<>(List.of(flights.start("key", this::slow)));
        for (int i = 1; i < 5_000; i++) {
            outcomes.add(flights.start("key", this::unwanted));
        }
        Goroutine<Void> last = Goroutine.platform(() -> {
                    outcomes.removeLast().receive();
                    assertThat(outcomes).allMatch(each -> each.size() == 1);
                })
                .parked();

        gate.countDown();

        last.result();
    }

    /** A forgotten flight still sends its outcome, and the next is another (SF-008). */
    @Test
    void forget_started_stillSendsTheOutcome() throws Exception {
        ReceiveChan<Outcome<Object>> first = flights.start("key", this::slow);
        flights.forget("key");

        assertThat(flights.start("key", () -> "second").receive()).isEqualTo(new Result<>("second", false));
        gate.countDown();
        assertThat(first.receive()).isEqualTo(new Result<>("slow", false));
    }

    private Object slow() throws InterruptedException {
        gate.await();
        return "slow";
    }

    private Object unwanted() {
        throw new AssertionError("the body of one who joined must not run");
    }
}
