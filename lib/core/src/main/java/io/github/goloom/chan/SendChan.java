package io.github.goloom.chan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;

/**
 * The half of a channel that one sends on: Go's {@code chan<- T}. {@link Chan} tells what all channels promise.
 *
 * @param <T> the type of the elements
 */
public sealed interface SendChan<T> permits Chan {
    /**
     * Sends the value; waits for a receiver, or for room in the buffer.
     *
     * @param value the value
     * @throws ChanClosedException if the channel is closed, on entry or while waiting: the value is not sent
     * @throws InterruptedException if the current thread is interrupted: the value is not sent
     * @throws NullPointerException if {@code value} is null
     * @see <a href="https://go.dev/ref/spec#Send_statements">Go: send statements</a>
     */
    void send(T value) throws InterruptedException;

    /**
     * Sends the value, unless the cancellation comes first.
     *
     * @param value the value
     * @param until what ends the wait; if it is done on entry it wins, ready or not
     * @throws ChanClosedException if the channel is closed, on entry or while waiting: the value is not sent
     * @throws InterruptedException if the current thread is interrupted: the value is not sent
     * @throws NullPointerException if {@code value} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: the value is not sent
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     */
    void send(T value, Cancellation until) throws InterruptedException;

    /**
     * Sends the value, unless the time runs out first.
     *
     * @param value the value
     * @param timeout how long to wait; zero or negative tries once, 146 years or more has no end
     * @return whether the value was sent
     * @throws ChanClosedException if the channel is closed, on entry or while waiting: the value is not sent
     * @throws InterruptedException if the current thread is interrupted: the value is not sent
     * @throws NullPointerException if {@code value} or {@code timeout} is null
     */
    @CheckReturnValue
    boolean trySend(T value, Duration timeout) throws InterruptedException;

    /**
     * Sends the value if that needs no wait: a receiver is waiting, or the buffer has room. Ignores the interrupt status.
     *
     * @param value the value
     * @return whether the value was sent
     * @throws ChanClosedException if the channel is closed
     * @throws NullPointerException if {@code value} is null
     */
    @CheckReturnValue
    boolean trySend(T value);

    /**
     * Closes the channel. Values in the buffer can still be received; those who wait to receive get the end, those who wait
     * to send get a {@link ChanClosedException}, and their values are gone. Never waits.
     *
     * @throws ChanClosedException if the channel is closed already
     * @throws IllegalStateException if this is the nil channel
     * @see <a href="https://go.dev/ref/spec#Close">Go: close</a>
     */
    void close();

    /**
     * Closes the channel, if it is neither closed nor nil: for the case that several may close it.
     *
     * @return whether this call closed it
     */
    boolean tryClose();

    /**
     * How many values are in the buffer: Go's {@code len}. Values of waiting senders are not counted.
     *
     * @return the exact number at one instant within the call; it may be another on return
     */
    int size();

    /**
     * How many values the buffer holds: Go's {@code cap}.
     *
     * @return the number given when the channel was made; 0 if it is unbuffered or nil
     */
    int capacity();

    /**
     * Whether the channel is closed, for logs and dumps: the answer may be out of date on return. <b>Differs from Go</b>,
     * which has no such query; a receive is the way to see the end.
     *
     * @return whether it was closed at one instant within the call; closed is for ever
     */
    boolean isClosed();

    /**
     * Whether this is the nil channel.
     *
     * @return true for {@link Chan#nil()} only
     */
    boolean isNil();
}
