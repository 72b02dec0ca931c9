package io.github.goloom.chan;

import io.github.goloom.park.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code select} as an expression: waits until one of several communications can proceed, performs it, and returns
 * the result of its function.
 *
 * {@snippet :
 * String next = select(
 *         receive(orders, order -> "order " + order.id(), () -> "closed"),
 *         send(audit, entry, () -> "audited"),
 *         after(Duration.ofSeconds(1), () -> "timeout"));
 * }
 *
 * <p>{@link #receive}, {@link #send}, {@link #after} and {@link #otherwise} make cases whose functions return the
 * result; {@link #onReceive}, {@link #onSend}, {@link #onAfter} and {@link #onOtherwise} make cases whose result is
 * null. A class with a method named {@code send} or {@code receive} of its own hides the static import, and calls
 * {@code Select.receive(...)}.
 *
 * <p><b>Choice.</b> A receive case is ready if there is a value or a waiting sender, or if the channel is closed. A
 * send case is ready if there is room or a waiting receiver, or if the channel is closed; a select that chooses a send
 * case of a closed channel throws {@link ChanClosedException}. A nil channel is never ready. If several cases are
 * ready, {@link #select} chooses each with the same probability, and {@link #selectInOrder} the first. If none is
 * ready, an {@link #otherwise} case is chosen; without one, the select waits, and chooses an {@link #after} case if no
 * other becomes ready in time. A channel may occur in any number of cases, in both directions; a select never
 * communicates with itself.
 *
 * <p><b>Atomicity.</b> A select examines all its channels and acts at one instant. It performs at most one
 * communication, and the cases that are not chosen have no effect. The function of the chosen case runs in the
 * selecting thread, outside every lock. An exception that it throws is thrown by the select, and the communication is
 * not undone.
 *
 * <p><b>Cases</b> are immutable: the channel and the value to send are evaluated when the case is made. They may be
 * used in many selects and threads at once. In a loop a list of cases should be kept, and not modified; a select over a
 * kept list that finds a case ready allocates nothing.
 *
 * <p><b>Memory consistency effects.</b> The chosen case has those of its operation on a {@link Chan}. The other cases,
 * {@code after} and {@code otherwise} have none.
 *
 * <p><b>Interruption, timeouts and cancellation</b> follow the
 * {@linkplain io.github.goloom.chan##waiting contract of waiting methods}. A select with an {@code otherwise} case, or
 * an {@code after} case of zero or less, never waits and ignores the interrupted status.
 *
 * @see <a href="https://go.dev/ref/spec#Select_statements">Go: select statements</a>
 */
@SuppressWarnings("varargs") // the arrays are only read, as lists
public final class Select {
    private Select() {}

    /**
     * An immutable case of a select: a communication or a condition, and the function that makes the result.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the function may throw
     */
    public static final class Case<R extends @Nullable Object, X extends Exception> {
        private static final long NONE = -1;

        /** Null for {@code after} and {@code otherwise}. */
        final @Nullable Communication communication;

        /** The timeout of an {@code after} in nanoseconds; otherwise {@link #NONE}. */
        final long nanos;

        /** Gets the value received; null for every case that is not a receive. */
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
     * The function of a receive case for a value.
     *
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the function may throw
     */
    @FunctionalInterface
    public interface OnValue<T, R extends @Nullable Object, X extends Exception> {
        /**
         * {@return the result of the select}
         *
         * @param value the value
         * @throws X if the function fails
         * @throws InterruptedException if the current thread is interrupted
         */
        R apply(T value) throws X, InterruptedException;
    }

    /**
     * The function of a receive case for a value or the end of the channel.
     *
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the function may throw
     */
    @FunctionalInterface
    public interface OnReceive<T, R extends @Nullable Object, X extends Exception> {
        /**
         * {@return the result of the select}
         *
         * @param value the value; null if the channel is closed and drained
         * @throws X if the function fails
         * @throws InterruptedException if the current thread is interrupted
         */
        R apply(@Nullable T value) throws X, InterruptedException;
    }

    /**
     * The function of a case without a value.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the function may throw
     */
    @FunctionalInterface
    public interface Then<R extends @Nullable Object, X extends Exception> {
        /**
         * {@return the result of the select}
         *
         * @throws X if the function fails
         * @throws InterruptedException if the current thread is interrupted
         */
        R get() throws X, InterruptedException;
    }

    /**
     * {@return a case that receives} Its result is the value, or null if the channel is closed and drained.
     *
     * @param chan the channel from which to receive
     * @param <T> the type of the elements
     * @throws NullPointerException if {@code chan} is null
     */
    public static <T> Case<@Nullable T, RuntimeException> receive(ReceiveChan<? extends T> chan) {
        return receive(chan, (OnReceive<T, @Nullable T, RuntimeException>) value -> value);
    }

    /**
     * {@return a case that receives, with one function for a value and for the end}
     *
     * @param chan the channel from which to receive
     * @param then the function that takes the value, or null if the channel is closed and drained
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the function may throw
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
     * {@return a case that receives, with separate functions for a value and for the end}
     *
     * @param chan the channel from which to receive
     * @param value the function that takes a value
     * @param closed the function that is called if the channel is closed and drained
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the functions may throw
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
     * {@return a case that sends}
     *
     * @param chan the channel on which to send
     * @param value the value to send; may be null if {@code chan} is nil
     * @param then the function that is called after the value is sent
     * @param <T> the type of the elements
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the function may throw
     * @throws NullPointerException if {@code chan} or {@code then} is null, or {@code value} is and {@code chan} is not
     *     nil
     */
    public static <T, R extends @Nullable Object, X extends Exception> Case<R, X> send(
            SendChan<? super T> chan, @Nullable T value, Then<? extends R, ? extends X> then) {
        Objects.requireNonNull(chan, "chan");
        Objects.requireNonNull(then, "then");
        Object sent = chan.isNil() ? Refusal.NOT_READY : Objects.requireNonNull(value, SendableChan.NOT_NULL);
        return new Case<>(new Communication.Send(chan, sent), Case.NONE, ignored -> then.get());
    }

    /**
     * {@return a case that is chosen if no other case becomes ready within the timeout} If a select has several, the
     * shortest counts. With a timeout of zero or less the case acts as an {@link #otherwise}; it may stand beside a
     * real one, which is then preferred.
     *
     * @param timeout the time to wait; 146 years or more is no limit
     * @param then the function that is called after the timeout
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the function may throw
     * @throws NullPointerException if {@code timeout} or {@code then} is null
     */
    public static <R extends @Nullable Object, X extends Exception> Case<R, X> after(
            Duration timeout, Then<? extends R, ? extends X> then) {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(then, "then");
        return new Case<>(null, Clock.nanos(timeout), ignored -> then.get());
    }

    /**
     * {@return a case that is chosen if no other case is ready} Go's {@code default}. A select has at most one.
     *
     * @param then the function that is called if no other case is ready
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the function may throw
     * @throws NullPointerException if {@code then} is null
     */
    public static <R extends @Nullable Object, X extends Exception> Case<R, X> otherwise(
            Then<? extends R, ? extends X> then) {
        Objects.requireNonNull(then, "then");
        return new Case<>(null, Case.NONE, ignored -> then.get());
    }

    /**
     * {@return a case that receives, and whose result is null}
     *
     * @param chan the channel from which to receive
     * @param action the function that takes the value, or null if the channel is closed and drained
     * @param <T> the type of the elements
     * @param <X> the type of the exceptions that the action may throw
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
     * {@return a case that sends, and whose result is null}
     *
     * @param chan the channel on which to send
     * @param value the value to send; may be null if {@code chan} is nil
     * @param action the function that is called after the value is sent
     * @param <T> the type of the elements
     * @param <X> the type of the exceptions that the action may throw
     * @throws NullPointerException if {@code chan} or {@code action} is null, or {@code value} is and {@code chan} is
     *     not nil
     */
    public static <T, X extends Exception> Case<@Nullable Void, X> onSend(
            SendChan<? super T> chan, @Nullable T value, Action<? extends X> action) {
        return send(chan, value, acting(action));
    }

    /**
     * {@return a case as that of {@link #after}, whose result is null}
     *
     * @param timeout the time to wait; 146 years or more is no limit
     * @param action the function that is called after the timeout
     * @param <X> the type of the exceptions that the action may throw
     * @throws NullPointerException if {@code timeout} or {@code action} is null
     */
    public static <X extends Exception> Case<@Nullable Void, X> onAfter(Duration timeout, Action<? extends X> action) {
        return after(timeout, acting(action));
    }

    /**
     * {@return a case as that of {@link #otherwise}, whose result is null}
     *
     * @param action the function that is called if no other case is ready
     * @param <X> the type of the exceptions that the action may throw
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

    /**
     * Waits until one of the cases is ready, chooses one of those that are, and performs it.
     *
     * @param cases the cases; with none, the select waits until it is interrupted
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the functions may throw
     * @return the result of the function of the chosen case
     * @throws X if that function throws it; the communication is not undone
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws InterruptedException if the current thread is interrupted; nothing was communicated
     * @throws NullPointerException if {@code cases} or one of them is null
     */
    @SafeVarargs
    public static <R extends @Nullable Object, X extends Exception> R select(Case<? extends R, ? extends X>... cases)
            throws X, InterruptedException {
        return Selection.select(listOf(cases), null, false);
    }

    /**
     * As {@link #select(Case...)}, for a list.
     *
     * @param cases the cases; with none, the select waits until it is interrupted
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the functions may throw
     * @return the result of the function of the chosen case
     * @throws X if that function throws it; the communication is not undone
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws InterruptedException if the current thread is interrupted; nothing was communicated
     * @throws NullPointerException if {@code cases} or one of them is null
     */
    public static <R extends @Nullable Object, X extends Exception> R select(
            List<? extends Case<? extends R, ? extends X>> cases) throws X, InterruptedException {
        return Selection.select(Objects.requireNonNull(cases, "cases"), null, false);
    }

    /**
     * As {@link #select(Case...)}, unless the cancellation ends the wait.
     *
     * @param until the cancellation; if it is done on entry, no case is chosen
     * @param cases the cases; with none, the select waits until it is interrupted or cancelled
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the functions may throw
     * @return the result of the function of the chosen case
     * @throws X if that function throws it; the communication is not undone
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; nothing was communicated
     * @throws NullPointerException if {@code until}, {@code cases} or one of them is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if done; nothing was communicated
     */
    @SafeVarargs
    public static <R extends @Nullable Object, X extends Exception> R select(
            Cancellation until, Case<? extends R, ? extends X>... cases) throws X, InterruptedException {
        return Selection.select(listOf(cases), Objects.requireNonNull(until, "until"), false);
    }

    /**
     * As {@link #select(Case...)} for a list, unless the cancellation ends the wait.
     *
     * @param until the cancellation; if it is done on entry, no case is chosen
     * @param cases the cases; with none, the select waits until it is interrupted or cancelled
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the functions may throw
     * @return the result of the function of the chosen case
     * @throws X if that function throws it; the communication is not undone
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; nothing was communicated
     * @throws NullPointerException if {@code until}, {@code cases} or one of them is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if done; nothing was communicated
     */
    public static <R extends @Nullable Object, X extends Exception> R select(
            Cancellation until, List<? extends Case<? extends R, ? extends X>> cases) throws X, InterruptedException {
        return Selection.select(Objects.requireNonNull(cases, "cases"), Objects.requireNonNull(until, "until"), false);
    }

    /**
     * As {@link #select(Case...)}, but chooses the first of the cases that are ready on entry. A select that has to
     * wait chooses the case that becomes ready first. <b>Differs from Go</b>, which has no such select.
     *
     * @param cases the cases; with none, the select waits until it is interrupted
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the functions may throw
     * @return the result of the function of the chosen case
     * @throws X if that function throws it; the communication is not undone
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws InterruptedException if the current thread is interrupted; nothing was communicated
     * @throws NullPointerException if {@code cases} or one of them is null
     */
    @SafeVarargs
    public static <R extends @Nullable Object, X extends Exception> R selectInOrder(
            Case<? extends R, ? extends X>... cases) throws X, InterruptedException {
        return Selection.select(listOf(cases), null, true);
    }

    /**
     * As {@link #selectInOrder(Case...)}, for a list.
     *
     * @param cases the cases; with none, the select waits until it is interrupted
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the functions may throw
     * @return the result of the function of the chosen case
     * @throws X if that function throws it; the communication is not undone
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws InterruptedException if the current thread is interrupted; nothing was communicated
     * @throws NullPointerException if {@code cases} or one of them is null
     */
    public static <R extends @Nullable Object, X extends Exception> R selectInOrder(
            List<? extends Case<? extends R, ? extends X>> cases) throws X, InterruptedException {
        return Selection.select(Objects.requireNonNull(cases, "cases"), null, true);
    }

    /**
     * As {@link #selectInOrder(Case...)}, unless the cancellation ends the wait.
     *
     * @param until the cancellation; if it is done on entry, no case is chosen
     * @param cases the cases; with none, the select waits until it is interrupted or cancelled
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the functions may throw
     * @return the result of the function of the chosen case
     * @throws X if that function throws it; the communication is not undone
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; nothing was communicated
     * @throws NullPointerException if {@code until}, {@code cases} or one of them is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if done; nothing was communicated
     */
    @SafeVarargs
    public static <R extends @Nullable Object, X extends Exception> R selectInOrder(
            Cancellation until, Case<? extends R, ? extends X>... cases) throws X, InterruptedException {
        return Selection.select(listOf(cases), Objects.requireNonNull(until, "until"), true);
    }

    /**
     * As {@link #selectInOrder(Case...)} for a list, unless the cancellation ends the wait.
     *
     * @param until the cancellation; if it is done on entry, no case is chosen
     * @param cases the cases; with none, the select waits until it is interrupted or cancelled
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the functions may throw
     * @return the result of the function of the chosen case
     * @throws X if that function throws it; the communication is not undone
     * @throws ChanClosedException if the chosen case sends on a closed channel
     * @throws IllegalArgumentException if {@code cases} has two {@code otherwise}, or more than 65,536 cases
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; nothing was communicated
     * @throws NullPointerException if {@code until}, {@code cases} or one of them is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if done; nothing was communicated
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
