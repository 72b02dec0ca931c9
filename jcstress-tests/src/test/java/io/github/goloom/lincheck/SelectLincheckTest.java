package io.github.goloom.lincheck;

import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import java.util.ArrayDeque;
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
 * A select over two channels with a buffer of one acts on both at one instant, as sender and as receiver.
 *
 * <p>A specification must know the answer, so these selects prefer the earlier case, but for {@code toggle}, which is a
 * select of a send to a channel and a receive from the same: of those one is ready, and never both.
 */
@Tag("proof")
class SelectLincheckTest {

    /** The operations on channels a and b. */
    interface Pair {
        boolean trySendA(int value);

        boolean trySendB(int value);

        String tryReceiveB();

        String tryReceiveAny();

        String trySendAny(int value);

        String tryMove(int value);

        String receiveAny() throws InterruptedException;

        String sendAny(int value) throws InterruptedException;

        String toggle(int value) throws InterruptedException;
    }

    static class GoloomPair implements Pair {
        final Chan<Integer> a = Chan.buffered(1);
        final Chan<Integer> b = Chan.buffered(1);

        @Override
        public boolean trySendA(int value) {
            return a.trySend(value);
        }

        @Override
        public boolean trySendB(int value) {
            return b.trySend(value);
        }

        @Override
        public String tryReceiveB() {
            return b.tryReceive().toString();
        }

        @Override
        public String tryReceiveAny() {
            try {
                return selectInOrder(receive(a, v -> "a " + v), receive(b, v -> "b " + v), otherwise(() -> "none"));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String trySendAny(int value) {
            try {
                return selectInOrder(
                        send(a, value, () -> "to a"), send(b, value, () -> "to b"), otherwise(() -> "none"));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String tryMove(int value) {
            try {
                return selectInOrder(send(b, value, () -> "to b"), receive(a, v -> "a " + v), otherwise(() -> "none"));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String receiveAny() throws InterruptedException {
            return selectInOrder(receive(a, v -> "a " + v), receive(b, v -> "b " + v));
        }

        @Override
        public String sendAny(int value) throws InterruptedException {
            return selectInOrder(send(a, value, () -> "to a"), send(b, value, () -> "to b"));
        }

        @Override
        public String toggle(int value) throws InterruptedException {
            return select(send(b, value, () -> "to b"), receive(b, v -> "b " + v));
        }
    }

    /** Looks at one channel after the other. */
    static final class OneAfterTheOther extends GoloomPair {
        @Override
        public String tryReceiveAny() {
            String first = wordFor("a ", a);
            return first.equals("none") ? wordFor("b ", b) : first;
        }

        private static String wordFor(String name, Chan<Integer> chan) {
            return chan.tryReceive() instanceof Received.Value<Integer> value ? name + value.value() : "none";
        }
    }

    /** The sequential specification. */
    static final class ModelPair implements Pair {
        private final ArrayDeque<Integer> a = new ArrayDeque<>();
        private final ArrayDeque<Integer> b = new ArrayDeque<>();

        @Override
        public boolean trySendA(int value) {
            return a.isEmpty() && a.add(value);
        }

        @Override
        public boolean trySendB(int value) {
            return b.isEmpty() && b.add(value);
        }

        @Override
        public String tryReceiveB() {
            return b.isEmpty() ? "Empty[]" : "Value[value=" + b.poll() + "]";
        }

        @Override
        public String tryReceiveAny() {
            return !a.isEmpty() ? "a " + a.poll() : !b.isEmpty() ? "b " + b.poll() : "none";
        }

        @Override
        public String trySendAny(int value) {
            return trySendA(value) ? "to a" : trySendB(value) ? "to b" : "none";
        }

        @Override
        public String tryMove(int value) {
            return trySendB(value) ? "to b" : !a.isEmpty() ? "a " + a.poll() : "none";
        }

        @Override
        public String receiveAny() {
            String result = tryReceiveAny();
            return result.equals("none") ? IntChan.WAITS : result;
        }

        @Override
        public String sendAny(int value) {
            String result = trySendAny(value);
            return result.equals("none") ? IntChan.WAITS : result;
        }

        @Override
        public String toggle(int value) {
            return trySendB(value) ? "to b" : "b " + b.poll();
        }
    }

    /** The operations. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public abstract static class Ops {
        private final Pair pair;

        Ops(Pair pair) {
            this.pair = pair;
        }

        @Operation
        public boolean trySendA(@Param(name = "value") int value) {
            return pair.trySendA(value);
        }

        @Operation
        public boolean trySendB(@Param(name = "value") int value) {
            return pair.trySendB(value);
        }

        @Operation
        public String tryReceiveB() {
            return pair.tryReceiveB();
        }

        @Operation
        public String tryReceiveAny() {
            return pair.tryReceiveAny();
        }

        @Operation
        public String trySendAny(@Param(name = "value") int value) {
            return pair.trySendAny(value);
        }

        @Operation
        public String tryMove(@Param(name = "value") int value) {
            return pair.tryMove(value);
        }

        /** Waits; only in scenarios of our own. */
        public String receiveAny() throws InterruptedException {
            return pair.receiveAny();
        }

        /** Waits; only in scenarios of our own. */
        public String sendAny(int value) throws InterruptedException {
            return pair.sendAny(value);
        }

        @Operation
        public String toggle(@Param(name = "value") int value) throws InterruptedException {
            return pair.toggle(value);
        }
    }

    public static final class Goloom extends Ops {
        public Goloom() {
            super(new GoloomPair());
        }
    }

    public static final class Model extends Ops {
        public Model() {
            super(new ModelPair());
        }
    }

    public static final class Twin extends Ops {
        public Twin() {
            super(new OneAfterTheOther());
        }
    }

    /** Both threads wait in selects; what the sender adds is taken, up to the two that the buffers hold. */
    private static ExecutionScenario balanced(Scenarios s) {
        while (true) {
            List<String> sender = new ArrayList<>();
            List<String> receiver = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sender.add(s.any("sendAny", "sendAny", "trySendAny"));
                receiver.add(s.any("receiveAny", "receiveAny", "tryReceiveAny"));
            }
            int sends = Collections.frequency(sender, "sendAny");
            int receives = Collections.frequency(receiver, "receiveAny");
            int trySends = Collections.frequency(sender, "trySendAny");
            int tryReceives = Collections.frequency(receiver, "tryReceiveAny");
            if (receives > 0 && sends >= receives + tryReceives && sends + trySends <= receives + 2) {
                return s.parallel(
                        List.of(), List.of(s.steps(sender), s.steps(receiver)), s.steps(List.of("tryReceiveAny")));
            }
        }
    }

    /** Selects that never wait. */
    @Test
    void select_otherwise_linearizable() {
        ModelChecks.check(Goloom.class, Model.class);
    }

    /** Selects that wait for selects. */
    @Test
    void select_waiting_linearizable() {
        ModelChecks.check(Goloom.class, Model.class, Scenarios.of(Ops.class, SelectLincheckTest::balanced));
    }

    /** The twin looks at one channel after the other. */
    @Test
    void select_oneAfterTheOther_found() {
        ModelChecks.finds(Twin.class, Model.class, Scenarios.of(Ops.class, SelectLincheckTest::lookedAtTwice));
    }

    /** A value comes to a, then that of b is taken: the channels are never both empty. */
    private static ExecutionScenario lookedAtTwice(Scenarios s) {
        return s.parallel(
                s.steps(List.of("trySendB")),
                List.of(s.steps(List.of("tryReceiveAny")), s.steps(List.of("trySendA", "tryReceiveB"))),
                List.of());
    }
}
