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
 * buffer has room) or <i>nil</i> (never ready). Its elements are {@linkplain io.github.goloom.chan##nulls never null}.
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
 * <p>A try-operation or a timed operation that fails, {@code size}, {@code capacity} and {@code isClosed} promise no
 * edge. A chosen case of a select has the edges of its operation.
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
