package io.github.goloom.pipe;

/**
 * What a stage does. To add one, write a class like {@link Filtering} and a method of {@link Stage} that makes it.
 *
 * @param <T> the type of the elements that come out
 */
@FunctionalInterface
interface Step<T> {
    /**
     * Passes all elements to the sink and returns after the last. The step runs the one before it in the same way,
     * either in the current goroutine or in others, which it starts by {@link Run#go}. The sink is used by one
     * goroutine at a time, and what each has done <i>happens-before</i> what the next one does.
     *
     * <p>If the run ends early, the goroutines are interrupted. A step then lets the exception through, or returns. It
     * closes the channels in which it sends only after the last element, so that no one mistakes a failure for the end.
     */
    void run(Run run, Sink<? super T> out) throws Exception;
}
