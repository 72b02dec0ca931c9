package io.github.goloom.jcstress.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.jcstress.Ops;
import io.github.goloom.sync.Once;
import java.util.function.Supplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** MM-040: what the body did happens-before the return of every call. */
public final class OnceHb {
    private OnceHb() {}

    /** Two calls, of which one runs the body. */
    @JCStressTest
    @Description("MM-040: does every caller see what the body wrote?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class Run {
        private final Once once = new Once();
        private int plain;

        @Actor
        public void one() {
            run();
        }

        @Actor
        public void other(II_Result r) {
            r.r1 = 1;
            r.r2 = run();
        }

        private int run() {
            Ops.call(() -> {
                once.run(() -> plain = 1);
                return Ops.RAN;
            });
            return plain;
        }
    }

    /** Two who ask for a value. */
    @JCStressTest
    @Description("MM-040: does everybody see what the supplier wrote?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class Value {
        private final Supplier<String> once = Once.value(() -> {
            plain = 1;
            return "value";
        });
        private int plain;

        @Actor
        public void one() {
            once.get();
        }

        @Actor
        public void other(II_Result r) {
            r.r1 = once.get().equals("value") ? 1 : 0;
            r.r2 = plain;
        }
    }
}
