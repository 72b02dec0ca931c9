package io.github.goloom.overflow;

import static io.github.goloom.overflow.OverflowSweep.parked;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.Select;
import io.github.goloom.overflow.OverflowSweep.Trial;
import io.github.goloom.testing.Diver.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The program whose stacks overflow in operations on channels. */
@SuppressWarnings("CheckReturnValue")
final class ChanOverflows {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    /** The number of values in a chunk of an unbounded channel. */
    private static final int CHUNK = 64;

    private ChanOverflows() {}

    public static void main(String[] args) throws Exception {
        OverflowSweep sweep = new OverflowSweep();
        for (Operation each : Operation.all()) {
            sweep.add("buffered " + each.name, () -> buffered(each));
            sweep.add("unbuffered " + each.name, () -> unbuffered(each));
            sweep.add("unbounded " + each.name, () -> unbounded(each));
        }
        sweep.add("unbuffered receive that waits", ChanOverflows::waiting);
        sweep.run();
    }

    /** What is done at the bottom of the stack on a channel; the other channel is never ready. */
    private record Operation(String name, boolean sends, Body body) {
        private interface Body {
            void run(Chan<Object> chan, Chan<Object> other) throws InterruptedException;
        }

        static List<Operation> all() {
            return List.of(
                    new Operation("send", true, (chan, other) -> chan.send("sent")),
                    new Operation("receive", false, (chan, other) -> chan.receive()),
                    new Operation(
                            "select send",
                            true,
                            (chan, other) -> Select.select(
                                    Select.onSend(chan, "sent", () -> {}), Select.onReceive(other, value -> {}))),
                    new Operation(
                            "select receive",
                            false,
                            (chan, other) -> Select.select(
                                    Select.onReceive(chan, value -> {}), Select.onReceive(other, value -> {}))));
        }
    }

    private static Trial buffered(Operation operation) throws InterruptedException {
        Chan<Object> chan = Chan.buffered(2);
        Chan<Object> other = Chan.unbuffered();
        chan.send("first");
        return new Trial(() -> operation.body.run(chan, other), () -> works(chan) && works(other));
    }

    /** The chunk is used up: a send needs another, and a receive takes the last value of this one. */
    private static Trial unbounded(Operation operation) throws InterruptedException {
        Chan<Object> chan = Chan.unbounded();
        Chan<Object> other = Chan.unbuffered();
        for (int i = 0; i < CHUNK; i++) {
            chan.send("first");
        }
        chan.drainTo(new ArrayList<>(), CHUNK - 1);
        return new Trial(() -> operation.body.run(chan, other), () -> works(chan) && works(other));
    }

    private static Trial unbuffered(Operation operation) {
        Chan<Object> chan = Chan.unbuffered();
        Chan<Object> other = Chan.unbuffered();
        Thread partner = parked(operation.sends ? chan::receive : () -> chan.send("partner"));
        Attempt again = operation.sends ? () -> chan.trySend("again", SHORT) : () -> chan.tryReceive(SHORT);
        return new Trial(() -> operation.body.run(chan, other), () -> works(chan) && works(other), partner, again);
    }

    /** A receive whose wait ends by the overflow has left nothing that a sender could take for a receiver. */
    private static Trial waiting() {
        Chan<Object> chan = Chan.unbuffered();
        return new Trial(() -> chan.tryReceive(SHORT), () -> !chan.trySend("lost") && works(chan));
    }

    /** Whether what is in the channel comes out, and values that follow come through in order. */
    private static boolean works(Chan<Object> chan) throws Exception {
        List<Object> left = new ArrayList<>();
        chan.drainTo(left, 100);
        boolean works = left.size() <= 2 && chan.size() == 0 && !chan.isClosed();
        Go.go(() -> {
            for (int i = 0; i < 5; i++) {
                chan.trySend(i, LONG);
            }
        });
        for (int i = 0; i < 5; i++) {
            works &= chan.tryReceive(LONG).equals(new Received.Value<Object>(i));
        }
        return works && chan.size() == 0;
    }
}
