package io.github.goloom.jcstress.chan;

import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.SendChan;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** The operations as actors need them: each ends, throws nothing and says in a word what it came to. */
final class Ops {
    /** A wait that should have ended and lasts as long has lost its wake-up. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    static final String SENT = "sent";
    static final String CLOSED = "closed";
    static final String EMPTY = "empty";
    static final String FULL = "full";
    static final String LATE = "late";
    static final String STUCK = "stuck";
    static final String CANCELLED = "cancelled";
    static final String INTERRUPTED = "interrupted";

    private Ops() {}

    /** {@return the body's result or the word for what it threw; {@link #STUCK} if it ended, but so late} */
    static String call(Callable<String> body) {
        long start = System.nanoTime();
        String word = wordOf(body);
        return System.nanoTime() - start < LIMIT.toNanos() ? word : STUCK;
    }

    private static String wordOf(Callable<String> body) {
        try {
            return body.call();
        } catch (ChanClosedException e) {
            return CLOSED;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } catch (CancellationException e) {
            return CANCELLED;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the body on a virtual thread of its own. */
    static String onVirtual(Callable<String> body) {
        return new Goroutine(body).runToEnd();
    }

    /** Waits to receive: the value, {@link #CLOSED} or {@link #STUCK}. */
    static String receiveFrom(ReceiveChan<String> chan) {
        return receiveFrom(chan, LIMIT, STUCK);
    }

    /** Waits to receive: the value, {@link #CLOSED}, or the given word if the time runs out. */
    static String receiveFrom(ReceiveChan<String> chan, Duration timeout, String late) {
        return call(() -> word(chan.receive(timeout), late));
    }

    /** Tries to receive: the value, {@link #CLOSED} or {@link #EMPTY}. */
    static String tryReceiveFrom(ReceiveChan<String> chan) {
        return word(chan.tryReceive(), EMPTY);
    }

    /** Waits to send: {@link #SENT}, {@link #CLOSED} or {@link #STUCK}. */
    static String sendTo(SendChan<String> chan, String value) {
        return sendTo(chan, value, LIMIT, STUCK);
    }

    /** Waits to send: {@link #SENT}, {@link #CLOSED}, or the given word if the time runs out. */
    static String sendTo(SendChan<String> chan, String value, Duration timeout, String late) {
        return call(() -> chan.send(value, timeout) ? SENT : late);
    }

    /** Tries to send: {@link #SENT}, {@link #CLOSED} or {@link #FULL}. */
    static String trySendTo(SendChan<String> chan, String value) {
        return call(() -> chan.trySend(value) ? SENT : FULL);
    }

    /** {@return the two words, in the order of the arguments; without what string concatenation loads at run time} */
    static String both(String first, String second) {
        return String.join(" ", first, second);
    }

    private static String word(Received<String> received, String none) {
        if (received instanceof Received.Value<String> got) {
            return got.value();
        }
        return received instanceof Received.Closed ? CLOSED : none;
    }
}
