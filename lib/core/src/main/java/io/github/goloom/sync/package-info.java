/**
 * Locks, conditions, groups of tasks, a semaphore, a rate limiter, a pool and single flights: Go's {@code sync},
 * {@code x/sync} and {@code x/time/rate}.
 *
 * <ul>
 *   <li>{@link Mutex} and {@link RWMutex} are locks; {@link CancellableLock} is their interface. {@link Cond} is a condition
 *       for any lock.
 *   <li>{@link WaitGroup} waits for tasks. {@link ErrGroup} also ends them at the first failure, and its
 *       {@link Subtask} has a result.
 *   <li>{@link WeightedSemaphore} limits what is in use at once, {@link RateLimiter} how often something happens.
 *   <li>{@link Once} does something once. {@link SingleFlight} does it once for all that ask at the same time.
 *   <li>{@link Pool} keeps things that are costly to make.
 * </ul>
 *
 * {@snippet :
 * try (ErrGroup group = ErrGroup.withContext(parent)) {
 *     Subtask<String> page = group.fork(() -> fetch(group.context(), url));
 *     Subtask<Integer> size = group.fork(() -> load(url).length());
 *     group.await();
 *     System.out.println(page.get() + ": " + size.get());
 * }
 * }
 *
 * <p>Methods that wait follow the {@linkplain io.github.goloom.chan##waiting contract of waiting}, which covers
 * interruption, timeouts and cancellation.
 *
 * <p><b>Names.</b> Locks, groups, semaphores and single flights may be given a name. It appears in {@code toString}, in
 * messages and in the {@linkplain io.github.goloom.inspect.Goroutines#dump dump}, which shows the state of a named object
 * that a goroutine waits for.
 *
 * @see <a href="https://pkg.go.dev/sync">Go: sync</a>
 * @see <a href="https://pkg.go.dev/golang.org/x/sync">Go: x/sync</a>
 * @see <a href="https://pkg.go.dev/golang.org/x/time/rate">Go: x/time/rate</a>
 */
package io.github.goloom.sync;
