package io.github.goloom.jmh;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/** A queue of the JDK, without fairness as it comes. It cannot be closed: the end is an element of its own. */
final class QueuePort implements Port {
    private static final Object END = new Object();

    private final BlockingQueue<Object> queue;

    QueuePort(int capacity) {
        queue = capacity == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(capacity);
    }

    @Override
    public void send(Integer value) throws InterruptedException {
        queue.put(value);
    }

    @Override
    public @Nullable Integer receive() throws InterruptedException {
        return queue.take() instanceof Integer value ? value : null;
    }

    @Override
    public @Nullable Integer tryReceive() {
        return (Integer) queue.poll();
    }

    @Override
    public void done(int receivers) throws InterruptedException {
        for (int i = 0; i < receivers; i++) {
            queue.put(END);
        }
    }
}
