package io.github.goloom.chan;

/**
 * Thrown where a thread is interrupted in a method that cannot declare {@link InterruptedException}: the iterator and the
 * stream of a channel. The interrupt status of the thread is still set.
 */
public final class UncheckedInterruptedException extends RuntimeException implements QuietEnd {
    private static final long serialVersionUID = 1L;

    UncheckedInterruptedException(InterruptedException cause) {
        super(cause);
    }
}
