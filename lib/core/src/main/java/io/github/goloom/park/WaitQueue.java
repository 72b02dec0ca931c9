package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue of nodes that wait for one thing, first in, first out. A node is removed from any position in constant time.
 *
 * <p>Guarded by the lock of its owner, except for {@link #isEmpty()}.
 */
@SuppressWarnings("ReferenceEquality") // nodes and threads are compared by identity
public final class WaitQueue {
    private static final int MOST_COUNTED = 1_000;
    private static final VarHandle FIRST = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "first", VarHandle.class, WaitQueue.class, Node.class);

    /**
     * Written under the lock in release mode, and read without it in acquire mode, so that a thread that finds a queue
     * emptied by a close finds the channel closed.
     */
    private @Nullable Node first;

    private @Nullable Node last;

    /** {@return whether there is no node} Without the lock, the answer is that of an instant within the call. */
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

    /** Adds a node that is in no queue, before all others. */
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

    /** Removes the node. {@return whether it was in this queue} */
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

    /** {@return the node of a thread; null if the thread has none in this queue} */
    public @Nullable Node of(Thread thread) {
        Node node = first;
        while (node != null && node.waiter().thread() != thread) {
            node = node.next;
        }
        return node;
    }

    /** {@return the identifier of the first thread in this queue that is one of those; 0 if there is none} */
    public long any(LongPredicate threads) {
        for (Node node = first; node != null; node = node.next) {
            long id = node.waiter().thread().threadId();
            if (threads.test(id)) {
                return id;
            }
        }
        return 0;
    }

    /** {@return whether a node before the given one belongs to one of those threads and has a property} */
    public boolean anyBefore(Node end, LongPredicate threads, Predicate<Node> property) {
        for (Node node = first; node != null && node != end; node = node.next) {
            if (property.test(node) && threads.test(node.waiter().thread().threadId())) {
                return true;
            }
        }
        return false;
    }

    /** {@return the number of nodes, at most {@code most}} */
    public int count(int most) {
        int n = 0;
        for (Node node = first; node != null && n < most; node = node.next) {
            n++;
        }
        return n;
    }

    /**
     * Appends the number of nodes to a text, such as ", 2 readers wait"; appends nothing if there are none. Counts at
     * most {@value #MOST_COUNTED}, since the lock is held meanwhile.
     *
     * @param text the text
     * @param who the noun for a waiter
     * @param forWhat the end of the phrase, such as " for the end"
     */
    public void addTo(StringBuilder text, String who, String forWhat) {
        int n = count(MOST_COUNTED);
        if (n > 0) {
            text.append(", ").append(n).append(n == MOST_COUNTED ? " or more " : " ");
            text.append(who).append(n == 1 ? " waits" : "s wait").append(forWhat);
        }
    }
}
