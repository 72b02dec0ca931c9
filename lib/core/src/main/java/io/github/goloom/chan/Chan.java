package io.github.goloom.chan;

import java.util.Objects;

/**
 * A channel: goroutines send values into it, and others receive them from it. Go's {@code chan T}.
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
 * <p>A channel is <i>unbuffered</i> (a send and a receive meet), <i>buffered</i> (a send ends as soon as there is room) or
 * <i>nil</i> (never ready). Elements are never null, so that a {@code receive()} that returns null means one thing: closed
 * and drained. <b>Differs from Go</b>, where an element may be nil.
 *
 * <p>Hand one half to those who need only that: a {@link SendChan} or a {@link ReceiveChan} is the same channel. A channel
 * need not be closed, and one that nobody refers to is garbage. Equality is identity.
 *
 * <p><b>Fairness.</b> Those who wait are served first in, first out, and nobody overtakes them. Every operation is
 * linearizable, the try-operations, {@link #size()} and select included.
 *
 * <p><b>Thread safety.</b> Any thread, virtual or platform, may call any method.
 *
 * <p><b>Memory consistency effects.</b>
 *
 * <ul>
 *   <li>What a thread did before a send <i>happens-before</i> the return of the receive that gets the value.
 *   <li>What a thread did before {@code close} <i>happens-before</i> the return of a receive that finds the channel closed,
 *       and the {@link ChanClosedException} of a send that does.
 *   <li>What a thread did before a receive on an unbuffered channel <i>happens-before</i> the return of the send whose value
 *       it got.
 *   <li>What a thread did before the k-th receive on a channel of capacity C <i>happens-before</i> the return of the
 *       (k+C)-th send.
 * </ul>
 *
 * <p>A try-operation or a timed one that fails, {@code size}, {@code capacity} and {@code isClosed} promise no edge. A
 * chosen case of a select has the edges of its operation.
 *
 * <p><b>Interruption.</b> A method that declares {@link InterruptedException} throws it, after clearing the status, if the
 * current thread has its interrupted status set on entry, ready or not, or is interrupted while waiting. It has then neither
 * sent nor received. If the value was handed over first, the method returns normally and the status stays set.
 *
 * @param <T> the type of the elements
 * @see <a href="https://go.dev/ref/spec#Channel_types">Go: channel types</a>
 */
public sealed interface Chan<T> extends SendChan<T>, ReceiveChan<T> permits SendableChan {
    /**
     * Makes a channel without a buffer: Go's {@code make(chan T)}.
     *
     * @param <T> the type of the elements
     * @return a new channel
     */
    static <T> Chan<T> unbuffered() {
        return new UnbufferedChan<>(null);
    }

    /**
     * Makes a channel without a buffer, with a name.
     *
     * @param name the name, for {@code toString} and messages
     * @param <T> the type of the elements
     * @return a new channel
     * @throws NullPointerException if {@code name} is null
     */
    static <T> Chan<T> unbuffered(String name) {
        return new UnbufferedChan<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * Makes a channel with a buffer: Go's {@code make(chan T, capacity)}. The whole buffer is allocated at once.
     *
     * @param capacity how many values the buffer holds, exactly; 0 makes an unbuffered channel
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
     * @param capacity how many values the buffer holds, exactly; 0 makes an unbuffered channel
     * @param name the name, for {@code toString} and messages
     * @param <T> the type of the elements
     * @return a new channel
     * @throws IllegalArgumentException if {@code capacity} is negative or above 2<sup>30</sup>
     * @throws NullPointerException if {@code name} is null
     */
    static <T> Chan<T> buffered(int capacity, String name) {
        return SendableChan.make(capacity, Objects.requireNonNull(name, "name"));
    }

    /**
     * The nil channel: never ready, so that a wait on it has no end but an interrupt, a timeout or a cancellation, and a
     * select never chooses it.
     *
     * @param <T> the type of the elements
     * @return the one nil channel
     */
    @SuppressWarnings("unchecked")
    static <T> Chan<T> nil() {
        return (Chan<T>) NilChan.NIL;
    }
}
