package io.github.goloom.jmh;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Chan}. */
final class GoloomPort implements Port {
    private final Chan<Integer> chan;

    GoloomPort(int capacity) {
        chan = Chan.buffered(capacity);
    }

    @Override
    public void send(Integer value) throws InterruptedException {
        chan.send(value);
    }

    @Override
    public @Nullable Integer receive() throws InterruptedException {
        return chan.receive();
    }

    @Override
    public @Nullable Integer tryReceive() {
        return chan.tryReceive() instanceof Received.Value<Integer> it ? it.value() : null;
    }

    @Override
    public void done(int receivers) {
        chan.close();
    }

    static Choice choice(Port... ports) {
        List<Select.Case<Integer, RuntimeException>> cases = new ArrayList<>();
        for (Port port : ports) {
            cases.add(Select.receive(((GoloomPort) port).chan));
        }
        return () -> Select.select(cases);
    }
}
