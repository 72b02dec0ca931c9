package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.Received;
import io.github.goloom.context.ContextException;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.park.WaitQueue;
import java.lang.reflect.Field;
import java.time.Duration;

/** What operations came to, in words, and looks at what they leave behind. */
final class Ops {
    static final Duration LIMIT = Duration.ofSeconds(1);
    static final String INTERRUPTED = "interrupted";
    static final String CANCELLED = "cancelled";
    static final String CLOSED = "closed";
    static final String EMPTY = "empty";
    static final String END = "null";

    private Ops() {}

    interface Call<T> {
        T call() throws Exception;
    }

    interface Act {
        void run() throws Exception;
    }

    /** {@return what came of the call: its result, or how it ended} */
    static String call(Call<?> call) throws Exception {
        try {
            Object result = call.call();
            return result instanceof Received<?> received ? told(received) : String.valueOf(result);
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } catch (ContextException e) {
            return CANCELLED;
        } catch (ChanClosedException e) {
            return CLOSED;
        }
    }

    /** {@return "done", or how the act ended} */
    static String act(Act act) throws Exception {
        return call(() -> {
            act.run();
            return "done";
        });
    }

    static String told(Received<?> received) {
        return received instanceof Received.Value<?> value
                ? String.valueOf(value.value())
                : received instanceof Received.Closed<?> ? CLOSED : EMPTY;
    }

    static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    static void equal(Object expected, Object actual, String what) {
        Scenario.require(expected.equals(actual), what + ": " + actual + ", not " + expected);
    }

    static void oneOf(String actual, String... expected) {
        for (String each : expected) {
            if (each.equals(actual)) {
                return;
            }
        }
        throw new AssertionError("not possible: " + actual);
    }

    /** Checks that so many values are in the channel, and that nobody, served or not, is left in its queues. */
    static void holds(Chan<?> chan, int size) throws ReflectiveOperationException {
        equal(size, chan.size(), "size");
        equal(0, waiters(chan, "receivers"), "receivers left behind");
        equal(0, waiters(chan, "senders"), "senders left behind");
    }

    static int waiters(Object chan, String queue) throws ReflectiveOperationException {
        for (Class<?> type = chan.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(queue)) {
                    field.setAccessible(true);
                    return ((WaitQueue) field.get(chan)).count(10);
                }
            }
        }
        throw new NoSuchFieldException(queue);
    }
}
