package io.github.goloom.jcstress.chan;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.Go;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** MM-011: what was done before a goroutine was started happens-before all that it does. */
public final class StartHb {
    private StartHb() {}

    /** Each actor starts a goroutine, which looks at what its actor wrote. */
    @JCStressTest
    @Description("MM-011: does a goroutine see what was written before it was started?")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Each saw what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class Started {
        private int first;
        private int second;

        @Actor
        public void one(II_Result r) {
            first = 1;
            Ops.call(() -> {
                Go.go(() -> r.r1 = first).join(Ops.LIMIT);
                return Ops.RAN;
            });
        }

        @Actor
        public void other(II_Result r) {
            second = 2;
            Ops.call(() -> {
                Go.go("goroutine", () -> r.r2 = second).join(Ops.LIMIT);
                return Ops.RAN;
            });
        }
    }
}
