package io.github.goloom.lincheck;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.Received;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel of the library. A send counts as too early if it ends before the receive that makes room for it has begun.
 */
final class GoloomChan implements IntChan {
    private final Chan<Integer> chan;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();

    GoloomChan(int capacity) {
        chan = Chan.buffered(capacity);
    }

    @Override
    public String send(int value) throws InterruptedException {
        try {
            chan.send(value);
            return sent.incrementAndGet() > begun.get() + chan.capacity() ? "sent too early" : "sent";
        } catch (ChanClosedException e) {
            return "closed";
        }
    }

    @Override
    public String trySend(int value) {
        try {
            if (!chan.trySend(value)) {
                return "full";
            }
            sent.incrementAndGet();
            return "sent";
        } catch (ChanClosedException e) {
            return "closed";
        }
    }

    @Override
    public String receive() throws InterruptedException {
        begun.incrementAndGet();
        Integer value = chan.receive();
        return value == null ? "closed" : value.toString();
    }

    @Override
    public String tryReceive() {
        begun.incrementAndGet();
        Received<Integer> received = chan.tryReceive();
        if (received instanceof Received.Value<Integer> value) {
            return value.value().toString();
        }
        return received instanceof Received.Empty ? "empty" : "closed";
    }

    @Override
    public String close() {
        try {
            chan.close();
            return "now closed";
        } catch (ChanClosedException e) {
            return "closed";
        }
    }

    @Override
    public int size() {
        return chan.size();
    }
}
