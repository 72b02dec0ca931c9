package io.github.goloom.model;

/** Runs a program until no goroutine can go on. */
@FunctionalInterface
public interface Runner {
    Run run(Program program) throws InterruptedException;
}
