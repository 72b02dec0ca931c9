package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a wait but the count: an interrupt, a timeout, a cancellation (WG-015 differs: Go has none of them). */
class WaitGroupWaitTest {
    /** A form of await. */
    record Form(String name, Waiting waiting) {
        void await(WaitGroup group) throws Exception {
            waiting.await(group);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a {@link Form} does. */
    @FunctionalInterface
    interface Waiting {
        void await(WaitGroup group) throws Exception;
    }

    static List<Form> forms() {
        return List.of(
                new Form("await", WaitGroup::await),
                new Form("await with a cancellation", group -> {
                    try (CancellableContext until = Context.background().withCancel()) {
                        group.await(until);
                    }
                }),
                new Form(
                        "await for ever and a day",
                        group -> assertThat(group.await(Duration.ofSeconds(Long.MAX_VALUE)))
                                .isTrue()));
    }

    /** Interrupted on entry: throws and clears the status, although there is nothing to wait for (WG-015). */
    @ParameterizedTest
    @MethodSource("forms")
    void await_interruptedOnEntry_throwsAndClearsTheStatus(Form form) throws Exception {
        WaitGroup group = new WaitGroup();
        Goroutine<Boolean> waiter = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> form.await(group)).isExactlyInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(waiter.result()).isFalse();
    }

    /** Interrupted while parked: throws, and the group and the others who wait do not notice (WG-015). */
    @ParameterizedTest
    @MethodSource("forms")
    void await_interruptedWhileParked_throwsAndDisturbsNobody(Form form) throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        Goroutine<Void> other = Goroutine.go(() -> form.await(group)).parkedOn(group);
        Goroutine<Void> virtual = Goroutine.go(() -> form.await(group)).parkedOn(group);
        Goroutine<Void> platform = Goroutine.platform(() -> form.await(group)).parkedOn(group);

        assertThat(virtual.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
        assertThat(platform.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        Goroutine.assertStillParked(other);
        assertThat(group).hasToString("WaitGroup[1, 1 thread waits]");
        group.done();
        other.result();
    }

    /** Every form ends normally with the count (WG-002). */
    @ParameterizedTest
    @MethodSource("forms")
    void await_countGoesToZero_returns(Form form) throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        Goroutine<Void> waiter = Goroutine.go(() -> form.await(group)).parkedOn(group);

        group.done();

        waiter.result();
        form.await(group);
    }

    /** Zero and negative times only look (WG-015). */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void await_noTime_onlyLooks(long seconds) throws Exception {
        WaitGroup group = new WaitGroup();
        Duration none = Duration.ofSeconds(seconds);
        assertThat(group.await(none)).isTrue();
        group.add(1);

        assertThat(group.await(none)).isFalse();
    }

    /** A wait that runs out of time has waited that long, and says so (WG-015). */
    @Test
    void await_timeRunsOut_returnsFalseAfterThatTime() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        long start = System.nanoTime();

        assertThat(group.await(Duration.ofMillis(20))).isFalse();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
        assertThat(group).hasToString("WaitGroup[1]");
    }

    /** A cancellation that is done on entry wins, whatever the count is, and leaves the interrupt status (WG-015). */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void await_cancelledAndInterruptedOnEntry_throwsTheErrorAndKeepsTheStatus(int count) throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(count);
        CancellableContext until = CancellableContext.childOf(Context.background());
        until.cancel();
        Goroutine<Boolean> waiter = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> group.await(until)).isExactlyInstanceOf(ContextCancelledException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(waiter.result()).isTrue();
    }

    /** A cancellation while parked ends the wait with its error; the group does not notice (WG-015). */
    @Test
    void await_cancelledWhileParked_throwsTheError() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        CancellableContext until = CancellableContext.childOf(Context.background());
        Goroutine<Void> virtual = Goroutine.go(() -> group.await(until)).parkedOn(group);
        Goroutine<Void> platform = Goroutine.platform(() -> group.await(until)).parkedOn(group);

        until.cancel();

        assertThat(virtual.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(platform.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(group).hasToString("WaitGroup[1]");
    }

    /** Missing arguments are refused by name. */
    @Test
    void await_null_throwsNamingTheArgument() {
        WaitGroup group = new WaitGroup();

        assertThatThrownBy(() -> group.await((Cancellation) null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("until");
        assertThatThrownBy(() -> group.await((Duration) null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("timeout");
    }
}
