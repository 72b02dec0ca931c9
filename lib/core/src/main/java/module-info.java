/**
 * Go's concurrency primitives for Java, on virtual threads.
 *
 * <ul>
 *   <li>{@link io.github.goloom} starts goroutines.
 *   <li>{@link io.github.goloom.chan} has channels and {@code select}. Its page states the
 *       {@linkplain io.github.goloom.chan##waiting contract} that all waiting methods of the library share.
 *   <li>{@link io.github.goloom.time} has timers and tickers that are channels.
 *   <li>{@link io.github.goloom.context} has contexts: deadlines, cancellation and values of a request.
 *   <li>{@link io.github.goloom.inspect} shows what goroutines do.
 *   <li>{@link io.github.goloom.pipe} has pipelines, broadcasts, and bridges to futures, processes and publishers.
 *   <li>{@link io.github.goloom.sync} has locks, conditions, groups, a semaphore, a rate limiter, a pool and
 *       single flights.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // goloom-testing is built later
module io.github.goloom {
    requires org.jctools.core.jdk11;
    requires static java.management;
    requires static transitive jdk.httpserver;
    requires static jdk.jfr;
    requires static jdk.management;
    requires static transitive com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports io.github.goloom;
    exports io.github.goloom.chan;
    exports io.github.goloom.context;
    exports io.github.goloom.inspect;
    exports io.github.goloom.pipe;
    exports io.github.goloom.sync;
    exports io.github.goloom.time;
    exports io.github.goloom.park to
            io.github.goloom.testing;

    uses io.github.goloom.StartHook;
    uses io.github.goloom.park.Watcher.Provider;

    provides io.github.goloom.park.Watcher.Provider with
            io.github.goloom.inspect.Tracker.Provider,
            io.github.goloom.inspect.Events.Provider;
}
