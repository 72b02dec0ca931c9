package io.github.goloom.soak;

import io.github.goloom.chan.Received;
import io.github.goloom.soak.Books.Item;
import io.github.goloom.soak.Books.Line;
import java.util.ArrayList;
import java.util.List;

/** The operations of a single channel. */
final class ChanOps {
    private ChanOps() {}

    private interface Sending {
        boolean send(Item item) throws InterruptedException;
    }

    private static boolean send(Worker worker, Line line, Sending how) throws InterruptedException {
        Item item = worker.item(line);
        boolean sent = false;
        try {
            sent = how.send(item);
        } finally {
            item.settle(sent);
        }
        return sent;
    }

    static boolean send(Worker worker) throws InterruptedException {
        Line line = worker.line();
        return send(worker, line, item -> {
            line.chan.send(item);
            return true;
        });
    }

    static boolean sendTimed(Worker worker) throws InterruptedException {
        Line line = worker.line();
        return send(worker, line, item -> line.chan.trySend(item, worker.upTo(3000)));
    }

    static boolean sendContext(Worker worker) throws InterruptedException {
        Line line = worker.line();
        return send(worker, line, item -> {
            ContextOps.with(worker, ctx -> line.chan.send(item, ctx));
            return true;
        });
    }

    static boolean trySend(Worker worker) throws InterruptedException {
        Line line = worker.line();
        return send(worker, line, line.chan::trySend);
    }

    /** {@return whether there was a value} */
    private static boolean received(Line line, Item item) {
        if (item != null) {
            item.received(line);
        }
        return item != null;
    }

    private static boolean received(Line line, Received<Item> received) {
        return received instanceof Received.Value<Item> value && received(line, value.value());
    }

    static boolean receive(Worker worker) throws InterruptedException {
        Line line = worker.line();
        return received(line, line.chan.receive());
    }

    static boolean receiveTimed(Worker worker) throws InterruptedException {
        Line line = worker.line();
        return received(line, line.chan.tryReceive(worker.upTo(3000)));
    }

    static boolean receiveContext(Worker worker) throws InterruptedException {
        Line line = worker.line();
        Item[] item = {null};
        ContextOps.with(worker, ctx -> item[0] = line.chan.receive(ctx));
        return received(line, item[0]);
    }

    static boolean tryReceive(Worker worker) {
        Line line = worker.line();
        return received(line, line.chan.tryReceive());
    }

    static boolean receiveUpTo(Worker worker) throws InterruptedException {
        Line line = worker.line();
        List<Item> items = line.chan.receiveUpTo(1 + worker.random.nextInt(40));
        items.forEach(item -> item.received(line));
        return !items.isEmpty();
    }

    static boolean drainTo(Worker worker) {
        Line line = worker.line();
        List<Item> items = new ArrayList<>();
        int drained = line.chan.drainTo(items, 1 + worker.random.nextInt(40));
        items.forEach(item -> item.received(line));
        if (drained != items.size()) {
            throw new AssertionError("drained " + drained + ", but got " + items.size());
        }
        return drained > 0;
    }

    /** Ends a loop of {@code receiveEach}. */
    private static final class Enough extends Exception {
        private static final long serialVersionUID = 1;
    }

    static boolean receiveEach(Worker worker) throws InterruptedException {
        Line line = worker.line();
        int[] left = {1 + worker.random.nextInt(8)};
        try {
            line.chan.receiveEach(item -> {
                item.received(line);
                if (--left[0] == 0) {
                    throw new Enough();
                }
            });
            return false;
        } catch (Enough e) {
            return true;
        }
    }

    static boolean range(Worker worker) {
        Line line = worker.line();
        int left = 1 + worker.random.nextInt(8);
        for (Item item : line.chan) {
            item.received(line);
            if (--left == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * As the only one who reads at this time, a few values, which must come in the order in which each sender sent
     * them.
     */
    static boolean receiveOrdered(Worker worker) throws InterruptedException {
        int index;
        do {
            index = worker.random.nextInt(worker.world.lines.length());
        } while (!World.isOrdered(index));
        Line line = worker.world.lines.get(index);
        if (!line.reading.compareAndSet(false, true)) {
            return false;
        }
        try {
            for (int i = 0; i < 8; i++) {
                Received<Item> received = line.chan.tryReceive(worker.upTo(500));
                if (!(received instanceof Received.Value<Item>)) {
                    return i > 0;
                }
                Item item = ((Received.Value<Item>) received).value();
                item.received(line);
                line.inOrder(item);
            }
            return true;
        } finally {
            line.reading.set(false);
        }
    }

    static boolean close(Worker worker) {
        return worker.world.close(worker.random.nextInt(worker.world.lines.length()));
    }
}
