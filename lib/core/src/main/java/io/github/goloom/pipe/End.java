package io.github.goloom.pipe;

/** The end of a pipeline or of a branch. It runs the steps before it, and does something with what comes out. */
@FunctionalInterface
interface End {
    void run(Run run) throws Exception;
}
