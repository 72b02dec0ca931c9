package io.github.goloom.chan;

/**
 * Thrown when a thread is interrupted in a method that cannot declare {@link InterruptedException}: in the iterator or
 * the stream of a channel. The interrupted status of the thread stays set.
 */
public final class UncheckedInterruptedException extends RuntimeException implements QuietEnd {
    private static final long serialVersionUID = 1L;

    UncheckedInterruptedException(InterruptedException cause) {
        super(cause);
    }
}
