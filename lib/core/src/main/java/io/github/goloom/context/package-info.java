/**
 * Contexts: the deadline, the cancellation and the values of a request.
 *
 * <ul>
 *   <li>A {@link io.github.goloom.context.Context} is passed as an argument, and to each method that waits. It ends by
 *       a cancellation, by its deadline, or with its parent.
 *   <li>A {@link io.github.goloom.context.CancellableContext} is closed at the end of a {@code try}.
 *   <li>{@link io.github.goloom.context.Shutdown} makes a context that ends when the JVM is told to end.
 *   <li>A {@link io.github.goloom.context.ContextKey} names a value and its type.
 *   <li>{@link io.github.goloom.context.ContextBridges} connects contexts with futures, executors and interrupts.
 * </ul>
 *
 * {@snippet :
 * try (var request = parent.withTimeout(Duration.ofSeconds(2))) {
 *     results.send(work(request), request); // throws a DeadlineExceededException after two seconds
 * }
 * }
 *
 * <p>How a context ends a wait is part of the {@linkplain io.github.goloom.chan##waiting contract of waiting}.
 *
 * @see <a href="https://pkg.go.dev/context">Go: context</a>
 */
package io.github.goloom.context;
