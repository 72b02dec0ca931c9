package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The breaker opens after two failures in a row, for a minute, and then lets one call through. */
@Bubbled
@ExtendWith(Untracked.class)
class BreakerTest {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Breaker breaker = new Breaker(2, PAUSE);

    @Test
    void call_twoFailuresWithASuccessBetween_staysClosed() throws Exception {
        fail();
        succeed();
        fail();
        succeed();
    }

    @Test
    void call_afterTwoFailures_isRefusedForAMinute() throws Exception {
        open();
        Go.sleep(PAUSE.minusNanos(1));
        assertRefused();
        Bubble.sleep(Duration.ofNanos(1));
        succeed();
        succeed();
    }

    @Test
    void call_duringTheTrial_isRefused() throws Exception {
        open();
        Bubble.sleep(PAUSE);
        Chan<String> answer = Chan.unbuffered();
        Go.go("trial", () -> succeedWith("late", answer::receive));
        Bubble.settle();
        assertRefused();
        answer.send("late");
        Bubble.settle();
        succeed();
    }

    @Test
    void call_trialFails_opensForAnotherMinute() throws Exception {
        open();
        Bubble.sleep(PAUSE);
        fail();
        Go.sleep(PAUSE.minusNanos(1));
        assertRefused();
        Bubble.sleep(Duration.ofNanos(1));
        succeed();
    }

    @Test
    void call_succeedsAfterOthersHaveOpened_doesNotClose() throws Exception {
        Chan<String> answer = Chan.unbuffered();
        Go.go("slow", () -> succeedWith("late", answer::receive));
        Bubble.settle();
        open();
        answer.send("late");
        Bubble.settle();
        assertRefused();
    }

    private void open() {
        fail();
        fail();
        assertRefused();
    }

    private void succeed() throws Exception {
        succeedWith("answer", () -> "answer");
    }

    private void succeedWith(String expected, Callable<String> service) throws Exception {
        String answer = breaker.call(service);
        assertThat(answer).isEqualTo(expected);
    }

    private void fail() {
        assertThatThrownBy(() -> breaker.call(() -> {
                    throw new IOException("down");
                }))
                .isInstanceOf(IOException.class);
    }

    private void assertRefused() {
        assertThatThrownBy(() -> breaker.call(() -> "answer")).isInstanceOf(RejectedExecutionException.class);
    }
}
