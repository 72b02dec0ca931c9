package io.github.goloom.lincheck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All operations of a channel, those that wait included, are linearizable.
 *
 * <p>Without a buffer, a send that never waits succeeds if a receiver waits. That is not a state which a sequential
 * specification has, so that operation is left out there.
 */
@Tag("proof")
class ChanLincheckTest {

    /** The operations. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public abstract static class Ops {
        private final IntChan chan;

        Ops(IntChan chan) {
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
        public int size() {
            return chan.size();
        }

        @Operation
        public String close() {
            return chan.close();
        }
    }

    public static final class Capacity0 extends Ops {
        public Capacity0() {
            super(new GoloomChan(0));
        }
    }

    public static final class Model0 extends Ops {
        public Model0() {
            super(new ModelChan(0));
        }
    }

    public static final class Capacity1 extends Ops {
        public Capacity1() {
            super(new GoloomChan(1));
        }
    }

    public static final class Model1 extends Ops {
        public Model1() {
            super(new ModelChan(1));
        }
    }

    public static final class Capacity2 extends Ops {
        public Capacity2() {
            super(new GoloomChan(2));
        }
    }

    public static final class Model2 extends Ops {
        public Model2() {
            super(new ModelChan(2));
        }
    }

    public static final class SendDoesNotWait extends Ops {
        public SendDoesNotWait() {
            super(new FaultyChan(0, FaultyChan.Fault.SEND_DOES_NOT_WAIT));
        }
    }

    public static final class ClosedBeforeValues extends Ops {
        public ClosedBeforeValues() {
            super(new FaultyChan(1, FaultyChan.Fault.CLOSED_BEFORE_VALUES));
        }
    }

    public static final class LastFirst extends Ops {
        public LastFirst() {
            super(new FaultyChan(2, FaultyChan.Fault.LAST_FIRST));
        }
    }

    private static List<ExecutionScenario> scenarios(int capacity) {
        return Scenarios.of(Ops.class, s -> s.random.nextBoolean() ? balanced(s, capacity) : closing(s, capacity));
    }

    /**
     * One thread sends, the other receives. With s sends and r receives, and t and u that do not wait, nobody waits for
     * ever if s &ge; r + u and s + t &le; r + capacity.
     */
    private static ExecutionScenario balanced(Scenarios s, int capacity) {
        while (true) {
            List<String> sender = new ArrayList<>();
            List<String> receiver = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sender.add(capacity == 0 ? s.any("send", "send", "size") : s.any("send", "send", "trySend", "size"));
                receiver.add(s.any("receive", "receive", "tryReceive", "size"));
            }
            int sends = Collections.frequency(sender, "send");
            int trySends = Collections.frequency(sender, "trySend");
            int receives = Collections.frequency(receiver, "receive");
            int tryReceives = Collections.frequency(receiver, "tryReceive");
            if (sends >= receives + tryReceives && sends + trySends <= receives + capacity && receives > 0) {
                return s.parallel(List.of(), List.of(s.steps(sender), s.steps(receiver)), List.of(s.step("size")));
            }
        }
    }

    /** One thread or two do anything, and another closes the channel without waiting for anything. */
    private static ExecutionScenario closing(Scenarios s, int capacity) {
        List<List<String>> threads = new ArrayList<>();
        int others = 1 + s.random.nextInt(2);
        for (int i = 0; i < others; i++) {
            List<String> thread = new ArrayList<>();
            for (int j = 0; j < 3 - i; j++) {
                thread.add(
                        capacity == 0
                                ? s.any("send", "receive", "tryReceive")
                                : s.any("send", "receive", "trySend", "tryReceive"));
            }
            threads.add(thread);
        }
        threads.add(List.of(capacity == 0 ? s.any("size", "tryReceive") : s.any("trySend", "tryReceive"), "close"));
        return s.parallel(
                List.of(), threads.stream().map(s::steps).toList(), s.steps(List.of("tryReceive", "tryReceive")));
    }

    /** A send and its receive are one event, and neither is over before the other has begun. */
    @Test
    void operations_capacity0_linearizable() {
        ModelChecks.check(Capacity0.class, Model0.class, scenarios(0));
    }

    /** A buffer of one, with senders and receivers that wait, and a close. */
    @Test
    void operations_capacity1_linearizable() {
        ModelChecks.check(Capacity1.class, Model1.class, scenarios(1));
    }

    /** A buffer of two, with senders and receivers that wait, and a close. */
    @Test
    void operations_capacity2_linearizable() {
        ModelChecks.check(Capacity2.class, Model2.class, scenarios(2));
    }

    /** The twin's send does not wait for a receiver. */
    @Test
    void operations_sendDoesNotWait_found() {
        ModelChecks.finds(SendDoesNotWait.class, Model0.class, scenarios(0));
    }

    /** The twin's close loses what is in the buffer. */
    @Test
    void operations_closedBeforeValues_found() {
        ModelChecks.finds(ClosedBeforeValues.class, Model1.class, scenarios(1));
    }

    /** The twin is a stack. */
    @Test
    void operations_lastFirst_found() {
        ModelChecks.finds(LastFirst.class, Model2.class, scenarios(2));
    }
}
