package io.github.goloom.chan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The half of a channel that one receives from: Go's {@code <-chan T}. {@link Chan} tells what all channels promise.
 *
 * @param <T> the type of the elements
 */
public sealed interface ReceiveChan<T> extends Iterable<T> permits Chan, AbstractChan {
    /**
     * What is done with a value: by {@link #receiveEach}, and by a {@code select} whose case only acts.
     *
     * @param <T> the type of the elements
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface Each<T extends @Nullable Object, X extends Exception> {
        /**
         * Takes one value.
         *
         * @param value the value
         * @throws X if it fails
         * @throws InterruptedException if the current thread is interrupted
         */
        void accept(T value) throws X, InterruptedException;
    }

    /**
     * Receives a value; waits for one.
     *
     * @return the value; null if the channel is closed and drained, and for no other reason
     * @throws InterruptedException if the current thread is interrupted: nothing is received
     * @see <a href="https://go.dev/ref/spec#Receive_operator">Go: receive operator</a>
     */
    @Nullable
    T receive() throws InterruptedException;

    /**
     * Receives a value, unless the cancellation comes first.
     *
     * @param until what ends the wait; if it is done on entry it wins, ready or not
     * @return the value; null if the channel is closed and drained
     * @throws InterruptedException if the current thread is interrupted: nothing is received
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: nothing is received
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     */
    @Nullable
    T receive(Cancellation until) throws InterruptedException;

    /**
     * Receives a value, unless the time runs out first.
     *
     * @param timeout how long to wait; zero or negative tries once, 146 years or more has no end
     * @return the value, {@link Received.Closed}, or {@link Received.Empty} if the time ran out
     * @throws InterruptedException if the current thread is interrupted: nothing is received
     * @throws NullPointerException if {@code timeout} is null
     */
    @CheckReturnValue
    Received<T> tryReceive(Duration timeout) throws InterruptedException;

    /**
     * Receives a value if that needs no wait. Ignores the interrupt status.
     *
     * @return the value, {@link Received.Closed} if the channel is closed and drained, or {@link Received.Empty}
     */
    @CheckReturnValue
    Received<T> tryReceive();

    /**
     * Takes at one instant all values that are there, those of waiting senders included. If there are none it waits for one
     * and then does so; that first value was received before that instant.
     *
     * @param max at most how many
     * @return the values in their order, unmodifiable; empty only if the channel is closed and drained
     * @throws IllegalArgumentException if {@code max} is less than 1
     * @throws InterruptedException if the current thread is interrupted: nothing is received
     */
    List<T> receiveUpTo(int max) throws InterruptedException;

    /**
     * As {@link #receiveUpTo(int)}, unless the cancellation comes first.
     *
     * @param max at most how many
     * @param until what ends the wait; if it is done on entry it wins, ready or not
     * @return the values in their order, unmodifiable; empty only if the channel is closed and drained
     * @throws IllegalArgumentException if {@code max} is less than 1
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted: nothing is received
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: nothing is received
     */
    List<T> receiveUpTo(int max, Cancellation until) throws InterruptedException;

    /**
     * Receives values one by one as long as there are any, adding each to the target. Never waits, and ignores the interrupt
     * status. If {@code add} throws, the value in hand is lost.
     *
     * @param target where to add them
     * @param max at most how many
     * @return how many were received; 0 if there were none, closed or not
     * @throws IllegalArgumentException if {@code max} is less than 1
     * @throws NullPointerException if {@code target} is null
     */
    int drainTo(Collection<? super T> target, int max);

    /**
     * Receives until the channel is closed and drained, and gives each value to the action.
     *
     * @param action what to do with a value; what it throws ends the loop and comes out
     * @param <X> what the action may throw
     * @throws X what the action threw; the value that it got has been received
     * @throws InterruptedException if the current thread is interrupted: every value received was given to the action
     * @throws NullPointerException if {@code action} is null
     * @see <a href="https://go.dev/ref/spec#For_range">Go: for range</a>
     */
    <X extends Exception> void receiveEach(Each<? super T, ? extends X> action) throws X, InterruptedException;

    /**
     * As {@link #receiveEach(Each)}, unless the cancellation comes first.
     *
     * @param action what to do with a value; what it throws ends the loop and comes out
     * @param until what ends the loop; looked at before each value
     * @param <X> what the action may throw
     * @throws X what the action threw; the value that it got has been received
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted: every value received was given to the action
     * @throws NullPointerException if {@code action} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: every value received was given to the action
     */
    <X extends Exception> void receiveEach(Each<? super T, ? extends X> action, Cancellation until)
            throws X, InterruptedException;

    /**
     * Go's {@code for range}: the values, until the channel is closed and drained. The iterator is for one thread. Its {@code
     * hasNext} waits and receives: a value that it found and that {@code next} does not take is lost, while leaving a loop
     * takes and closes nothing.
     *
     * <p>If the thread is interrupted, {@code hasNext} and {@code next} throw {@link UncheckedInterruptedException} and the
     * status stays set. Either is a normal end of a goroutine; {@link #receiveEach} throws
     * {@link InterruptedException}.
     *
     * @return a new iterator; {@code remove} is not supported
     */
    @Override
    Iterator<T> iterator();

    /**
     * Go's {@code for range} in a {@code select} with a context: as {@link #iterator()}, unless the cancellation comes first.
     *
     * {@snippet :
     * for (Order order : orders.until(ctx)) {
     *     handle(order);
     * }
     * }
     *
     * @param ctx what ends the loop: its {@link Cancellation#err()} then comes out of {@code hasNext} and {@code next}
     * @return what to iterate over; each iterator is for one thread
     * @throws NullPointerException if {@code ctx} is null
     */
    Iterable<T> until(Cancellation ctx);

    /**
     * The values, until the channel is closed and drained, as a sequential stream. Interruption is that of {@link
     * #iterator()}.
     *
     * @return a new stream
     */
    Stream<T> stream();

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
     * Whether the channel is closed, for logs and dumps: the answer may be out of date on return, and a closed channel may
     * still have values. <b>Differs from Go</b>, which has no such query; a receive is the way to see the end.
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
