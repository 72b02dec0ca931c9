/**
 * Channels, {@code select}, and the contract that all waiting methods of the library share.
 *
 * <ul>
 *   <li>A {@link Chan} carries values from one thread to another. It is unbuffered, buffered, or of a kind whose
 *       sends never wait, and has two halves, {@link SendChan} and {@link ReceiveChan}.
 *   <li>{@link Select} waits for the first of several communications.
 *   <li>A {@link Cancellation} ends a wait from outside. It is usually a {@link io.github.goloom.context.Context}.
 * </ul>
 *
 * {@snippet :
 * Chan<Order> incoming = Chan.buffered(16, "incoming");
 * Go.go(() -> {
 *     for (String id : read()) {
 *         incoming.send(new Order(id), ctx); // waits while the buffer is full
 *     }
 *     incoming.close();
 * });
 * for (Order order : incoming.until(ctx)) { // ends when the channel is closed and drained
 *     handle(order);
 * }
 * }
 *
 * <h2 id="waiting">Waiting</h2>
 *
 * <p>A <i>waiting method</i> is a method of any package of this library that may suspend the current thread until
 * another thread acts. This section holds for all waiting methods, except where the documentation of one says
 * otherwise.
 *
 * <p>A waiting method that ends early, because of an interrupt, a timeout or a cancellation, <b>has not done</b> what
 * it waited for: it has sent no value, received no value, and acquired no lock or permit. No value is lost or
 * duplicated. A method that communicates repeatedly, such as {@link ReceiveChan#receiveEach receiveEach}, does not undo
 * the communications that it has completed.
 *
 * <p>One event decides how a wait ends. If another thread hands over the value, lock or permit first, the method
 * returns normally, even if an interrupt, the end of the timeout or a cancellation follows before it returns.
 *
 * <h3 id="interruption">Interruption</h3>
 *
 * <p>A waiting method that declares {@link InterruptedException} throws it if the current thread
 *
 * <ul>
 *   <li>has its interrupted status set on entry, even if the method would not have to wait; or
 *   <li>is interrupted while waiting.
 * </ul>
 *
 * <p>The interrupted status is cleared when the exception is thrown. If the interrupt comes after the hand-over, the
 * method returns normally and the status stays set.
 *
 * <p>Methods that never wait ignore the interrupted status: the try-operations without a timeout, and a {@code select}
 * with an {@code otherwise} case or with an {@code after} case of zero or less. Waiting methods that do not declare
 * {@code InterruptedException} leave the status set. They either continue to wait, as
 * {@link java.util.concurrent.locks.Lock#lock() Lock.lock()} does, or throw {@link UncheckedInterruptedException}, as
 * the iterator of a channel does.
 *
 * <h3 id="timeouts">Timeouts</h3>
 *
 * <p>Timeouts are measured by the monotonic clock of {@link System#nanoTime()}; changes of the wall clock do not affect
 * them. With a timeout of zero or less a method tries once and does not wait, but still throws
 * {@code InterruptedException} if the interrupted status is set on entry. A timeout of 146 years or more (half the
 * range of a {@code long} in nanoseconds) never ends. The end of the timeout is a result of the method, not an
 * exception.
 *
 * <h3 id="cancellation">Cancellation</h3>
 *
 * <p>A waiting method with a {@link Cancellation} parameter throws the cancellation's {@link Cancellation#err() err()}
 * if the cancellation
 *
 * <ul>
 *   <li>is done on entry, even if the method would not have to wait or the thread is interrupted (the interrupted
 *       status then stays set); or
 *   <li>becomes done while the thread waits, before a hand-over or an interrupt ends the wait.
 * </ul>
 *
 * <p>If the cancellation is done but its {@code err()} is null, the method throws {@link IllegalStateException}. A
 * cancellable wait needs no additional thread.
 *
 * <h2 id="nulls">Null</h2>
 *
 * <p>Elements of a channel are never null. Therefore a {@code receive()} that returns null means exactly that the
 * channel is closed and drained. <b>Differs from Go</b>, where an element may be nil.
 *
 * <p>In all packages, passing null for a parameter that is not marked as nullable causes a {@link NullPointerException}
 * whose message names the parameter.
 *
 * <h2 id="threads">Thread safety</h2>
 *
 * <p>Unless documented otherwise, any thread, virtual or platform, may call any method of this package at any time. An
 * iterator or a stream over a channel is to be used by one thread only.
 *
 * <h2 id="memory">Memory consistency effects</h2>
 *
 * <p>The documentation of each type lists its <i>happens-before</i> edges. They have a common form: actions in a thread
 * before it hands something over happen-before the return of the method, in another thread, that gets it. A method that
 * gets nothing, such as a try-operation that fails or a wait that times out, promises no edge. The end of a
 * {@link io.github.goloom.context.Context} has the edges that are listed there.
 *
 * <h2 id="go">Origins in Go</h2>
 *
 * <p>Channels and {@code select} follow Go's language specification and its implementation in {@code runtime/chan.go}
 * and {@code runtime/select.go}. Where Go leaves an order open, such as that of waiting senders, this package specifies
 * first in, first out.
 *
 * @see <a href="https://go.dev/ref/spec#Channel_types">Go: channel types</a>
 * @see <a href="https://go.dev/ref/spec#Select_statements">Go: select statements</a>
 * @see <a href="https://go.dev/ref/mem">Go: the memory model</a>
 */
package io.github.goloom.chan;
