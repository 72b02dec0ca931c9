package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.sync.SingleFlight.Result;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who shares a flight, what comes out of it, and when there is another. */
class SingleFlightTest {
    private final SingleFlight<String, Object> flights = new SingleFlight<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger bodies = new AtomicInteger();

    /** A caller alone gets what its body returns, not shared (SF-001, SF-003). */
    @Test
    void run_alone_returnsTheResultNotShared() throws Exception {
        assertThat(flights.run("key", () -> "bar")).isEqualTo(new Result<>("bar", false));
        assertThat(flights).hasToString("SingleFlight[]");
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IOException("checked"), new IllegalStateException("unchecked"), new StackOverflowError("error"));
    }

    /** What the body throws, exception or error, is the cause of what the caller gets (SF-001, SF-010, SF-011). */
    @ParameterizedTest
    @MethodSource("failures")
    void run_bodyThrows_throwsItAsTheCause(Throwable failure) {
        assertThatThrownBy(() -> flights.run("key", () -> raise(failure)))
                .isExactlyInstanceOf(ExecutionException.class)
                .satisfies(thrown -> assertThat(thrown.getCause()).isSameAs(failure));
        assertThat(flights).hasToString("SingleFlight[]");
    }

    /** While one flies the others run no body, and all get the same result, shared (SF-002, SF-003). */
    @ParameterizedTest(name = "virtual {0}")
    @ValueSource(booleans = {true, false})
    void run_whileAnotherFlies_sharesItsResult(boolean virtual) throws Exception {
        List<Result<Object>> results = new ArrayList<>();
        Object result = new Object();
        Goroutine<Result<Object>> first = leader("key", result);
        List<Goroutine<Void>> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Goroutine.Action join = () -> {
                Result<Object> flight = flights.run("key", this::unwanted);
                synchronized (results) {
                    results.add(flight);
                }
            };
            others.add((virtual ? Goroutine.go(join) : Goroutine.platform(join)).parkedOn(flights));
        }

        gate.countDown();

        assertThat(first.result()).isEqualTo(new Result<>(result, true));
        for (Goroutine<Void> each : others) {
            each.result();
        }
        assertThat(results).hasSize(20).containsOnly(new Result<>(result, true));
        assertThat(bodies).hasValue(1);
    }

    /** Nothing is kept: who comes after the end begins another flight (SF-004). */
    @Test
    void run_afterTheEnd_runsAgain() throws Exception {
        for (int i = 1; i <= 3; i++) {
            assertThat(flights.run("key", bodies::incrementAndGet)).isEqualTo(new Result<>(i, false));
        }
    }

    /** Nor is a failure kept (SF-004). */
    @Test
    void run_afterAFailure_runsAgain() throws Exception {
        assertThatThrownBy(() -> flights.run("key", () -> raise(new IOException("once"))))
                .isInstanceOf(ExecutionException.class);

        assertThat(flights.run("key", () -> "again").value()).isEqualTo("again");
    }

    /** Keys do not wait for each other (SF-005). */
    @Test
    void run_otherKey_fliesAtTheSameTime() throws Exception {
        Goroutine<Result<Object>> first = leader("key", "one");

        assertThat(flights.run("other", () -> "two")).isEqualTo(new Result<>("two", false));

        gate.countDown();
        assertThat(first.result()).isEqualTo(new Result<>("one", false));
    }

    /** Keys are told apart by equals, not by identity (SF-005). */
    @Test
    @SuppressWarnings("StringOperationCanBeSimplified")
    void run_equalKey_joins() throws Exception {
        Goroutine<Result<Object>> first = leader(new String("key"), "one");
        Goroutine<Result<Object>> second = Goroutine.call(() -> flights.run(new String("key"), this::unwanted))
                .parkedOn(flights);

        gate.countDown();

        first.result();
        assertThat(second.result().value()).isEqualTo("one");
    }

    /** The body runs in the thread of the first caller (SF-007). */
    @Test
    void run_first_runsTheBodyInItsThread() throws Exception {
        assertThat(flights.run("key", Thread::currentThread).value()).isSameAs(Thread.currentThread());
    }

    /** Null is a result as any other (SF-001). */
    @Test
    void run_bodyReturnsNull_givesNullToAll() throws Exception {
        Goroutine<Result<Object>> first = leader("key", null);
        Goroutine<Result<Object>> second =
                Goroutine.call(() -> flights.run("key", this::unwanted)).parkedOn(flights);

        gate.countDown();

        assertThat(first.result()).isEqualTo(new Result<>(null, true));
        assertThat(second.result()).isEqualTo(new Result<>(null, true));
    }

    /** A failure comes to everyone as a new exception with the same cause (SF-010, SF-011). */
    @Test
    void run_bodyThrows_throwsANewExceptionToEach() throws Exception {
        Error failure = new AssertionError("the failure");
        Goroutine<Result<Object>> first = Goroutine.call(() -> flights.run("key", () -> {
            gate.await();
            throw failure;
        }));
        first.parked();
        List<Goroutine<Result<Object>>> all = new ArrayList<>(List.of(first));
        for (int i = 0; i < 4; i++) {
            all.add(Goroutine.call(() -> flights.run("key", this::unwanted)).parkedOn(flights));
        }

        gate.countDown();

        List<Throwable> thrown = new ArrayList<>();
        for (Goroutine<Result<Object>> each : all) {
            thrown.add(each.failure());
        }
        assertThat(thrown).doesNotHaveDuplicates().hasSize(5).allSatisfy(each -> {
            assertThat(each).isExactlyInstanceOf(ExecutionException.class);
            assertThat(each.getCause()).isSameAs(failure);
        });
    }

    /**
     * A forgotten flight serves those who joined it; who comes then begins another, which the end of the first leaves
     * (SF-008).
     */
    @Test
    void forget_inFlight_letsTheNextBeginAnother() throws Exception {
        CountDownLatch secondGate = new CountDownLatch(1);
        Goroutine<Result<Object>> first = leader("key", 1);
        Goroutine<Result<Object>> firstToo =
                Goroutine.call(() -> flights.run("key", this::unwanted)).parkedOn(flights);
        flights.forget("key");
        Goroutine<Result<Object>> second = Goroutine.call(() -> flights.run("key", () -> {
                    secondGate.await();
                    return 2;
                }))
                .parked();

        gate.countDown();
        assertThat(first.result()).isEqualTo(new Result<>(1, true));
        assertThat(firstToo.result()).isEqualTo(new Result<>(1, true));
        assertThat(flights).hasToString("SingleFlight[key]");
        Goroutine<Result<Object>> third =
                Goroutine.call(() -> flights.run("key", this::unwanted)).parkedOn(flights);
        secondGate.countDown();

        assertThat(second.result()).isEqualTo(new Result<>(2, true));
        assertThat(third.result()).isEqualTo(new Result<>(2, true));
        assertThat(flights).hasToString("SingleFlight[]");
    }

    /** To forget what does not fly does nothing (SF-009). */
    @Test
    void forget_unknownKey_doesNothing() throws Exception {
        Goroutine<Result<Object>> first = leader("key", 1);

        flights.forget("other");

        assertThat(flights).hasToString("SingleFlight[key]");
        gate.countDown();
        assertThat(first.result()).isEqualTo(new Result<>(1, false));
    }

    /** Who joined a flight and has its result begins another: the ended one is gone before results come (SF-015). */
    @Test
    void run_rightAfterTheResult_beginsAnother() throws Exception {
        Goroutine<Result<Object>> first = leader("key", 1);
        Goroutine<Result<Object>> second = Goroutine.call(() -> {
                    flights.run("key", this::unwanted);
                    return flights.run("key", () -> 2);
                })
                .parkedOn(flights);

        gate.countDown();

        assertThat(second.result()).isEqualTo(new Result<>(2, false));
        first.result();
    }

    /** A body that asks for its own key waits for itself, until it is interrupted (SF-016). */
    @Test
    void run_ownKeyInTheBody_waitsForItself() throws Exception {
        Goroutine<Result<Object>> itself = Goroutine.call(
                        () -> flights.run("key", () -> flights.run("key", this::unwanted)))
                .parkedOn(flights);

        Goroutine.assertStillParked(itself);
        assertThat(itself.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
    }

    /** Flights of other keys may be begun in a body. */
    @Test
    void run_otherKeyInTheBody_nests() throws Exception {
        assertThat(flights.run("a", () -> flights.run("b", () -> "inner").value()))
                .isEqualTo(new Result<>("inner", false));
    }

    private Goroutine<Result<Object>> leader(String key, Object result) {
        return Goroutine.call(() -> flights.run(key, () -> {
                    bodies.incrementAndGet();
                    gate.await();
                    return result;
                }))
                .parked();
    }

    private Object unwanted() {
        bodies.incrementAndGet();
        throw new AssertionError("the body of one who joined must not run");
    }

    static Object raise(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }
}
