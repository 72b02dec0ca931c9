package io.github.goloom.chan;

/**
 * Something that is done: the function of a {@code select}'s case that only acts, the body of a {@code Once}, and of a context's {@code interrupting}.
 *
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Action<X extends Exception> {
    /**
     * Does it.
     *
     * @throws X if it fails
     * @throws InterruptedException if the current thread is interrupted
     */
    void run() throws X, InterruptedException;
}
