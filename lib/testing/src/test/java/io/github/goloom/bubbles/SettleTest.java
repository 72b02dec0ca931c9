package io.github.goloom.bubbles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The wait until all others wait. */
@Bubbled
class SettleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What goroutines have done; plain, so that the test has no other edge than that of settling. */
    private final List<String> done = new ArrayList<>();

    /** SYN-006, SYN-021, MM-050: what others did before they wait or end is done, and seen. */
    @RepeatedTest(20)
    void settle_othersWaitOrEnd_hasTheirActions() throws Exception {
        Chan<Integer> never = Chan.unbuffered();
        Thread waiting = Go.go(() -> {
            done.add("before the wait");
            never.receive();
        });
        Bubble.settle();
        assertThat(done).containsExactly("before the wait");
        Go.go(() -> done.add("at the end"));
        Bubble.settle();
        assertThat(done).containsExactly("before the wait", "at the end");
        waiting.interrupt();
    }

    /** SYN-006: one that is woken and waits again is waited for. */
    @Test
    void settle_chain_waitsForItsEnd() throws Exception {
        Chan<Integer> first = Chan.unbuffered();
        Chan<Integer> in = first;
        for (int i = 0; i < 100; i++) {
            Chan<Integer> from = in;
            Chan<Integer> to = i < 99 ? Chan.unbuffered() : Chan.buffered(1);
            Go.go(() -> to.send(from.receive() + 1));
            in = to;
        }
        Bubble.settle();
        first.send(0);
        Bubble.settle();
        assertThat(in.tryReceive()).isEqualTo(new Received.Value<>(100));
    }

    /** SYN-007: the time does not move before the others are settled. */
    @Test
    void settle_timerSet_doesNotMoveTheTime() throws Exception {
        Go.go(() -> {
            Go.sleep(SECOND);
            done.add("slept");
        });
        Bubble.settle();
        assertThat(done).isEmpty();
        assertThat(Bubble.clock().instant()).isEqualTo("2000-01-01T00:00:00Z");
        Bubble.sleep(SECOND);
        assertThat(done).containsExactly("slept");
    }

    /** SYN-007, SYN-014: a timer that is due rings first, and does not move the time. */
    @Test
    void settle_timerDue_ringsFirst() throws Exception {
        ChanTimer timer = ChanTimer.afterFunc(Duration.ZERO, () -> done.add("rang"));
        Bubble.settle();
        assertThat(done).containsExactly("rang");
        assertThat(timer.stop()).isFalse();
        assertThat(ChanTimer.after(Duration.ZERO).tryReceive()).isInstanceOf(Received.Value.class);
        assertThat(Bubble.clock().instant()).isEqualTo("2000-01-01T00:00:00Z");
    }

    /** SYN-014: a timer that is set to zero again and again does not hang. */
    @Test
    void settle_timerResetToZero_ends() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);
        for (int i = 0; i < 1_000; i++) {
            assertThat(timer.reset(Duration.ZERO)).isTrue();
            Bubble.settle();
        }
        assertThat(timer.chan().tryReceive()).isInstanceOf(Received.Value.class);
    }

    /** SYN-008: one at a time. */
    @Test
    void settle_twoAtOnce_isRefused() throws Exception {
        Thread first = Thread.currentThread();
        Chan<Throwable> refusal = Chan.buffered(1);
        Go.go(() -> {
            while (first.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            refusal.send(catchThrowable(Bubble::settle));
        });
        Bubble.settle();
        assertThat(refusal.receive())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("another goroutine of the bubble is settling");
    }

    /** An interrupt ends it. */
    @Test
    void settle_interrupted_endsAndLeavesNothing() throws Exception {
        Thread.currentThread().interrupt();
        assertThat(catchThrowable(Bubble::settle)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        Bubble.settle();
    }
}
