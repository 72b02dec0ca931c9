package io.github.goloom.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Bubbled
class RetryTest {
    private final List<Instant> attempts = new ArrayList<>();

    /** Calls until it succeeds: at once, after a second, after two more, after four more. */
    private void callWithRetries(int failures, Context ctx) throws InterruptedException {
        for (Duration pause = Duration.ofSeconds(1); ; pause = pause.multipliedBy(2)) {
            try {
                call(failures);
                return;
            } catch (IOException e) {
                Go.sleep(pause, ctx);
            }
        }
    }

    private void call(int failures) throws IOException {
        attempts.add(Bubble.clock().instant());
        if (attempts.size() <= failures) {
            throw new IOException("not now");
        }
    }

    @Test
    void call_failsTwice_isMadeAfterOneAndThreeSeconds() throws Exception {
        callWithRetries(2, Context.background());

        Instant start = Instant.parse("2000-01-01T00:00:00Z");
        assertEquals(List.of(start, start.plusSeconds(1), start.plusSeconds(3)), attempts);
    }

    @Test
    void call_neverSucceeds_endsWithTheContext() throws Exception {
        try (CancellableContext ctx = Context.background().withTimeout(Duration.ofMinutes(5))) {
            assertThrows(DeadlineExceededException.class, () -> callWithRetries(Integer.MAX_VALUE, ctx));
        }
        assertEquals(Instant.parse("2000-01-01T00:05:00Z"), Bubble.clock().instant());
    }
}
