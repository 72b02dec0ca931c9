package io.github.goloom.chan;

import java.util.Objects;

/**
 * A channel, into which threads send values and from which other threads receive them. Go's {@code chan T}.
 *
 * {@snippet :
 * Chan<String> lines = Chan.buffered(16, "lines");
 * Go.go(() -> {
 *     for (String line : read()) {
 *         lines.send(line);
 *     }
 *     lines.close();
 * });
 * for (String line : lines) {
 *     System.out.println(line);
 * }
 * }
 *
 * <p>A channel is <i>unbuffered</i> (a send waits for a receive), <i>buffered</i> (a send completes as soon as the
 * buffer has room) or <i>nil</i> (never ready). On three other kinds, which Go does not have, a send never waits: a full
 * buffer loses its oldest value (<i>sliding</i>) or the value that is sent (<i>dropping</i>), or it grows
 * (<i>unbounded</i>). Its elements are {@linkplain io.github.goloom.chan##nulls never null}.
 *
 * <p>A {@link SendChan} and a {@link ReceiveChan} are the two halves of a channel. A method that only sends or only
 * receives should take the half that it needs. A channel need not be closed; one that is no longer referenced is
 * garbage. Channels are compared by identity.
 *
 * <p><b>Fairness.</b> Waiters are served first in, first out; newcomers never barge. Every operation is linearizable,
 * including the try-operations, {@link #size()} and select.
 *
 * <p><b>Thread safety.</b> Any thread, virtual or platform, may call any method.
 *
 * <p><b>Memory consistency effects.</b>
 *
 * <ul>
 *   <li>Actions in a thread before a send <i>happen-before</i> the return of the receive that gets the value.
 *   <li>Actions in a thread before {@code close} <i>happen-before</i> the return of a receive that finds the channel
 *       closed, and before the {@link ChanClosedException} of a send that finds it closed.
 *   <li>Actions in a thread before a receive on an unbuffered channel <i>happen-before</i> the return of the send whose
 *       value it gets.
 *   <li>Actions in a thread before the k-th receive on a channel of capacity C <i>happen-before</i> the return of the
 *       (k+C)-th send.
 * </ul>
 *
 * <p>The first two hold for all kinds. The last is one of buffered channels only: a send on a sliding, dropping or
 * unbounded channel waits for no receive, and no receive happens-before it.
 *
 * <p>A try-operation or a timed operation that fails, {@code size}, {@code capacity}, {@code dropped} and
 * {@code isClosed} promise no edge, nor does a value that is dropped. A chosen case of a select has the edges of its operation.
 *
 * <p><b>Interruption, timeouts and cancellation</b> follow the
 * {@linkplain io.github.goloom.chan##waiting contract of waiting methods}.
 *
 * @param <T> the type of the elements
 * @see <a href="https://go.dev/ref/spec#Channel_types">Go: channel types</a>
 */
public sealed interface Chan<T> extends SendChan<T>, ReceiveChan<T> permits SendableChan {
    /**
     * Makes an unbuffered channel. Go's {@code make(chan T)}.
     *
     * @param <T> the type of the elements
     * @return a new channel
     */
    static <T> Chan<T> unbuffered() {
        return new UnbufferedChan<>(null);
    }

    /**
     * Makes an unbuffered channel with a name.
     *
     * @param name the name, which appears in {@code toString} and in messages
     * @param <T> the type of the elements
     * @return a new channel
     * @throws NullPointerException if {@code name} is null
     */
    static <T> Chan<T> unbuffered(String name) {
        return new UnbufferedChan<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * Makes a channel with a buffer. Go's {@code make(chan T, capacity)}. The whole buffer is allocated at once.
     *
     * @param capacity the exact number of values that the buffer holds; 0 makes an unbuffered channel
     * @param <T> the type of the elements
     * @return a new channel
     * @throws IllegalArgumentException if {@code capacity} is negative or above 2<sup>30</sup>
     */
    static <T> Chan<T> buffered(int capacity) {
        return SendableChan.make(capacity, null);
    }

    /**
     * Makes a channel with a buffer and a name.
     *
     * @param capacity the exact number of values that the buffer holds; 0 makes an unbuffered channel
     * @param name the name, which appears in {@code toString} and in messages
     * @param <T> the type of the elements
     * @return a new channel
     * @throws IllegalArgumentException if {@code capacity} is negative or above 2<sup>30</sup>
     * @throws NullPointerException if {@code name} is null
     */
    static <T> Chan<T> buffered(int capacity, String name) {
        return SendableChan.make(capacity, Objects.requireNonNull(name, "name"));
    }

    /**
     * Makes a sliding channel, whose full buffer drops the oldest value for the one that is sent. It is for values of
     * which the latest matter, such as measurements or positions.
     *
     * <p>A send on it never waits. It gives the value to the receiver that has waited longest, or else puts it into the
     * buffer. {@link #dropped()} counts the values that were lost. The whole buffer is allocated at once.
     *
     * {@snippet :
     * Chan<Double> temperatures = Chan.sliding(1, "temperatures");
     * temperatures.send(20.5);
     * temperatures.send(21.0); // drops 20.5
     * Double latest = temperatures.receive(); // 21.0
     * }
     *
     * @param capacity the exact number of values that the buffer holds
     * @param <T> the type of the elements
     * @return a new channel
     * @throws IllegalArgumentException if {@code capacity} is less than 1 or above 2<sup>30</sup>
     */
    static <T> Chan<T> sliding(int capacity) {
        return new SlidingChan<>(SendableChan.checkCapacity(capacity, 1), null);
    }

    /**
     * Makes a {@linkplain #sliding(int) sliding} channel with a name.
     *
     * @param capacity the exact number of values that the buffer holds
     * @param name the name, which appears in {@code toString} and in messages
     * @param <T> the type of the elements
     * @return a new channel
     * @throws IllegalArgumentException if {@code capacity} is less than 1 or above 2<sup>30</sup>
     * @throws NullPointerException if {@code name} is null
     */
    static <T> Chan<T> sliding(int capacity, String name) {
        Objects.requireNonNull(name, "name");
        return new SlidingChan<>(SendableChan.checkCapacity(capacity, 1), name);
    }

    /**
     * Makes a dropping channel, whose full buffer drops the value that is sent. It is for values of which the first
     * matter, or of which some may be lost under load, such as log messages.
     *
     * <p>A send on it never waits, and completes normally even if it drops its value; {@link #trySend(Object)} then
     * returns true. A value is dropped only if the buffer is full, so never while a receiver waits. {@link #dropped()}
     * counts the values that were lost. A sender that has to know whether its value was dropped should use
     * {@code trySend} on a {@linkplain #buffered(int) buffered} channel instead. The whole buffer is allocated at once.
     *
     * @param capacity the exact number of values that the buffer holds
     * @param <T> the type of the elements
     * @return a new channel
     * @throws IllegalArgumentException if {@code capacity} is less than 1 or above 2<sup>30</sup>
     */
    static <T> Chan<T> dropping(int capacity) {
        return new DroppingChan<>(SendableChan.checkCapacity(capacity, 1), null);
    }

    /**
     * Makes a {@linkplain #dropping(int) dropping} channel with a name.
     *
     * @param capacity the exact number of values that the buffer holds
     * @param name the name, which appears in {@code toString} and in messages
     * @param <T> the type of the elements
     * @return a new channel
     * @throws IllegalArgumentException if {@code capacity} is less than 1 or above 2<sup>30</sup>
     * @throws NullPointerException if {@code name} is null
     */
    static <T> Chan<T> dropping(int capacity, String name) {
        Objects.requireNonNull(name, "name");
        return new DroppingChan<>(SendableChan.checkCapacity(capacity, 1), name);
    }

    /**
     * Makes an unbounded channel, whose buffer grows with the values sent and shrinks as they are received. Nothing
     * slows its senders down: if they are faster than its receivers for long, the memory runs out. It is for senders
     * that must not wait and that something else bounds.
     *
     * <p>A send on it never waits. If there is no memory for its value, it throws {@link OutOfMemoryError}, the value
     * was not sent, and the channel is as it was. The memory of values that were received is released; an empty channel
     * holds room for some dozens of values.
     *
     * @param <T> the type of the elements
     * @return a new channel; its {@link #capacity()} is {@link Integer#MAX_VALUE}
     */
    static <T> Chan<T> unbounded() {
        return new UnboundedChan<>(null);
    }

    /**
     * Makes an {@linkplain #unbounded() unbounded} channel with a name.
     *
     * @param name the name, which appears in {@code toString} and in messages
     * @param <T> the type of the elements
     * @return a new channel
     * @throws NullPointerException if {@code name} is null
     */
    static <T> Chan<T> unbounded(String name) {
        return new UnboundedChan<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns the nil channel, which is never ready. A wait on it ends only by an interrupt, a timeout or a
     * cancellation, and a select never chooses it.
     *
     * @param <T> the type of the elements
     * @return the one nil channel
     */
    @SuppressWarnings("unchecked")
    static <T> Chan<T> nil() {
        return (Chan<T>) NilChan.NIL;
    }
}
