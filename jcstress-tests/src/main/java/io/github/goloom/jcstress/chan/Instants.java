package io.github.goloom.jcstress.chan;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * Who was served inside another's critical section sees it as a whole: nothing of the time before shows through the
 * looks that take no lock.
 */
public final class Instants {
    private Instants() {}

    /** A sender whose value a batch took finds the buffer as the batch left it. */
    @JCStressTest
    @Description("CHAN-043: does a sender whose value a batch took see the size that the batch left?")
    @Outcome(id = "\\[a, b\\], sent, 0", expect = ACCEPTABLE, desc = "The batch took both, and nothing is left.")
    @Outcome(id = "\\[a\\], sent, 1", expect = ACCEPTABLE, desc = "The batch came first, and b is in the buffer.")
    @Outcome(id = "\\[a, b\\], sent, 1", expect = FORBIDDEN, desc = "The sender saw the size of before the batch.")
    @Outcome(expect = FORBIDDEN, desc = "A value was lost or doubled, or a wake-up was lost.")
    @State
    public static class SizeAfterBatch {
        private final Chan<String> chan = Chan.buffered(1);

        public SizeAfterBatch() {
            chan.trySend("a");
        }

        @Actor
        public void receiver(LLI_Result r) {
            r.r1 = Ops.call(() -> chan.receiveUpTo(2).toString());
        }

        @Actor
        public void sender(LLI_Result r) {
            r.r2 = Ops.sendTo(chan, "b");
            r.r3 = chan.size();
        }
    }

    /** Who saw the end sees it in every way: no look finds the channel open again (CHAN-028). */
    @JCStressTest
    @Description("CHAN-028: does who was woken by the close see the channel closed in every way from then on?")
    @Outcome(id = "closed, true, closed, closed", expect = ACCEPTABLE, desc = "Closed it is, however one looks.")
    @Outcome(id = "closed, .*", expect = FORBIDDEN, desc = "It was closed, and then seemed open.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost.")
    @State
    public static class ClosedForEver {
        private final Chan<String> chan = Chan.unbuffered();

        @Actor
        public void receiver(LLLL_Result r) {
            r.r1 = Ops.receiveFrom(chan);
            r.r2 = chan.isClosed();
            r.r3 = Ops.tryReceiveFrom(chan);
            r.r4 = Ops.trySendTo(chan, "a");
        }

        @Actor
        public void closer() {
            chan.close();
        }
    }
}
