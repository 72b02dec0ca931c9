package io.github.goloom.lincheck;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.Received;

/** A channel of the library whose sends never wait. */
final class GoloomKind implements IntKind {
    private final Chan<Integer> chan;

    GoloomKind(Chan<Integer> chan) {
        this.chan = chan;
    }

    @Override
    public String send(int value) throws InterruptedException {
        try {
            chan.send(value);
            return "sent";
        } catch (ChanClosedException e) {
            return "closed";
        }
    }

    @Override
    public String trySend(int value) {
        try {
            return chan.trySend(value) ? "sent" : "full";
        } catch (ChanClosedException e) {
            return "closed";
        }
    }

    @Override
    public String receive() throws InterruptedException {
        Integer value = chan.receive();
        return value == null ? "closed" : value.toString();
    }

    @Override
    public String tryReceive() {
        Received<Integer> received = chan.tryReceive();
        if (received instanceof Received.Value<Integer> value) {
            return value.value().toString();
        }
        return received instanceof Received.Empty ? "empty" : "closed";
    }

    @Override
    public String drain() {
        return chan.drain().toString();
    }

    @Override
    public String close() {
        return chan.tryClose() ? "now closed" : "closed";
    }

    @Override
    public int size() {
        return chan.size();
    }

    @Override
    public long dropped() {
        return chan.dropped();
    }
}
