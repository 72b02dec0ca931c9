package io.github.goloom.jcstress;

import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.SendChan;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.DeadlineExceededException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The operations as actors need them: each ends, throws nothing and says in a word what it came to. */
public final class Ops {
    /** A wait that should have ended and lasts as long has lost its wake-up. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    public static final String SENT = "sent";
    public static final String CLOSED = "closed";
    public static final String EMPTY = "empty";
    public static final String FULL = "full";
    public static final String LATE = "late";
    public static final String STUCK = "stuck";
    public static final String CANCELLED = "cancelled";
    public static final String EXCEEDED = "exceeded";
    public static final String INTERRUPTED = "interrupted";
    public static final String OPEN = "open";
    public static final String RAN = "ran";

    private Ops() {}

    /** {@return the body's result or the word for what it threw; {@link #STUCK} if it ended, but so late} */
    public static String call(Callable<String> body) {
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
        } catch (CancellationException | ContextCancelledException e) {
            return CANCELLED;
        } catch (DeadlineExceededException e) {
            return EXCEEDED;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the body on a virtual thread of its own. */
    public static String onVirtual(Callable<String> body) {
        return new Goroutine(body).runToEnd();
    }

    /** Waits for the end of something that counts down: {@link #RAN} or {@link #STUCK}. */
    public static String ended(CountDownLatch latch) {
        return call(() -> latch.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS) ? RAN : STUCK);
    }

    /** Lets goroutines that were started before run first, as far as the scheduler keeps their order. */
    public static void letOthersRun() {
        onVirtual(() -> RAN);
    }

    /** Waits to receive: the value, {@link #CLOSED} or {@link #STUCK}. */
    public static String receiveFrom(ReceiveChan<String> chan) {
        return receiveFrom(chan, LIMIT, STUCK);
    }

    /** Waits to receive: the value, {@link #CLOSED}, or the given word if the time runs out. */
    public static String receiveFrom(ReceiveChan<String> chan, Duration timeout, String late) {
        return call(() -> word(chan.tryReceive(timeout), late));
    }

    /** Tries to receive: the value, {@link #CLOSED} or {@link #EMPTY}. */
    public static String tryReceiveFrom(ReceiveChan<String> chan) {
        return word(chan.tryReceive(), EMPTY);
    }

    /** Waits to send: {@link #SENT}, {@link #CLOSED} or {@link #STUCK}. */
    public static String sendTo(SendChan<String> chan, String value) {
        return sendTo(chan, value, LIMIT, STUCK);
    }

    /** Waits to send: {@link #SENT}, {@link #CLOSED}, or the given word if the time runs out. */
    public static String sendTo(SendChan<String> chan, String value, Duration timeout, String late) {
        return call(() -> chan.trySend(value, timeout) ? SENT : late);
    }

    /** Tries to send: {@link #SENT}, {@link #CLOSED} or {@link #FULL}. */
    public static String trySendTo(SendChan<String> chan, String value) {
        return call(() -> chan.trySend(value) ? SENT : FULL);
    }

    /** {@return the two words, in the order of the arguments; without what string concatenation loads at run time} */
    public static String both(String first, String second) {
        return String.join(" ", first, second);
    }

    private static String word(Received<String> received, String none) {
        if (received instanceof Received.Value<String> got) {
            return got.value();
        }
        return received instanceof Received.Closed ? CLOSED : none;
    }
}
