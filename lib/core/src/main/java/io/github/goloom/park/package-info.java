/**
 * How a thread waits, is claimed and is woken. Every blocking wait of every type goes through this package and through
 * nothing else; it is not exported.
 *
 * <p>The parts, in the order of a wait:
 *
 * <ol>
 *   <li>{@link io.github.goloom.park.Guarded} is the small lock of whatever is waited on. It collects the waiters claimed
 *       while it is held and wakes them once it is free, and with them those that contend for it.
 *   <li>{@link io.github.goloom.park.WaitQueue} holds the waiting, first in, first out.
 *   <li>{@link io.github.goloom.park.Node} is one place in one queue; {@link io.github.goloom.park.Waiter} is the thread
 *       behind one or more nodes, and the claim that lets exactly one of them be served.
 *   <li>{@link io.github.goloom.park.DoneSignal} ends a wait from outside: a done channel.
 *   <li>{@link io.github.goloom.park.Clock} is the one place that reads the time and parks a thread.
 *   <li>{@link io.github.goloom.park.Canary} sees to it that those who are woken from outside the carriers have their turn.
 * </ol>
 */
package io.github.goloom.park;
