package io.github.goloom.jcstress.jdk;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What the JDK has in the place of Go's atomics and map: one order of all operations, in which no thread reads what was
 * there before its own write, and the edges from a write to a read of its value.
 */
public final class AtomicOrder {
    private AtomicOrder() {}

    /** Each actor writes one variable and reads the other: in one order of all, somebody comes second. */
    @JCStressTest
    @Description("ATM-001, MM-041: are the operations of two atomic objects in one order?")
    @Outcome(
            id = {"0, 1", "1, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "At least one has seen the other's write.")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both have read before both had written.")
    @State
    public static class Objects {
        private final AtomicInteger x = new AtomicInteger();
        private final AtomicInteger y = new AtomicInteger();

        @Actor
        public void one(II_Result r) {
            x.set(1);
            r.r1 = y.get();
        }

        @Actor
        public void other(II_Result r) {
            y.set(1);
            r.r2 = x.get();
        }
    }

    /** The same for fields through VarHandles, and for an operation that reads and writes. */
    @JCStressTest
    @Description("ATM-001, MM-041: are the volatile operations on two fields in one order?")
    @Outcome(
            id = {"0, 1", "1, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "At least one has seen the other's write.")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both have read before both had written.")
    @State
    public static class Fields {
        private static final VarHandle X;
        private static final VarHandle Y;

        static {
            try {
                X = MethodHandles.lookup().findVarHandle(Fields.class, "x", int.class);
                Y = MethodHandles.lookup().findVarHandle(Fields.class, "y", int.class);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        private int x;
        private int y;

        @Actor
        public void one(II_Result r) {
            X.setVolatile(this, 1);
            r.r1 = (int) Y.getVolatile(this);
        }

        @Actor
        public void other(II_Result r) {
            Y.getAndAdd(this, 1);
            r.r2 = (int) X.getVolatile(this);
        }
    }

    /** What was written before a store is seen after a load of its value. */
    @JCStressTest
    @Description("ATM-001, MM-041: does a load see what was written before the store of its value?")
    @Outcome(id = "0, (0|1)", expect = ACCEPTABLE, desc = "Too early.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The value, and with it what was written before.")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "The value without what was written before.")
    @State
    public static class Edge {
        private final AtomicReference<String> reference = new AtomicReference<>();
        private int plain;

        @Actor
        public void writer() {
            plain = 1;
            reference.set("stored");
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = reference.get() == null ? 0 : 1;
            r.r2 = plain;
        }
    }

    /** What was written before a put is seen after a get of its value. */
    @JCStressTest
    @Description("MM-046: does a get of a ConcurrentHashMap see what was written before the put of its value?")
    @Outcome(id = "0, (0|1)", expect = ACCEPTABLE, desc = "Too early.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The value, and with it what was written before.")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "The value without what was written before.")
    @State
    public static class MapEdge {
        private final ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
        private int plain;

        @Actor
        public void writer() {
            plain = 1;
            map.put("key", 1);
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = map.getOrDefault("key", 0);
            r.r2 = plain;
        }
    }
}
