package io.github.goloom.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.testing.Leaks;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The check of a piece of code. */
class LeaksTest {
    private final Chan<Integer> never = Chan.unbuffered("never");

    /** LEAK-014, LEAK-021: a goroutine that is left is told with its name, state, creator and stack. */
    @Test
    void check_left_tellsIt() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Leaks.check(Duration.ofMillis(50), () -> Go.go("lost", () -> never.receive())))
                .withMessageStartingWith(
                        "goroutines are left:\n\n1 goroutine \"lost\": receive from UnbufferedChan[\"never\", ")
                .withMessageContaining("    at io.github.goloom.leaks.LeaksTest.lambda$check_left_tellsIt$")
                .withMessageContaining("    started at io.github.goloom.leaks.LeaksTest.lambda$check_left_tellsIt$");
        never.close();
    }

    /** LEAK-015: one that is about to end is waited for. */
    @Test
    void check_endsSoon_isWaitedFor() {
        assertThatCode(() -> Leaks.check(() -> {
                    Go.go(() -> Go.sleep(Duration.ofMillis(30)));
                }))
                .doesNotThrowAnyException();
    }

    /** LEAK-017, LEAK-018: what was there before does not count, also if it looks the same. */
    @Test
    void check_othersBefore_doNotCount() {
        Go.go("twin", () -> never.receive());

        assertThatCode(() -> Leaks.check(() -> {})).doesNotThrowAnyException();
        assertThatThrownBy(() -> Leaks.check(Duration.ZERO, () -> Go.go("twin", () -> never.receive())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 goroutine \"twin\"");
        never.close();
    }

    /** A function of a context that was registered within counts when it runs, whoever ends the context. */
    @Test
    void check_functionRegisteredWithin_counts() throws Exception {
        try (CancellableContext context = Context.background().withCancel()) {
            assertThatThrownBy(() -> Leaks.check(Duration.ofMillis(50), () -> {
                        context.afterFunc(() -> never.receive());
                        Thread.ofPlatform()
                                .inheritInheritableThreadLocals(false)
                                .start(context::cancel)
                                .join();
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("\"afterFunc\": receive from");
        }
        never.close();
    }

    /** The failure of the body comes out; what is left is suppressed by it. */
    @Test
    void check_bodyFails_failureComesOut() {
        assertThatThrownBy(() -> Leaks.check(Duration.ZERO, () -> {
                    Go.go("lost", () -> never.receive());
                    throw new IOException("disk");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(left -> assertThat(left).hasMessageContaining("\"lost\"")));
        never.close();
    }

    /** Checks nest: an inner one has its own goroutines. */
    @Test
    void check_nested_hasItsOwn() {
        assertThatThrownBy(() -> Leaks.check(Duration.ZERO, () -> {
                    Go.go("outer", () -> never.receive());
                    Leaks.check(() -> {});
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 goroutine \"outer\"");
        never.close();
    }

    /** Nulls are named. */
    @Test
    void check_null_isNamed() {
        assertThatNullPointerException().isThrownBy(() -> Leaks.check(null)).withMessage("body");
        assertThatNullPointerException()
                .isThrownBy(() -> Leaks.check(null, () -> {}))
                .withMessage("timeout");
    }
}
