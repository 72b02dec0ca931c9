package io.github.goloom.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Bubbled
    @Test
    void deadline_passes_contextEnds() throws Exception {
        try (CancellableContext ctx = Context.background().withTimeout(Duration.ofSeconds(5))) {
            Bubble.sleep(Duration.ofSeconds(5).minusNanos(1));
            assertThat(ctx.isDone()).isFalse();
            Bubble.sleep(Duration.ofNanos(1));
            assertThat(ctx.isDone()).isTrue();
        }
    }
}
