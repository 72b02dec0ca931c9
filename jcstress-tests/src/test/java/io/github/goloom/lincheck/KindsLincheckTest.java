package io.github.goloom.lincheck;

import io.github.goloom.chan.Chan;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The operations of channels whose sends never wait are linearizable, with the numbers of values and of drops. */
@Tag("proof")
class KindsLincheckTest {

    /** The operations. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public abstract static class Ops {
        private final IntKind chan;

        Ops(IntKind chan) {
            this.chan = chan;
        }

        @Operation
        public String send(@Param(name = "value") int value) throws InterruptedException {
            return chan.send(value);
        }

        @Operation
        public String trySend(@Param(name = "value") int value) {
            return chan.trySend(value);
        }

        @Operation
        public String receive() throws InterruptedException {
            return chan.receive();
        }

        @Operation
        public String tryReceive() {
            return chan.tryReceive();
        }

        @Operation
        public String drain() {
            return chan.drain();
        }

        @Operation
        public int size() {
            return chan.size();
        }

        @Operation
        public long dropped() {
            return chan.dropped();
        }

        @Operation
        public String close() {
            return chan.close();
        }
    }

    public static final class Sliding1 extends Ops {
        public Sliding1() {
            super(new GoloomKind(Chan.sliding(1)));
        }
    }

    public static final class SlidingModel1 extends Ops {
        public SlidingModel1() {
            super(new ModelKind(1, true));
        }
    }

    public static final class Sliding2 extends Ops {
        public Sliding2() {
            super(new GoloomKind(Chan.sliding(2)));
        }
    }

    public static final class SlidingModel2 extends Ops {
        public SlidingModel2() {
            super(new ModelKind(2, true));
        }
    }

    public static final class Dropping1 extends Ops {
        public Dropping1() {
            super(new GoloomKind(Chan.dropping(1)));
        }
    }

    public static final class DroppingModel1 extends Ops {
        public DroppingModel1() {
            super(new ModelKind(1, false));
        }
    }

    public static final class Unbounded extends Ops {
        public Unbounded() {
            super(new GoloomKind(Chan.unbounded()));
        }
    }

    public static final class UnboundedModel extends Ops {
        public UnboundedModel() {
            super(new ModelKind(Integer.MAX_VALUE, false));
        }
    }

    public static final class CountsLate extends Ops {
        public CountsLate() {
            super(new ModelKind(1, true, true));
        }
    }

    private static List<ExecutionScenario> scenarios() {
        return Scenarios.of(Ops.class, s -> switch (s.random.nextInt(3)) {
            case 0 -> trying(s);
            case 1 -> closing(s);
            default -> counting(s);
        });
    }

    /** One thread fills the buffer, and another receives what is there and asks what was dropped. */
    private static ExecutionScenario counting(Scenarios s) {
        List<String> asks = List.of(s.any("tryReceive", "drain"), "dropped");
        return s.parallel(
                s.steps(List.of("send")),
                List.of(s.steps(List.of("send", "send")), s.steps(asks)),
                s.steps(List.of("drain", "dropped")));
    }

    /** Two threads do what never waits. */
    private static ExecutionScenario trying(Scenarios s) {
        List<List<String>> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<String> thread = new ArrayList<>();
            for (int j = 0; j < 3; j++) {
                thread.add(s.any("send", "trySend", "send", "tryReceive", "drain", "size", "dropped"));
            }
            threads.add(thread);
        }
        return s.parallel(
                s.steps(List.of("send")),
                threads.stream().map(s::steps).toList(),
                s.steps(List.of("drain", "dropped")));
    }

    /** One thread or two do anything, and another closes the channel without waiting for anything. */
    private static ExecutionScenario closing(Scenarios s) {
        List<List<String>> threads = new ArrayList<>();
        int others = 1 + s.random.nextInt(2);
        for (int i = 0; i < others; i++) {
            List<String> thread = new ArrayList<>();
            for (int j = 0; j < 3 - i; j++) {
                thread.add(s.any("send", "receive", "tryReceive", "drain", "dropped"));
            }
            threads.add(thread);
        }
        threads.add(List.of(s.any("trySend", "tryReceive"), "close"));
        return s.parallel(
                List.of(), threads.stream().map(s::steps).toList(), s.steps(List.of("dropped", "drain", "tryReceive")));
    }

    /** A buffer of one that loses its oldest value. */
    @Test
    void operations_sliding1_linearizable() {
        ModelChecks.check(Sliding1.class, SlidingModel1.class, scenarios());
    }

    /** A buffer of two that loses its oldest value. */
    @Test
    void operations_sliding2_linearizable() {
        ModelChecks.check(Sliding2.class, SlidingModel2.class, scenarios());
    }

    /** A buffer of one that takes no more. */
    @Test
    void operations_dropping1_linearizable() {
        ModelChecks.check(Dropping1.class, DroppingModel1.class, scenarios());
    }

    /** A buffer that loses nothing. */
    @Test
    void operations_unbounded_linearizable() {
        ModelChecks.check(Unbounded.class, UnboundedModel.class, scenarios());
    }

    /** The twin counts a drop a moment after it. */
    @Test
    void operations_countsLate_found() {
        ModelChecks.finds(CountsLate.class, SlidingModel1.class, scenarios());
    }
}
