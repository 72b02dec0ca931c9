package io.github.goloom.chan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a channel. Go's {@code <-chan T}. {@link Chan} documents what all channels guarantee.
 *
 * @param <T> the type of the elements
 */
public sealed interface ReceiveChan<T> extends Iterable<T> permits Chan, AbstractChan {
    /**
     * A function that takes values, for {@link #receiveEach} and for a case of a {@code select} that returns no result.
     *
     * @param <T> the type of the values
     * @param <X> the type of the exceptions that the function may throw
     */
    @FunctionalInterface
    interface Each<T extends @Nullable Object, X extends Exception> {
        /**
         * Takes one value.
         *
         * @param value the value
         * @throws X if the function fails
         * @throws InterruptedException if the current thread is interrupted
         */
        void accept(T value) throws X, InterruptedException;
    }

    /**
     * Receives a value, and waits until there is one.
     *
     * @return the value; null if and only if the channel is closed and drained
     * @throws InterruptedException if the current thread is interrupted; nothing was received
     * @see <a href="https://go.dev/ref/spec#Receive_operator">Go: receive operator</a>
     */
    @Nullable
    T receive() throws InterruptedException;

    /**
     * Receives a value as {@link #receive()} does, unless the cancellation
     * {@linkplain io.github.goloom.chan##cancellation ends the wait}.
     *
     * @param until the cancellation; if it is done on entry, nothing is received
     * @return the value; null if and only if the channel is closed and drained
     * @throws InterruptedException if the current thread is interrupted; nothing was received
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; nothing was received
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     */
    @Nullable
    T receive(Cancellation until) throws InterruptedException;

    /**
     * Receives a value as {@link #receive()} does, unless the {@linkplain io.github.goloom.chan##timeouts timeout} ends
     * first.
     *
     * @param timeout the maximum time to wait; with zero or less the method tries once
     * @return the value, {@link Received.Closed} if the channel is closed and drained, or {@link Received.Empty} if the
     *     timeout ended first
     * @throws InterruptedException if the current thread is interrupted; nothing was received
     * @throws NullPointerException if {@code timeout} is null
     */
    @CheckReturnValue
    Received<T> tryReceive(Duration timeout) throws InterruptedException;

    /**
     * Receives a value if there is one. This method never waits and ignores the interrupted status.
     *
     * @return the value, {@link Received.Closed} if the channel is closed and drained, or {@link Received.Empty}
     */
    @CheckReturnValue
    Received<T> tryReceive();

    /**
     * Receives at one instant all available values, up to a maximum, including those of waiting senders. If there are
     * none, this method waits for one value, and then takes those that are available, at one later instant.
     *
     * @param max the maximum number of values
     * @return the values in their order, as an unmodifiable list; empty only if the channel is closed and drained
     * @throws IllegalArgumentException if {@code max} is less than 1
     * @throws InterruptedException if the current thread is interrupted; nothing was received
     */
    List<T> receiveUpTo(int max) throws InterruptedException;

    /**
     * Receives values as {@link #receiveUpTo(int)} does, unless the cancellation
     * {@linkplain io.github.goloom.chan##cancellation ends the wait}.
     *
     * @param max the maximum number of values
     * @param until the cancellation; if it is done on entry, nothing is received
     * @return the values in their order, as an unmodifiable list; empty only if the channel is closed and drained
     * @throws IllegalArgumentException if {@code max} is less than 1
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; nothing was received
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; nothing was received
     */
    List<T> receiveUpTo(int max, Cancellation until) throws InterruptedException;

    /**
     * Receives values one by one while there are any, and adds each to the target. This method never waits and ignores
     * the interrupted status. If {@code add} throws an exception, the value that was to be added is lost.
     *
     * @param target the collection to which the values are added
     * @param max the maximum number of values
     * @return the number of values received; 0 if there were none, whether or not the channel is closed
     * @throws IllegalArgumentException if {@code max} is less than 1
     * @throws NullPointerException if {@code target} is null
     */
    int drainTo(Collection<? super T> target, int max);

    /**
     * Receives at one instant all available values, including those of waiting senders. This method never waits and
     * ignores the interrupted status.
     *
     * @return the values in their order, as an unmodifiable list; empty if there are none, whether or not the channel is
     *     closed
     */
    @CheckReturnValue
    List<T> drain();

    /**
     * Receives values until the channel is closed and drained, and passes each to the action.
     *
     * @param action the function that takes the values; an exception that it throws ends the loop
     * @param <X> the type of the exceptions that the action may throw
     * @throws X if the action throws it; the value that was passed to the action has been received
     * @throws InterruptedException if the current thread is interrupted; every value received was passed to the action
     * @throws NullPointerException if {@code action} is null
     * @see <a href="https://go.dev/ref/spec#For_range">Go: for range</a>
     */
    <X extends Exception> void receiveEach(Each<? super T, ? extends X> action) throws X, InterruptedException;

    /**
     * Receives values as {@link #receiveEach(Each)} does, unless the cancellation
     * {@linkplain io.github.goloom.chan##cancellation ends the wait}.
     *
     * @param action the function that takes the values; an exception that it throws ends the loop
     * @param until the cancellation, which is checked before each value
     * @param <X> the type of the exceptions that the action may throw
     * @throws X if the action throws it; the value that was passed to the action has been received
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; every value received was passed to the action
     * @throws NullPointerException if {@code action} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; every value received
     *     was passed to the action
     */
    <X extends Exception> void receiveEach(Each<? super T, ? extends X> action, Cancellation until)
            throws X, InterruptedException;

    /**
     * Returns an iterator over the values, until the channel is closed and drained. Go's {@code for range}.
     *
     * <p>The iterator is to be used by one thread only. Its {@code hasNext} waits for a value and receives it. A value
     * that {@code hasNext} has received and {@code next} does not return is lost. Leaving a loop receives nothing
     * further and does not close the channel.
     *
     * <p>If the thread is interrupted, {@code hasNext} and {@code next} throw {@link UncheckedInterruptedException} and
     * the interrupted status stays set, whereas {@link #receiveEach} throws {@link InterruptedException}. Either
     * exception is a {@linkplain QuietEnd normal end} of a goroutine.
     *
     * @return a new iterator; it does not support {@code remove}
     */
    @Override
    Iterator<T> iterator();

    /**
     * Returns the values as {@link #iterator()} does, unless the cancellation
     * {@linkplain io.github.goloom.chan##cancellation ends the wait}.
     *
     * {@snippet :
     * for (Order order : orders.until(ctx)) {
     *     handle(order);
     * }
     * }
     *
     * @param ctx the cancellation; when it is done, {@code hasNext} and {@code next} throw its
     *     {@link Cancellation#err()}
     * @return an object to iterate over; each of its iterators is to be used by one thread only
     * @throws NullPointerException if {@code ctx} is null
     */
    Iterable<T> until(Cancellation ctx);

    /**
     * Returns the values, until the channel is closed and drained, as a sequential stream. An interrupt has the effect
     * described in {@link #iterator()}.
     *
     * @return a new stream
     */
    Stream<T> stream();

    /**
     * Returns the number of values in the buffer. Go's {@code len}. The values of waiting senders are not counted.
     *
     * @return the exact number at one instant within the call, or {@link Integer#MAX_VALUE} if an unbounded channel has
     *     more; it may have changed on return
     */
    int size();

    /**
     * Returns the number of values that the buffer can hold. Go's {@code cap}.
     *
     * @return the capacity given when the channel was made; 0 for an unbuffered or nil channel,
     *     {@link Integer#MAX_VALUE} for an unbounded one
     */
    int capacity();

    /**
     * Returns the number of values that this channel has dropped so far because its buffer was full.
     *
     * @return the exact number at one instant within the call; 0 unless the channel is sliding or dropping
     */
    long dropped();

    /**
     * Tells whether the channel is closed. This method is meant for logs and dumps, since the answer may be out of date
     * on return and a closed channel may still have values. A receive is the way to see the end. <b>Differs from
     * Go</b>, which has no such query.
     *
     * @return true if the channel was closed at one instant within the call; a closed channel stays closed
     */
    boolean isClosed();

    /**
     * Tells whether this is the nil channel.
     *
     * @return true for {@link Chan#nil()} only
     */
    boolean isNil();
}
