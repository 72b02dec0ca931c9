package io.github.goloom.chan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;

/**
 * The sending half of a channel. Go's {@code chan<- T}. {@link Chan} documents what all channels guarantee.
 *
 * @param <T> the type of the elements
 */
public sealed interface SendChan<T> permits Chan {
    /**
     * Sends the value, and waits until a receiver takes it or the buffer has room. On a sliding, dropping or unbounded
     * channel it never waits.
     *
     * @param value the value
     * @throws ChanClosedException if the channel is closed, on entry or while waiting; the value was not sent
     * @throws InterruptedException if the current thread is interrupted; the value was not sent
     * @throws NullPointerException if {@code value} is null
     * @see <a href="https://go.dev/ref/spec#Send_statements">Go: send statements</a>
     */
    void send(T value) throws InterruptedException;

    /**
     * Sends the value as {@link #send(Object)} does, unless the cancellation
     * {@linkplain io.github.goloom.chan##cancellation ends the wait}.
     *
     * @param value the value
     * @param until the cancellation; if it is done on entry, nothing is sent
     * @throws ChanClosedException if the channel is closed, on entry or while waiting; the value was not sent
     * @throws InterruptedException if the current thread is interrupted; the value was not sent
     * @throws NullPointerException if {@code value} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; the value was not sent
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     */
    void send(T value, Cancellation until) throws InterruptedException;

    /**
     * Sends the value as {@link #send(Object)} does, unless the {@linkplain io.github.goloom.chan##timeouts timeout}
     * ends first.
     *
     * @param value the value
     * @param timeout the maximum time to wait; with zero or less the method tries once
     * @return true if the value was sent, false if the timeout ended first
     * @throws ChanClosedException if the channel is closed, on entry or while waiting; the value was not sent
     * @throws InterruptedException if the current thread is interrupted; the value was not sent
     * @throws NullPointerException if {@code value} or {@code timeout} is null
     */
    @CheckReturnValue
    boolean trySend(T value, Duration timeout) throws InterruptedException;

    /**
     * Sends the value if a receiver is waiting or the buffer has room. This method never waits and ignores the
     * interrupted status.
     *
     * @param value the value
     * @return true if the value was sent; on a sliding, dropping or unbounded channel it always is
     * @throws ChanClosedException if the channel is closed
     * @throws NullPointerException if {@code value} is null
     */
    @CheckReturnValue
    boolean trySend(T value);

    /**
     * Closes the channel. Values in the buffer can still be received. Waiting receivers get the end. Waiting senders
     * get a {@link ChanClosedException}, and their values are not sent. This method never waits.
     *
     * @throws ChanClosedException if the channel is closed already
     * @throws IllegalStateException if this is the nil channel
     * @see <a href="https://go.dev/ref/spec#Close">Go: close</a>
     */
    void close();

    /**
     * Closes the channel, unless it is closed already or is the nil channel. Several threads may call this method to
     * close the same channel.
     *
     * @return true if this call closed the channel
     */
    boolean tryClose();

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
     * on return. A receive is the way to see the end. <b>Differs from Go</b>, which has no such query.
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
