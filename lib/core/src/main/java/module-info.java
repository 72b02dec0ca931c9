/**
 * Go's concurrency primitives for Java, on virtual threads.
 *
 * <p>{@link io.github.goloom.chan} has the channels and {@code select}, {@link io.github.goloom.time} timers, {@link
 * io.github.goloom.context} contexts; {@link io.github.goloom} starts goroutines.
 */
@org.jspecify.annotations.NullMarked
module io.github.goloom {
    requires org.jctools.core.jdk11;
    requires static jdk.management;
    requires static transitive com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports io.github.goloom;
    exports io.github.goloom.chan;
    exports io.github.goloom.context;
    exports io.github.goloom.sync;
    exports io.github.goloom.time;
}
