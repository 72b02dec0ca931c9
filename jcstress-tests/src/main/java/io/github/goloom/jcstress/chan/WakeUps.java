package io.github.goloom.jcstress.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A platform thread that waits without a time limit is woken (CHAN-017, CHAN-025). */
public final class WakeUps {
    private WakeUps() {}

    /** A receive is ended by close. */
    @JCStressTest(Mode.Termination)
    @Description("Does close wake a thread that waits to receive?")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "It was woken.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "It still waits: the wake-up was lost.")
    @State
    public static class ReceiveByClose {
        private final Chan<String> chan = Chan.unbuffered();

        @Actor
        public void receiver() {
            Ops.call(chan::receive);
        }

        @Signal
        public void closer() {
            chan.close();
        }
    }

    /** A send is ended by the tryReceive that makes room. */
    @JCStressTest(Mode.Termination)
    @Description("Does the tryReceive that makes room wake a thread that waits to send?")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "It was woken.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "It still waits: the wake-up was lost.")
    @State
    public static class SendByTryReceive {
        private final Chan<String> chan = Chan.buffered(1);

        public SendByTryReceive() {
            chan.trySend("a");
        }

        @Actor
        public void sender() {
            Ops.call(() -> {
                chan.send("b");
                return Ops.SENT;
            });
        }

        @Signal
        public void receiver() {
            chan.tryReceive();
        }
    }

    /** A select is ended by a send to one of its channels. */
    @JCStressTest(Mode.Termination)
    @Description("Does a send to one of its channels wake a thread that waits in a select?")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "It was woken.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "It still waits: the wake-up was lost.")
    @State
    public static class SelectBySend {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.buffered(1);

        @Actor
        public void selecting() {
            Ops.call(() -> select(receive(a, value -> value), receive(b, value -> value)));
        }

        @Signal
        public void sender() {
            b.trySend("b");
        }
    }
}
