package io.github.goloom.park;

/** The queue of members of a {@link World} that wait until all others wait. */
final class Settling extends Guarded {
    private final WaitQueue queue = new WaitQueue();

    /** {@return whether a waiter was woken} */
    boolean wakeOne() {
        lock();
        try {
            Node first = queue.first();
            return first != null && claim(queue, first);
        } finally {
            unlock();
        }
    }

    void await() throws InterruptedException {
        Waiter waiter = new Waiter(null, null);
        lock();
        try {
            if (!queue.isEmpty()) {
                throw new IllegalStateException("another goroutine of the bubble is settling");
            }
            queue.add(waiter);
        } finally {
            unlock();
        }
        if (waiter.await(this, Clock.FOREVER) instanceof Withdrawal withdrawal) {
            lock();
            try {
                queue.remove(waiter);
            } finally {
                unlock();
            }
            if (withdrawal == Withdrawal.INTERRUPTED) {
                throw Waiter.interrupted();
            }
        }
    }

    @Override
    public String toString() {
        return "Bubble.settle()";
    }
}
