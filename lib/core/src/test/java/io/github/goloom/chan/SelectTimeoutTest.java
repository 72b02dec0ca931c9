package io.github.goloom.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.onAfter;
import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code after}: taken only when nothing else was ready within the time. */
class SelectTimeoutTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Chan<Integer> chan = Chan.unbuffered();

    /** Without a partner it is taken, and not before its time. */
    @Test
    void after_withoutAPartner_isTakenAfterItsTime() throws Exception {
        long start = System.nanoTime();

        int chosen = select(receive(chan, v -> 0), send(chan, 1, () -> 1), after(Duration.ofMillis(20), () -> 2));

        assertThat(chosen).isEqualTo(2);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
        assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
        assertThat(((SendableChan<?>) chan).senders.isEmpty()).isTrue();
    }

    /** It needs no other case. */
    @Test
    void after_alone_isTakenAfterItsTime() throws Exception {
        long start = System.nanoTime();

        int chosen = select(after(Duration.ofMillis(5), () -> 2));

        assertThat(chosen).isEqualTo(2);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000);
    }

    /** It is taken on a platform thread as well. */
    @Test
    void after_onAPlatformThread_isTaken() throws Exception {
        int[] chosen = {0};

        Goroutine.platform(() -> select(onReceive(chan, v -> {}), onAfter(Duration.ofMillis(1), () -> chosen[0] = 2)))
                .result();

        assertThat(chosen[0]).isEqualTo(2);
    }

    /** A case that is ready on arrival is always chosen, however short the time. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000})
    void after_besideAReadyCase_isNeverTaken(long nanos) throws Exception {
        Chan<Integer> ready = Chan.unbuffered();
        ready.close();
        for (int i = 0; i < 1_000; i++) {
            int chosen = select(after(Duration.ofNanos(nanos), () -> 1), receive(ready, v -> 0));

            assertThat(chosen).isZero();
        }
    }

    /** A case that becomes ready within the time is chosen. */
    @Test
    void after_whenAPartnerComesInTime_isNotTaken() throws Exception {
        var select = Goroutine.call(() -> select(receive(chan, v -> v), after(HOUR, () -> -1)));
        select.parked();

        chan.send(5);

        assertThat(select.result()).isEqualTo(5);
    }

    /** Of several the shortest counts, wherever it stands. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void after_ofSeveral_theShortestCounts(int shortest) throws Exception {
        Duration[] times = {HOUR, HOUR, HOUR};
        times[shortest] = Duration.ofMillis(1);

        int chosen = select(
                after(times[0], () -> 0), receive(chan, v -> -1), after(times[1], () -> 1), after(times[2], () -> 2));

        assertThat(chosen).isEqualTo(shortest);
    }

    /** A time of zero or less makes it a default: taken at once if nothing is ready. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, -1_000_000_000, Long.MIN_VALUE})
    void after_ofZeroOrLess_isTakenAtOnce(long seconds) throws Exception {
        int chosen = select(after(HOUR, () -> 1), after(Duration.ofSeconds(seconds), () -> 2), receive(chan, v -> 0));

        assertThat(chosen).isEqualTo(2);
    }

    /** As a default it ignores the interrupt status and leaves it set. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void after_ofZeroOrLess_ignoresTheInterruptStatus(long seconds) throws Exception {
        var select = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            int chosen = select(receive(chan, v -> 0), after(Duration.ofSeconds(seconds), () -> 2));
            return Thread.currentThread().isInterrupted() ? chosen : -1;
        });

        assertThat(select.result()).isEqualTo(2);
    }

    /** Beside a real default it is allowed, and the default is taken. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3600})
    void after_besideOtherwise_isNotTaken(long seconds) throws Exception {
        int chosen = select(after(Duration.ofSeconds(seconds), () -> 1), receive(chan, v -> 0), otherwise(() -> 2));

        assertThat(chosen).isEqualTo(2);
    }

    /** A huge time saturates instead of wrapping: the select waits. */
    @Test
    void after_ofAHugeTime_waits() throws Exception {
        for (Duration huge : new Duration[] {
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
            Duration.ofNanos(Long.MAX_VALUE),
            Duration.ofNanos(Long.MAX_VALUE / 2),
            Duration.ofNanos(Long.MAX_VALUE / 2 - 1),
            Duration.ofDays(400 * 365)
        }) {
            var select = Goroutine.call(() -> select(after(huge, () -> -1), receive(chan, v -> v)));
            Goroutine.assertStillParked(select);
            chan.send(3);

            assertThat(select.result()).as("%s", huge).isEqualTo(3);
        }
    }

    /** A select that only has nil channels and a time ends by its time. */
    @Test
    void after_besideNilChannels_isTaken() throws Exception {
        Chan<Integer> nil = Chan.nil();

        int chosen = select(receive(nil, v -> 0), send(nil, 1, () -> 1), after(Duration.ofMillis(1), () -> 2));

        assertThat(chosen).isEqualTo(2);
    }

    /** A kept {@code after} begins anew with each select. */
    @Test
    void after_keptForManySelects_beginsAnew() throws Exception {
        var kept = after(Duration.ofMillis(5), () -> 1);
        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            select(kept, receive(chan, v -> 0));
        }

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(15_000_000);
    }
}
