package io.github.goloom.jcstress.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.pipe.Replicas;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/** The edges of replicas: what all queries did is seen by the return. */
public final class ReplicasHb {
    private ReplicasHb() {}

    /** One query is answered, the other one is interrupted while it waits. */
    @JCStressTest
    @Description("Does the return of first see what the winner and the loser wrote?")
    @Outcome(id = "b, 2, 1", expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = "b, [01], .", expect = FORBIDDEN, desc = "Not all was seen that was written before the result.")
    @Outcome(id = "b, 2, 0", expect = FORBIDDEN, desc = "What the loser wrote was not seen.")
    @Outcome(expect = FORBIDDEN, desc = "The result or a wake-up was lost.")
    @State
    public static class First {
        private final Chan<String> replica = Chan.buffered(1);
        private int sent;
        private int won;
        private int lost;

        @Actor
        public void replica() {
            sent = 1;
            Ops.sendTo(replica, "b");
        }

        @Actor
        public void asker(LII_Result r) {
            r.r1 = Ops.call(() -> Replicas.first(Context.background(), this::lose, this::win));
            r.r2 = won;
            r.r3 = lost;
        }

        private String win() throws InterruptedException {
            String result = replica.receive();
            won = 1 + sent;
            return result;
        }

        private String lose() throws InterruptedException {
            try {
                Chan.nil().receive();
                return Ops.STUCK;
            } finally {
                lost = 1;
            }
        }
    }
}
