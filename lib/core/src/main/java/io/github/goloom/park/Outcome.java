package io.github.goloom.park;

/** The outcome of a wait: the node that was served, or the reason for which the waiter withdrew. */
public sealed interface Outcome permits Node, Withdrawal {}
