package io.github.goloom.bubbles;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RateLimiter;
import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import io.github.goloom.time.ChanTicker;
import io.github.goloom.time.ChanTimer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The time of a bubble, and what ends it. */
class BubbleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** SYN-002, SYN-003, SYN-013: the time is exact, and no real time passes. */
    @Bubbled
    @Test
    void sleep_aDay_movesTheClock() throws Exception {
        assertThat(Bubble.clock().instant()).isEqualTo("2000-01-01T00:00:00Z");
        Go.sleep(Duration.ofDays(1));
        assertThat(Bubble.clock().instant()).isEqualTo("2000-01-02T00:00:00Z");
    }

    /** SYN-013, SYN-023: a deadline is exact to the nanosecond. */
    @Bubbled
    @Test
    void deadline_passes_contextEnds() throws Exception {
        try (CancellableContext context = Context.background().withTimeout(Duration.ofSeconds(5))) {
            assertThat(context.deadline()).contains(Instant.parse("2000-01-01T00:00:05Z"));
            Bubble.sleep(Duration.ofSeconds(5).minusNanos(1));
            assertThat(context.isDone()).isFalse();
            Bubble.sleep(Duration.ofNanos(1));
            assertThat(context.isDone()).isTrue();
        }
    }

    @Bubbled
    @Test
    void ticker_aDay_ticksEachSecond() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(SECOND)) {
            Instant last = null;
            for (int i = 0; i < 86_400; i++) {
                last = ticker.chan().receive();
            }
            assertThat(last).isEqualTo("2000-01-02T00:00:00Z");
        }
    }

    @Bubbled
    @Test
    void select_after_winsOverNever() throws Exception {
        Chan<Integer> never = Chan.unbuffered();
        int got = select(receive(never, value -> value), after(Duration.ofDays(3), () -> -1));
        assertThat(got).isEqualTo(-1);
        assertThat(Bubble.clock().instant()).isEqualTo("2000-01-04T00:00:00Z");
    }

    private static void hold(Mutex mutex) throws InterruptedException {
        mutex.lock();
        try {
            Go.sleep(SECOND);
        } finally {
            mutex.unlock();
        }
    }

    @Bubbled
    @Test
    void mutex_heldOverASleep_isDurable() throws Exception {
        Mutex mutex = new Mutex();
        Go.go(() -> hold(mutex));
        Bubble.settle();
        hold(mutex);
        assertThat(Bubble.clock().instant()).isEqualTo("2000-01-01T00:00:02Z");
    }

    /** SYN-001. */
    @Bubbled
    @Test
    void timer_function_runsInTheBubble() throws Exception {
        Chan<Instant> ran = Chan.buffered(1);
        ChanTimer.afterFunc(Duration.ofHours(1), () -> ran.send(Bubble.clock().instant()));
        assertThat(ran.receive()).isEqualTo("2000-01-01T01:00:00Z");
    }

    @Bubbled
    @Test
    void interrupt_ofASleeper_endsIt() throws Exception {
        Chan<Instant> ended = Chan.buffered(1);
        Thread sleeper = Go.go(() -> {
            try {
                Go.sleep(Duration.ofDays(9));
            } catch (InterruptedException e) {
                ended.send(Bubble.clock().instant());
            }
        });
        Go.sleep(SECOND);
        sleeper.interrupt();
        assertThat(ended.receive()).isEqualTo("2000-01-01T00:00:01Z");
    }

    /** SYN-009. */
    @Test
    void run_allWait_failsWithTheirPlaces() {
        Chan<Integer> never = Chan.unbuffered("never");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Bubble.run(() -> never.receive()))
                .withMessageStartingWith("all goroutines of the bubble wait, and there is no timer (deadlock):\n\n"
                        + "1 goroutine \"bubble\": receive from UnbufferedChan[\"never\"")
                .withMessageContaining("    to be woken by a send, or close\n")
                .withMessageContaining("BubbleTest.lambda$run_allWait_failsWithTheirPlaces$");
    }

    /** The report names who holds what is waited for. */
    @Test
    void run_lockIsKept_failsWithItsHolder() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Bubble.run(() -> {
                    Mutex mutex = new Mutex("kept");
                    mutex.lock();
                    Go.go("second", mutex::lock);
                    Chan.<Integer>unbuffered().receive();
                }))
                .withMessageMatching("(?s).*\"second\": lock Mutex\\[\"kept\".*\n    held by \"bubble\" #\\d+\n"
                        + "    to be woken by an unlock\n.*");
    }

    /** A wait for permits that never come is told with what the limiter has. */
    @Test
    void run_permitsNeverCome_tellsTheLimiter() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Bubble.run(() -> {
                    RateLimiter limiter = RateLimiter.perSecond(0, 1);
                    limiter.acquire();
                    limiter.acquire();
                }))
                .withMessageContaining("\"bubble\": acquire from RateLimiter[0.0 per second, -1.0 of 1 available]")
                .withMessageContaining("    to be woken by its time\n");
    }

    /** A wait for the lock, after a signal, is told as one for the lock; several of one kind are told as one would be. */
    @Test
    @SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "MustBeClosedChecker"}) // it goes wrong
    void run_allWait_tellsWhatWouldWakeThem() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Bubble.run(() -> {
                    Mutex mutex = new Mutex("kept");
                    Cond changed = mutex.newCondition();
                    for (int i = 0; i < 2; i++) {
                        CancellableContext context = CancellableContext.childOf(Context.background());
                        Go.go("owner", () -> context.done().receive());
                    }
                    Go.go("waiter", () -> {
                        mutex.lock();
                        changed.await();
                    });
                    Bubble.settle();
                    mutex.lock();
                    changed.signal();
                    Chan.<Integer>unbuffered().receive();
                }))
                .withMessageMatching("(?s).*\"owner\": receive from 2 of DoneChan, longest \\d+ \\w+\n"
                        + "    to be woken by the end of the context\n.*")
                .withMessageMatching("(?s).*\"waiter\": wait for Mutex\\[\"kept\"[^\n]*\n"
                        + "    held by \"bubble\" #\\d+\n    to be woken by an unlock\n.*");
    }

    /** SYN-010, SYN-011: the time stands when the body has ended, so a sleep does not end either. */
    @Test
    void run_othersLeft_fails() {
        Chan<Integer> never = Chan.unbuffered("never");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Bubble.run(() -> {
                    Go.go("left", () -> never.receive());
                    Go.go("ticking", () -> Go.sleep(SECOND));
                }))
                .withMessageStartingWith("the body of the bubble has ended, but goroutines are left:\n\n")
                .withMessageContaining("\"left\"")
                .withMessageContaining("\"ticking\"");
    }

    @Test
    void run_bodyThrows_throwsItWithTheOthers() {
        Chan<Integer> never = Chan.unbuffered("never");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Bubble.run(() -> {
                    Go.go("left", () -> never.receive());
                    throw new IOException("mine");
                }))
                .withMessage("mine")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    /** SYN-005: a wait outside goloom is not durable. */
    @Test
    void run_threadSleep_failsWithAdvice() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        Bubble.run(Bubble.options().withPatience(Duration.ofMillis(50)), () -> Thread.sleep(100_000)))
                .withMessageContaining("\"bubble\": TIMED_WAITING; use Go.sleep\n");
    }

    /** SYN-016, SYN-020. */
    @Test
    void run_wokenFromOutside_failsWithTheCulprit() {
        Chan<Integer> shared = Chan.unbuffered("shared");
        Thread culprit = Thread.ofPlatform().name("culprit").unstarted(shared::close);
        assertThatIllegalStateException()
                .isThrownBy(() -> Bubble.run(() -> {
                    Go.go("waiting", () -> shared.receive());
                    Bubble.settle();
                    culprit.start();
                    culprit.join();
                }))
                .withMessageMatching("a goroutine of the bubble, .*waiting.*, was woken from outside, by .*culprit.*");
    }

    /** SYN-012. */
    @Test
    void run_nested_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Bubble.run(() -> Bubble.run(() -> {})))
                .withMessageContaining("nested");
    }

    /** SYN-008. */
    @Test
    void settle_outside_isRefused() {
        assertThatIllegalStateException().isThrownBy(Bubble::settle).withMessageContaining("@Bubbled");
    }

    @Bubbled
    @Test
    void sleep_negative_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bubble.sleep(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
    }
}
