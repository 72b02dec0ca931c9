package io.github.goloom.jcstress.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Who waits without a time limit is woken (CHAN-017, CHAN-025). */
public final class WakeUps {
    private WakeUps() {}

    /** A send, a select and a receive of one platform thread are ended by a tryReceive, a send and a close. */
    @JCStressTest
    @Description("CHAN-017: is a platform thread that waits to send, in a select and to receive woken each time?")
    @Outcome(id = "b closed", expect = ACCEPTABLE, desc = "It was woken each time.")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "A wake-up was lost.")
    @Outcome(expect = FORBIDDEN, desc = "It came back with something else.")
    @State
    public static class PlatformThread {
        private final Chan<String> full = Chan.buffered(1);
        private final Chan<String> empty = Chan.unbuffered();
        private final Chan<String> served = Chan.buffered(1);
        private final Chan<String> ending = Chan.unbuffered();
        private final Goroutine waiting = new Goroutine(Thread.ofPlatform().daemon(), this::waitThrice);

        public PlatformThread() {
            full.trySend("a");
        }

        private String waitThrice() throws InterruptedException {
            full.send("b");
            String selected = select(receive(empty, value -> value), receive(served, value -> value));
            String received = ending.receive();
            return Ops.both(selected, received == null ? Ops.CLOSED : received);
        }

        @Actor
        public void waiting(L_Result r) {
            r.r1 = waiting.runToEnd();
        }

        @Actor
        public void waking() {
            waiting.awaitParked();
            full.tryReceive();
            waiting.awaitParked();
            served.trySend("b");
            waiting.awaitParked();
            ending.close();
        }
    }
}
