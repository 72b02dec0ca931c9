package io.github.goloom.guide;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.goloom.chan.Chan;
import io.github.goloom.explorer.Explorer;
import io.github.goloom.explorer.Scenario;
import org.junit.jupiter.api.Test;

class ExploredTest {
    /** Two senders compete for one place. */
    public static final class OnePlace extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private boolean one;
        private boolean other;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = chan.trySend(1));
            go.start("other", () -> other = chan.trySend(2));
        }

        @Override
        protected void check() {
            require(one != other, "both are " + one);
        }
    }

    @Test
    void trySend_twoAtOnce_oneSucceeds() {
        String report = new Explorer("io.github.goloom.")
                .explore(OnePlace.class)
                .orThrow()
                .toString();
        assertTrue(report.contains("(all)"), report);
    }
}
