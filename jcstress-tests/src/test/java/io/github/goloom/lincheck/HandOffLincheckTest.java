package io.github.goloom.lincheck;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Those who meet at channels without a buffer: what is said to be sent is what is received.
 *
 * <p>Whether a send that never waits succeeds, and which case of a select is ready, depends on who waits already. No sequence of
 * whole operations tells that. So the operations keep books instead, and the specification is that they balance.
 *
 * <p>{@code Lincheck.runConcurrentTest} is no way to write this: its bound on loops is fixed, and it takes the library's spin lock
 * for a hang.
 */
@Tag("proof")
class HandOffLincheckTest {

    /** The operations. */
    public abstract static class Ops {
        private final IntChan chan;
        private final Chan<Integer> a = Chan.unbuffered();
        private final Chan<Integer> b = Chan.unbuffered();
        private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();

        Ops(IntChan chan) {
            this.chan = chan;
        }

        public void trySend(int value) {
            if (chan.trySend(value).equals("sent")) {
                sent.add("" + value);
            }
        }

        public void receive() throws InterruptedException {
            String value = chan.receive();
            if (!value.equals("closed")) {
                received.add(value);
            }
        }

        public void close() {
            chan.close();
        }

        /** Offers a value at a, and takes one at b: one of the two. */
        public void offerA(int value) throws InterruptedException {
            offer(a, b, value);
        }

        /** Offers a value at b, and takes one at a: one of the two. */
        public void offerB(int value) throws InterruptedException {
            offer(b, a, value);
        }

        private void offer(Chan<Integer> to, Chan<Integer> from, int value) throws InterruptedException {
            Select.selectInOrder(
                    Select.send(to, value, () -> sent.add("" + value)),
                    Select.receive(from, v -> received.add("" + v), () -> false));
        }

        /** {@return what was sent and not received, or the reverse} */
        public String books() {
            List<String> missing = new ArrayList<>(sent);
            List<String> invented = new ArrayList<>(received);
            received.forEach(missing::remove);
            sent.forEach(invented::remove);
            return "lost " + missing + ", invented " + invented;
        }
    }

    public static final class Goloom extends Ops {
        public Goloom() {
            super(new GoloomChan(0));
        }
    }

    public static final class Twin extends Ops {
        public Twin() {
            super(new ReceiverBeforeLock());
        }
    }

    /** The specification. */
    public static final class Model {
        public void trySend(int value) {}

        public void receive() {}

        public void close() {}

        public void offerA(int value) {}

        public void offerB(int value) {}

        public String books() {
            return "lost [], invented []";
        }
    }

    /** Looks for a receiver before it takes the lock. */
    private static final class ReceiverBeforeLock implements IntChan {
        private volatile int waiting;
        private int value;
        private boolean closed;

        @Override
        public String send(int value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String trySend(int value) {
            boolean awaited = waiting > 0;
            synchronized (this) {
                if (awaited) {
                    this.value = value;
                    waiting = 0;
                    notifyAll();
                }
                return awaited ? "sent" : "full";
            }
        }

        @Override
        public synchronized String receive() throws InterruptedException {
            value = 0;
            waiting = 1;
            while (value == 0 && !closed) {
                wait();
            }
            waiting = 0;
            return value == 0 ? "closed" : "" + value;
        }

        @Override
        public String tryReceive() {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized String close() {
            closed = true;
            notifyAll();
            return "now closed";
        }

        @Override
        public int size() {
            return 0;
        }
    }

    /** One receives, two send without waiting; one of those closes at its end, so that nobody waits for ever. */
    private static ExecutionScenario trySends(Scenarios s) {
        return s.parallel(
                List.of(),
                List.of(
                        s.steps(s.random.nextBoolean() ? List.of("receive") : List.of("receive", "receive")),
                        s.steps(s.random.nextBoolean() ? List.of("trySend") : List.of("trySend", "trySend")),
                        s.steps(List.of("trySend", "close"))),
                s.steps(List.of("books")));
    }

    /** As many offer on one side as on the other. */
    private static ExecutionScenario offers(Scenarios s) {
        List<String> one = s.random.nextBoolean() ? List.of("offerA") : List.of("offerA", "offerA");
        List<String> other = one.stream().map(name -> "offerB").toList();
        return s.parallel(List.of(), List.of(s.steps(one), s.steps(other)), s.steps(List.of("books")));
    }

    /** A send that does not wait succeeds if, and only if, a receiver gets its value. */
    @Test
    void trySend_receiversWait_booksBalance() {
        ModelChecks.check(Goloom.class, Model.class, Scenarios.of(Ops.class, HandOffLincheckTest::trySends));
    }

    /** The twin's receiver is found by two. */
    @Test
    void trySend_receiverBeforeLock_found() {
        ModelChecks.finds(Twin.class, Model.class, Scenarios.of(Ops.class, HandOffLincheckTest::trySends));
    }

    /** Two selects that offer a value to each other: one of them sends, and the other receives that value. */
    @Test
    void select_bothOffer_booksBalance() {
        ModelChecks.check(Goloom.class, Model.class, Scenarios.of(Ops.class, HandOffLincheckTest::offers));
    }
}
