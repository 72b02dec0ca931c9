/**
 * Goroutines.
 *
 * <ul>
 *   <li>{@link io.github.goloom.Go} starts goroutines, which are virtual threads, and lets them sleep.
 *   <li>{@link io.github.goloom.StartHook} passes on what belongs to a request, such as a trace.
 *   <li>{@link io.github.goloom.Signal} is the one value of a channel that only signals.
 * </ul>
 *
 * {@snippet :
 * Chan<Signal> done = Chan.unbuffered();
 * Go.go("printer", () -> {
 *     System.out.println("hello from a goroutine");
 *     done.close();
 * });
 * done.receive();
 * }
 *
 * <p>Channels and {@code select} are in {@link io.github.goloom.chan}.
 *
 * @see <a href="https://go.dev/ref/spec#Go_statements">Go: go statements</a>
 */
package io.github.goloom;
