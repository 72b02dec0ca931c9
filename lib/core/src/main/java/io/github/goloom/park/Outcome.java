package io.github.goloom.park;

/** How a wait ended: the node that was served, or the reason for which the waiter withdrew. */
public sealed interface Outcome permits Node, Withdrawal {}
