/**
 * Shows what goroutines do: a dump, the leak profile, deadlocks, and events of the JDK's flight recorder.
 *
 * <ul>
 *   <li>{@link io.github.goloom.inspect.Goroutines} is the entrance. Its dump needs no preparation.
 *   <li>{@link io.github.goloom.inspect.Tracking} switches on what costs something: start sites, leaks, holders of locks.
 *   <li>{@link io.github.goloom.inspect.DebugHandler} serves the same by HTTP, as importing {@code net/http/pprof} does in
 *       Go.
 *   <li>{@link io.github.goloom.inspect.Started} collects the goroutines that a test has started.
 * </ul>
 *
 * {@snippet :
 * Goroutines.track(Tracking.basic().withSites().withLeaks());
 * Goroutines.onLeak(leak -> System.err.println(leak));
 * }
 *
 * <p>A recording of the flight recorder gets the events {@code goloom.Wait} and {@code goloom.LockWait} for waits of 20
 * ms and more, {@code goloom.Leak}, {@code goloom.GroupFailure} and {@code goloom.TimerLate}. The page
 * {@code docs/observing.md} of the project shows how to read them.
 *
 * @see <a href="https://pkg.go.dev/runtime/pprof">Go: runtime/pprof</a>
 * @see <a href="https://pkg.go.dev/net/http/pprof">Go: net/http/pprof</a>
 */
package io.github.goloom.inspect;
