package io.github.goloom.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SynctestTest {
    @Bubbled // synctest.Test(t, func(t *testing.T) { … })
    @Test
    void afterFunc_contextIsCancelled_isCalled() throws InterruptedException {
        AtomicBoolean called = new AtomicBoolean();
        try (CancellableContext ctx = Context.background().withCancel()) {
            ctx.afterFunc(() -> called.set(true));
            Bubble.settle(); // synctest.Wait()
            assertFalse(called.get());
            ctx.cancel();
            Bubble.settle();
            assertTrue(called.get());
        }
    }

    @Test
    void sleep_aDayInABubble_takesNoTime() throws InterruptedException {
        // without JUnit, too
        Bubble.run(() -> {
            AtomicBoolean done = new AtomicBoolean();
            Go.go(() -> {
                Go.sleep(Duration.ofDays(1));
                done.set(true);
            });
            Bubble.sleep(Duration.ofDays(1)); // time.Sleep(24 * time.Hour); synctest.Wait()
            assertTrue(done.get());
            assertEquals(Instant.parse("2000-01-02T00:00:00Z"), Bubble.clock().instant());
        });
    }
}
