/**
 * The mechanism by which threads wait, are claimed and are woken. Every wait of every type of the library uses this
 * package and nothing else. The package is not exported.
 *
 * <p>Its parts, in the order in which a wait uses them:
 *
 * <ol>
 *   <li>{@link Guarded} is a spin lock for an object that threads wait on. It collects the waiters that are claimed
 *       while it is held, and wakes them, and the contenders for the lock, after it is freed.
 *   <li>{@link WaitQueue} holds waiters, first in, first out.
 *   <li>{@link Node} is a place in one queue. {@link Waiter} is the thread behind one or more nodes, and the claim by
 *       which at most one of them is served.
 *   <li>{@link DoneSignal} ends a wait from outside. It is a done channel.
 *   <li>{@link Clock} is the one place that reads the time and parks a thread.
 *   <li>{@link Canary} ensures that threads which are woken from outside the carriers get a carrier.
 * </ol>
 */
package io.github.goloom.park;
