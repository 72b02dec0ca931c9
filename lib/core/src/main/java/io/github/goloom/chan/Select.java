package io.github.goloom.chan;

import io.github.goloom.park.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code select} as an expression: waits until one of several communications can happen, does that one, and runs its
 * function.
 *
 * {@snippet :
 * String next = select(
 *         receive(orders, order -> "order " + order.id(), () -> "closed"),
 *         send(audit, entry, () -> "audited"),
 *         after(Duration.ofSeconds(1), () -> "timeout"));
 * }
 *
 * <p>{@link #receive}, {@link #send}, {@link #after} and {@link #otherwise} make cases whose functions give the result;
 * {@link #onReceive}, {@link #onSend}, {@link #onAfter} and {@link #onOtherwise} make cases that only act.
 *
 * <p><b>Choice.</b> If several cases are ready, any is chosen with the same chance; {@link #selectInOrder} prefers the
 * earlier. Ready are: a receive if there is a value, a waiting sender, or the end; a send if there is room, a waiting
 * receiver, or if the channel is closed, which throws {@link ChanClosedException} if it is chosen. A nil channel is never
 * ready. A channel may stand in any number of cases, in both directions; a select never pairs with itself. {@link #otherwise}
 * is chosen if no case is ready, {@link #after} if none is within the time. Without either the select waits, without any
 * case for ever.
 *
 * <p><b>One instant.</b> A select looks at all its channels and acts at one instant, and it does exactly one communication. The
 * cases not chosen leave no trace.
 *
 * <p><b>Functions</b> run in the selecting thread, after the choice and outside every lock. What one throws comes out of the
 * select, and the communication stands.
 *
 * <p><b>Cases are values:</b> the channel and the value to send are evaluated when the case is made. A kept {@code List} of
 * cases is the way to select in a loop: a {@code select} over it that gets a ready case at once allocates nothing. The list
 * must not be changed during a select.
 *
 * <p><b>Thread safety.</b> Cases are immutable and may be used in many selects and threads at once.
 *
 * <p><b>Memory consistency effects.</b> The chosen case has those of its operation ({@link Chan}); the others, {@code after} and
 * {@code otherwise} have none.
 *
 * <p><b>Interruption.</b> A select throws {@link InterruptedException}, after clearing the status, if the current thread has
 * its interrupted status set on entry, ready or not, or is interrupted while waiting; it has then communicated nothing. One
 * with {@code otherwise}, or an {@code after} of zero or less, never waits and ignores the status.
 *
 * <p>In a class that has its own method named {@code send} or {@code receive} a static import is hidden: write {@code
 * Select.receive(...)} there.
 *
 * @see <a href="https://go.dev/ref/spec#Select_statements">Go: select statements</a>
 */
@SuppressWarnings("varargs") // the arrays are only read, as lists
public final class Select {
    private Select() {}

    /**
     * A case: what to wait for, and what it is worth. Immutable; may be kept, and used in many selects and threads.
     *
     * @param <R> the type of the result
     * @param <X> what the function may throw
     */
    public static final class Case<R extends @Nullable Object, X extends Exception> {
        private static final long NONE = -1;

        /** Null for {@code after} and {@code otherwise}. */
        final @Nullable Communication communication;

        /** The time of an {@code after}; else {@link #NONE}. */
        final long nanos;

        /** Gets what was received; null for every other case. */
        final OnReceive<Object, ? extends R, ? extends X> then;

        private Case(
                @Nullable Communication communication, long nanos, OnReceive<Object, ? extends R, ? extends X> then) {
            this.communication = communication;
            this.nanos = nanos;
            this.then = then;
        }

        boolean isOtherwise() {
            return communication == null && nanos == NONE;
        }

        @Override
        public String toString() {
            return communication != null
                    ? communication.toString()
                    : isOtherwise() ? "otherwise" : nanos == Clock.FOREVER ? "after forever" : "after " + nanos + " ns";
        }
    }

    /**
     * What a receive case does with a value.
     *
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface OnValue<T, R extends @Nullable Object, X extends Exception> {
        /**
         * Takes the value.
         *
         * @param value the value
         * @return the result of the select
         * @throws X if it fails
         * @throws InterruptedException if the current thread is interrupted
         */
        R apply(T value) throws X, InterruptedException;
    }

    /**
     * What a receive case does with a value or the end.
     *
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface OnReceive<T, R extends @Nullable Object, X extends Exception> {
        /**
         * Takes the value or the end.
         *
         * @param value the value; null if the channel is closed and drained
         * @return the result of the select
         * @throws X if it fails
         * @throws InterruptedException if the current thread is interrupted
         */
        R apply(@Nullable T value) throws X, InterruptedException;
    }

    /**
     * What a case without a value gives.
     *
     * @param <R> the type of the result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface Then<R extends @Nullable Object, X extends Exception> {
        /**
         * Gives the result.
         *
         * @return the result of the select
         * @throws X if it fails
         * @throws InterruptedException if the current thread is interrupted
         */
        R get() throws X, InterruptedException;
    }

    // cases with a value

    /**
     * Receives; the result is the value, or null if the channel is closed and drained.
     *
     * @param chan where to receive
     * @param <T> the type of the elements
     * @return the case
     * @throws NullPointerException if {@code chan} is null
     */
    public static <T> Case<@Nullable T, RuntimeException> receive(ReceiveChan<? extends T> chan) {
        return receive(chan, (OnReceive<T, @Nullable T, RuntimeException>) value -> value);
    }

    /**
     * Receives; the function makes the result.
     *
     * @param chan where to receive
     * @param then what to do with the value, which is null if the channel is closed and drained
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> what the function may throw
     * @return the case
     * @throws NullPointerException if {@code chan} or {@code then} is null
     */
    @SuppressWarnings("unchecked")
    public static <T, R extends @Nullable Object, X extends Exception> Case<R, X> receive(
            ReceiveChan<? extends T> chan, OnReceive<? super T, ? extends R, ? extends X> then) {
        Objects.requireNonNull(chan, "chan");
        Objects.requireNonNull(then, "then");
        return new Case<>(
                new Communication.Receive(chan), Case.NONE, (OnReceive<Object, ? extends R, ? extends X>) then);
    }

    /**
     * Receives; one function makes the result of a value, the other that of the end.
     *
     * @param chan where to receive
     * @param value what to do with a value
     * @param closed what to do if the channel is closed and drained
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> what the functions may throw
     * @return the case
     * @throws NullPointerException if {@code chan}, {@code value} or {@code closed} is null
     */
    public static <T, R extends @Nullable Object, X extends Exception> Case<R, X> receive(
            ReceiveChan<? extends T> chan,
            OnValue<? super T, ? extends R, ? extends X> value,
            Then<? extends R, ? extends X> closed) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(closed, "closed");
        return Select.<T, R, X>receive(chan, it -> it == null ? closed.get() : value.apply(it));
    }

    /**
     * Sends; the function makes the result.
     *
     * @param chan where to send
     * @param value what to send; may be null if {@code chan} is nil
     * @param then what to do once it is sent
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> what the function may throw
     * @return the case
     * @throws NullPointerException if {@code chan} or {@code then} is null, or {@code value} is and {@code chan} is not nil
     */
    public static <T, R extends @Nullable Object, X extends Exception> Case<R, X> send(
            SendChan<? super T> chan, @Nullable T value, Then<? extends R, ? extends X> then) {
        Objects.requireNonNull(chan, "chan");
        Objects.requireNonNull(then, "then");
        Object sent = chan.isNil() ? Refusal.NOT_READY : Objects.requireNonNull(value, SendableChan.NOT_NULL);
        return new Case<>(new Communication.Send(chan, sent), Case.NONE, ignored -> then.get());
    }

    /**
     * Is chosen when no other case was ready within the time; of several, the shortest counts. With a time of zero or less it
     * acts as an {@link #otherwise}; a real one comes first, and both together are no error.
     *
     * @param timeout how long; 146 years or more has no end
     * @param then what to do then
     * @param <R> the type of the result
     * @param <X> what the function may throw
     * @return the case
     * @throws NullPointerException if {@code timeout} or {@code then} is null
     */
    public static <R extends @Nullable Object, X extends Exception> Case<R, X> after(
            Duration timeout, Then<? extends R, ? extends X> then) {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(then, "then");
        return new Case<>(null, Clock.nanos(timeout), ignored -> then.get());
    }

    /**
     * Is chosen when no other case is ready: Go's {@code default}. A select has one at most.
     *
     * @param then what to do then
     * @param <R> the type of the result
     * @param <X> what the function may throw
     * @return the case
     * @throws NullPointerException if {@code then} is null
     */
    public static <R extends @Nullable Object, X extends Exception> Case<R, X> otherwise(
            Then<? extends R, ? extends X> then) {
        Objects.requireNonNull(then, "then");
        return new Case<>(null, Case.NONE, ignored -> then.get());
    }

    // cases that only act

    /**
     * Receives, and acts on the value.
     *
     * @param chan where to receive
     * @param action what to do with the value, which is null if the channel is closed and drained
     * @param <T> the type of the elements
     * @param <X> what the action may throw
     * @return the case, whose result is null
     * @throws NullPointerException if {@code chan} or {@code action} is null
     */
    @SuppressWarnings("NullAway") // it does not follow "? super @Nullable"
    public static <T, X extends Exception> Case<@Nullable Void, X> onReceive(
            ReceiveChan<? extends T> chan, ReceiveChan.Each<? super @Nullable T, ? extends X> action) {
        Objects.requireNonNull(action, "action");
        return Select.<T, @Nullable Void, X>receive(chan, value -> {
            action.accept(value);
            return null;
        });
    }

    /**
     * Sends, then acts.
     *
     * @param chan where to send
     * @param value what to send; may be null if {@code chan} is nil
     * @param action what to do once it is sent
     * @param <T> the type of the elements
     * @param <X> what the action may throw
     * @return the case, whose result is null
     * @throws NullPointerException if {@code chan} or {@code action} is null, or {@code value} is and {@code chan} is not
     *     nil
     */
    public static <T, X extends Exception> Case<@Nullable Void, X> onSend(
            SendChan<? super T> chan, @Nullable T value, Action<? extends X> action) {
        return send(chan, value, acting(action));
    }

    /**
     * Acts when no other case was ready within the time; as {@link #after}.
     *
     * @param timeout how long; 146 years or more has no end
     * @param action what to do then
     * @param <X> what the action may throw
     * @return the case, whose result is null
     * @throws NullPointerException if {@code timeout} or {@code action} is null
     */
    public static <X extends Exception> Case<@Nullable Void, X> onAfter(Duration timeout, Action<? extends X> action) {
        return after(timeout, acting(action));
    }

    /**
     * Acts when no other case is ready; as {@link #otherwise}.
     *
     * @param action what to do then
     * @param <X> what the action may throw
     * @return the case, whose result is null
     * @throws NullPointerException if {@code action} is null
     */
    public static <X extends Exception> Case<@Nullable Void, X> onOtherwise(Action<? extends X> action) {
        return otherwise(acting(action));
    }

    private static <X extends Exception> Then<@Nullable Void, X> acting(Action<? extends X> action) {
        Objects.requireNonNull(action, "action");
        return () -> {
            action.run();
            return null;
        };
    }

    // the select

    /**
     * Chooses among the cases.
     *
     * @param cases the cases; none waits for ever
     * @param <R> the type of the result
     * @param <X> what the functions may throw
     * @return what the function of the chosen case made
     * @throws X what that function threw; the communication stands
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws InterruptedException if the current thread is interrupted: nothing was communicated
     * @throws NullPointerException if {@code cases} or one of them is null
     */
    @SafeVarargs
    public static <R extends @Nullable Object, X extends Exception> R select(Case<? extends R, ? extends X>... cases)
            throws X, InterruptedException {
        return Selection.select(listOf(cases), null, false);
    }

    /**
     * Chooses among the cases of a list.
     *
     * @param cases the cases; none waits for ever
     * @param <R> the type of the result
     * @param <X> what the functions may throw
     * @return what the function of the chosen case made
     * @throws X what that function threw; the communication stands
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws InterruptedException if the current thread is interrupted: nothing was communicated
     * @throws NullPointerException if {@code cases} or one of them is null
     */
    public static <R extends @Nullable Object, X extends Exception> R select(
            List<? extends Case<? extends R, ? extends X>> cases) throws X, InterruptedException {
        return Selection.select(Objects.requireNonNull(cases, "cases"), null, false);
    }

    /**
     * Chooses among the cases, unless the cancellation comes first.
     *
     * @param until what ends the wait; if it is done on entry it wins, ready or not
     * @param cases the cases; none waits for the cancellation
     * @param <R> the type of the result
     * @param <X> what the functions may throw
     * @return what the function of the chosen case made
     * @throws X what that function threw; the communication stands
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted: nothing was communicated
     * @throws NullPointerException if {@code until}, {@code cases} or one of them is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: nothing was communicated
     */
    @SafeVarargs
    public static <R extends @Nullable Object, X extends Exception> R select(
            Cancellation until, Case<? extends R, ? extends X>... cases) throws X, InterruptedException {
        return Selection.select(listOf(cases), Objects.requireNonNull(until, "until"), false);
    }

    /**
     * Chooses among the cases of a list, unless the cancellation comes first.
     *
     * @param until what ends the wait; if it is done on entry it wins, ready or not
     * @param cases the cases; none waits for the cancellation
     * @param <R> the type of the result
     * @param <X> what the functions may throw
     * @return what the function of the chosen case made
     * @throws X what that function threw; the communication stands
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted: nothing was communicated
     * @throws NullPointerException if {@code until}, {@code cases} or one of them is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: nothing was communicated
     */
    public static <R extends @Nullable Object, X extends Exception> R select(
            Cancellation until, List<? extends Case<? extends R, ? extends X>> cases) throws X, InterruptedException {
        return Selection.select(Objects.requireNonNull(cases, "cases"), Objects.requireNonNull(until, "until"), false);
    }

    /**
     * Chooses the first of the cases that are ready on arrival; if it has to wait, the first that becomes ready.
     * <b>Differs from Go</b>, which has no such select.
     *
     * @param cases the cases; none waits for ever
     * @param <R> the type of the result
     * @param <X> what the functions may throw
     * @return what the function of the chosen case made
     * @throws X what that function threw; the communication stands
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws InterruptedException if the current thread is interrupted: nothing was communicated
     * @throws NullPointerException if {@code cases} or one of them is null
     */
    @SafeVarargs
    public static <R extends @Nullable Object, X extends Exception> R selectInOrder(
            Case<? extends R, ? extends X>... cases) throws X, InterruptedException {
        return Selection.select(listOf(cases), null, true);
    }

    /**
     * Chooses the first of the ready cases of a list.
     *
     * @param cases the cases; none waits for ever
     * @param <R> the type of the result
     * @param <X> what the functions may throw
     * @return what the function of the chosen case made
     * @throws X what that function threw; the communication stands
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws InterruptedException if the current thread is interrupted: nothing was communicated
     * @throws NullPointerException if {@code cases} or one of them is null
     */
    public static <R extends @Nullable Object, X extends Exception> R selectInOrder(
            List<? extends Case<? extends R, ? extends X>> cases) throws X, InterruptedException {
        return Selection.select(Objects.requireNonNull(cases, "cases"), null, true);
    }

    /**
     * Chooses the first of the ready cases, unless the cancellation comes first.
     *
     * @param until what ends the wait; if it is done on entry it wins, ready or not
     * @param cases the cases; none waits for the cancellation
     * @param <R> the type of the result
     * @param <X> what the functions may throw
     * @return what the function of the chosen case made
     * @throws X what that function threw; the communication stands
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted: nothing was communicated
     * @throws NullPointerException if {@code until}, {@code cases} or one of them is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: nothing was communicated
     */
    @SafeVarargs
    public static <R extends @Nullable Object, X extends Exception> R selectInOrder(
            Cancellation until, Case<? extends R, ? extends X>... cases) throws X, InterruptedException {
        return Selection.select(listOf(cases), Objects.requireNonNull(until, "until"), true);
    }

    /**
     * Chooses the first of the ready cases of a list, unless the cancellation comes first.
     *
     * @param until what ends the wait; if it is done on entry it wins, ready or not
     * @param cases the cases; none waits for the cancellation
     * @param <R> the type of the result
     * @param <X> what the functions may throw
     * @return what the function of the chosen case made
     * @throws X what that function threw; the communication stands
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted: nothing was communicated
     * @throws NullPointerException if {@code until}, {@code cases} or one of them is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: nothing was communicated
     */
    public static <R extends @Nullable Object, X extends Exception> R selectInOrder(
            Cancellation until, List<? extends Case<? extends R, ? extends X>> cases) throws X, InterruptedException {
        return Selection.select(Objects.requireNonNull(cases, "cases"), Objects.requireNonNull(until, "until"), true);
    }

    @SafeVarargs
    private static <C> List<C> listOf(C... cases) {
        return Arrays.asList(Objects.requireNonNull(cases, "cases"));
    }
}
