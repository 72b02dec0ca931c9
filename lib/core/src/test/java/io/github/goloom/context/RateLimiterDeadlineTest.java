package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.Clock;
import io.github.goloom.sync.RateLimiter;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which clock a rate limiter asks whether a deadline comes before its permits. */
class RateLimiterDeadlineTest {
    private static final ContextKey<String> KEY = ContextKey.of("key");

    /** {@return a limiter whose next permit comes in a second} */
    private static RateLimiter empty() {
        RateLimiter limiter = RateLimiter.perSecond(1, 1);
        assertThat(limiter.allow()).isTrue();
        return limiter;
    }

    /** A context as it is after the system's clock was set: its deadline as an instant has another distance. */
    private static Context afterSetting(Duration distance, Duration left) {
        Instant deadline = Clock.instant().plus(distance);
        long due = Clock.after(Clock.now(), left.toNanos());
        return new CancelContext(Context.background(), Optional.of(deadline), due);
    }

    /** The monotonic clock decides, whatever the system's clock was set to, also below values. */
    @InAWorld
    @Test
    void acquire_systemClockWasSet_goesByTheMonotonicClock() throws Exception {
        RateLimiter limiter = empty();
        Context soon = afterSetting(Duration.ofDays(1), Duration.ofMillis(999));
        assertThatThrownBy(() -> limiter.acquire(soon)).isInstanceOf(DeadlineExceededException.class);
        assertThatThrownBy(() -> limiter.acquire(soon.withValue(KEY, "value")))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(limiter.available()).isZero();
        limiter.acquire(afterSetting(Duration.ofDays(-1), Duration.ofMillis(1_001)));
        assertThat(limiter.available()).isZero();
    }

    /** A foreign context has a deadline by the system's clock only. */
    @InAWorld
    @Test
    void acquire_foreignContext_goesByItsInstant() throws Exception {
        RateLimiter limiter = empty();
        Instant now = Clock.instant();
        assertThatThrownBy(() -> limiter.acquire(new Foreign(now.plusMillis(999))))
                .isInstanceOf(DeadlineExceededException.class);
        limiter.acquire(new Foreign(now.plusMillis(1_000)));
        limiter.acquire(new Foreign(null));
        assertThat(Duration.between(now, Clock.instant())).isEqualTo(Duration.ofSeconds(2));
    }

    private record Foreign(Instant at) implements Context {
        @Override
        public ReceiveChan<Void> done() {
            return Chan.nil();
        }

        @Override
        public ContextException err() {
            return null;
        }

        @Override
        public Throwable cause() {
            return null;
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.ofNullable(at);
        }

        @Override
        public <V> V value(ContextKey<V> key) {
            return null;
        }
    }
}
