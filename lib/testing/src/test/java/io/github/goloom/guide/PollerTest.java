package io.github.goloom.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.testing.NoLeaks;
import org.junit.jupiter.api.Test;

@NoLeaks
class PollerTest {
    /** Sends numbers until the context ends. */
    private static void poll(Chan<Integer> results, Context ctx) throws InterruptedException {
        for (int i = 0; ; i++) {
            results.send(i, ctx); // without ctx, this goroutine would be left
        }
    }

    @Test
    void poll_consumerStops_endsToo() throws Exception {
        Chan<Integer> results = Chan.unbuffered();
        try (CancellableContext ctx = Context.background().withCancel();
                ErrGroup group = ErrGroup.withContext(ctx)) {
            group.go("poller", () -> poll(results, group.context()));
            assertEquals(0, results.receive());
            group.cancel();
        }
    }
}
