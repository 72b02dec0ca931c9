package io.github.goloom.pipe;

/** Takes the elements of a stage, one at a time, in their order. It may wait, which is how back-pressure spreads. */
@FunctionalInterface
interface Sink<T> {
    void accept(T value) throws Exception;
}
