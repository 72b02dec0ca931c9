package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/** A place in a {@link WaitQueue}: one waiter, waiting for one thing, or a {@link Follower}. Go's {@code sudog}. */
public sealed class Node implements Outcome permits Waiter, Waiter.Registration, Follower, Contender {
    /**
     * What is handed over. A receiver's node gets the value before the claim; a sender's node holds it until it is taken.
     * Written by the owner before the node is in a queue, then only under the lock of the queue's owner and before the
     * claim, whose compare-and-set publishes it to the waiter.
     */
    public @Nullable Object value;

    /** The neighbours, guarded by the lock of the queue's owner. A node that is in no queue is its own {@code prev}. */
    @Nullable
    Node prev = this;

    /** The next in the queue; once claimed, the next in the list of those to be woken. */
    @Nullable
    Node next;

    private final @Nullable Waiter waiter;

    /** A further place of the waiter. */
    public Node(Waiter waiter) {
        this.waiter = waiter;
    }

    /** For {@link Waiter}, which is its own waiter, and for {@link Follower} and {@link Contender}, which have none. */
    Node() {
        waiter = null;
    }

    final Waiter waiter() {
        return waiter == null ? (Waiter) this : waiter;
    }
}
