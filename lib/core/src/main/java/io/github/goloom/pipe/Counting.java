package io.github.goloom.pipe;

/**
 * A sink that calls a function of a stage, and counts the elements, so that a failure names the one.
 *
 * <p>A subclass for a stage that costs little has what it uses in fields of its own: the just-in-time compiler then makes
 * one loop of all sinks of a pipeline, which it does not of anonymous classes that use fields of an outer one (decision
 * 17).
 */
abstract class Counting<T> implements Sink<T> {
    private final Title title;
    private final Run run;
    private long number;

    Counting(Title title, Run run) {
        this.title = title;
        this.run = run;
    }

    /** Counts an element. To be called first for each. */
    final void count() {
        number++;
    }

    /** {@return what to throw after the function has failed at the element that was counted last} */
    final Exception failure(Throwable cause) {
        return title.failure(run, number, cause);
    }
}
