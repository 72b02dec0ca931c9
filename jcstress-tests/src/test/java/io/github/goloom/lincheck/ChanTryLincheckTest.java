package io.github.goloom.lincheck;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The operations of a channel that never wait are linearizable, failures included. */
@Tag("proof")
class ChanTryLincheckTest {

    /** The operations. */
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public abstract static class Ops {
        private final IntChan chan;

        Ops(IntChan chan) {
            this.chan = chan;
        }

        @Operation
        public String trySend(@Param(name = "value") int value) {
            return chan.trySend(value);
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

    public static final class RoomBeforeLock extends Ops {
        public RoomBeforeLock() {
            super(new FaultyChan(1, FaultyChan.Fault.ROOM_BEFORE_LOCK));
        }
    }

    /** Without a buffer nothing is sent or received by operations that never wait. */
    @Test
    void tryOperations_capacity0_linearizable() {
        ModelChecks.check(Capacity0.class, Model0.class);
    }

    /** A buffer of one is full or empty. */
    @Test
    void tryOperations_capacity1_linearizable() {
        ModelChecks.check(Capacity1.class, Model1.class);
    }

    /** A buffer of two keeps the order. */
    @Test
    void tryOperations_capacity2_linearizable() {
        ModelChecks.check(Capacity2.class, Model2.class);
    }

    /** The twin looks for room before it takes the lock. */
    @Test
    void tryOperations_roomBeforeLock_found() {
        ModelChecks.finds(RoomBeforeLock.class, Model1.class);
    }
}
