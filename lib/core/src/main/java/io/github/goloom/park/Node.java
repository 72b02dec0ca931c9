package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * A place in a {@link WaitQueue}, of a waiter that waits for one thing, or of a {@link Follower}. Go's {@code sudog}.
 */
public sealed class Node implements Outcome permits Waiter, Waiter.Registration, Follower, Contender {
    /**
     * The value that is handed over. The node of a receiver gets the value before the claim; the node of a sender holds
     * it until it is taken. Written by the owner before the node is in a queue, and then only under the lock of the
     * queue's owner and before the claim. The compare-and-set of the claim publishes it to the waiter.
     */
    public @Nullable Object value;

    /**
     * The previous node of the queue. A node that is in no queue is its own {@code prev}. Guarded by the lock of the
     * queue's owner.
     */
    @Nullable
    Node prev = this;

    /**
     * The next node of the queue; after the claim, the next node of the list to be woken. Guarded as {@code prev} is.
     */
    @Nullable
    Node next;

    private final @Nullable Waiter waiter;

    /** Makes a further node of the waiter. */
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
