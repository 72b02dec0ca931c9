package io.github.goloom.explorer;

/**
 * A few goroutines on shared state, and what must hold when they have ended.
 *
 * <p>The explorer makes an instance for each schedule, with the constructor without arguments, or with one of strings.
 * What the fields refer to is therefore new each time. A goroutine that has not ended when nothing can go on any more
 * is <i>stuck</i>: a lost wake-up or a deadlock, a failure like an exception that escapes a goroutine.
 *
 * {@snippet :
 * final class HandOver extends Scenario {
 *     final Chan<Integer> chan = Chan.unbuffered();
 *     int received;
 *
 *     protected void goroutines(Goroutines go) {
 *         go.start("sender", () -> chan.send(7));
 *         go.start("receiver", () -> received = chan.receive());
 *     }
 *
 *     protected void check() {
 *         Scenario.require(received == 7, "received " + received);
 *     }
 * }
 * }
 */
public abstract class Scenario {
    /** For subclasses. */
    protected Scenario() {}

    /**
     * Names goroutines that run before the schedule begins, one after the other, each until it waits or ends: those
     * that the others meet parked. It must do the same each time. By default there are none.
     *
     * @param go where they are named
     */
    protected void first(Goroutines go) {}

    /**
     * Names the goroutines. They start when this has returned; it must do the same each time.
     *
     * @param go where they are named
     */
    protected abstract void goroutines(Goroutines go);

    /**
     * Tells whether it is right that goroutines wait for ever; if so, {@link #check} is called nevertheless.
     *
     * @return false, by default
     */
    protected boolean mayBeStuck() {
        return false;
    }

    /**
     * Called when all have ended; throws if something is wrong.
     *
     * @throws Exception if something is wrong
     */
    protected void check() throws Exception {}

    /**
     * Tells in short what came of a schedule, after {@link #check}; the report counts who told what.
     *
     * @return what came of it; empty by default
     */
    protected String outcome() {
        return "";
    }

    /**
     * Checks a condition.
     *
     * @param condition what must hold
     * @param message what to say if it does not
     * @throws AssertionError if it does not
     */
    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    /** What a goroutine does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Does it.
         *
         * @throws Exception a failure of the schedule
         */
        void run() throws Exception;
    }

    /** Where a scenario names its goroutines. */
    @FunctionalInterface
    public interface Goroutines {
        /**
         * Names a goroutine.
         *
         * @param name its name in traces
         * @param body what it does
         * @return its thread, not started, so that another goroutine may interrupt it
         */
        Thread start(String name, Body body);
    }
}
