package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that wait for one thing, first in, first out; a node is removed from anywhere in constant time.
 *
 * <p>Guarded by the lock of its owner, but for {@link #isEmpty()}.
 */
public final class WaitQueue {
    private static final int MOST_COUNTED = 1_000;
    private static final VarHandle FIRST = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "first", VarHandle.class, WaitQueue.class, Node.class);

    /**
     * Written under the lock in release mode, read without it in acquire mode: who finds a queue emptied by close finds the
     * channel closed.
     */
    private @Nullable Node first;

    private @Nullable Node last;

    /** {@return whether no node is here} Without the lock, the answer is that of an instant within the call. */
    public boolean isEmpty() {
        return FIRST.getAcquire(this) == null;
    }

    /** Adds a node that is in no queue. */
    public void add(Node node) {
        Node before = last;
        if (before == null) {
            FIRST.setRelease(this, node);
        } else {
            before.next = node;
        }
        node.prev = before;
        last = node;
    }

    /** Adds a node that is in no queue before all others. */
    public void addFirst(Node node) {
        Node after = first;
        node.next = after;
        node.prev = null;
        if (after == null) {
            last = node;
        } else {
            after.prev = node;
        }
        FIRST.setRelease(this, node);
    }

    /** Removes the node. {@return whether it was here} */
    @SuppressWarnings("ReferenceEquality") // nodes are places, not values
    public boolean remove(Node node) {
        Node before = node.prev;
        if (before == node) {
            return false;
        }
        Node after = node.next;
        if (before == null) {
            FIRST.setRelease(this, after);
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.prev = before;
        }
        node.prev = node;
        node.next = null;
        return true;
    }

    /** {@return the first node; null if there is none} */
    public @Nullable Node first() {
        return first;
    }

    /** {@return the number of nodes here, but not more than {@code most}} */
    public int count(int most) {
        int n = 0;
        for (Node node = first; node != null && n < most; node = node.next) {
            n++;
        }
        return n;
    }

    /**
     * Adds how many wait here, for the text of an object: ", 2 readers wait"; nothing if nobody does. It counts no further than
     * {@value #MOST_COUNTED}, since nothing can happen meanwhile.
     *
     * @param text where to add it
     * @param who what one of them is
     * @param forWhat what follows: " for the end"
     */
    public void addTo(StringBuilder text, String who, String forWhat) {
        int n = count(MOST_COUNTED);
        if (n > 0) {
            text.append(", ").append(n).append(n == MOST_COUNTED ? " or more " : " ");
            text.append(who).append(n == 1 ? " waits" : "s wait").append(forWhat);
        }
    }
}
