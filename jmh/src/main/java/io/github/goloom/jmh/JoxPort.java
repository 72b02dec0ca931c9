package io.github.goloom.jmh;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A channel of jox 1.0.1, which has no try-operations: a select with a default clause stands in. Its clauses can be
 * kept.
 */
final class JoxPort implements Port {
    private final Channel<Integer> channel;
    private final SelectClause<?>[] receiveOrNothing;

    JoxPort(int capacity) {
        channel = capacity == 0 ? Channel.newRendezvousChannel() : Channel.newBufferedChannel(capacity);
        receiveOrNothing = new SelectClause<?>[] {channel.receiveClause(), Select.defaultClause("nothing")};
    }

    @Override
    public void send(Integer value) throws InterruptedException {
        channel.send(value);
    }

    @Override
    public @Nullable Integer receive() throws InterruptedException {
        return channel.receiveOrClosed() instanceof Integer value ? value : null; // else a ChannelClosed
    }

    @Override
    public @Nullable Integer tryReceive() throws InterruptedException {
        return Select.selectOrClosed(receiveOrNothing) instanceof Integer value ? value : null;
    }

    @Override
    public void done(int receivers) {
        channel.done();
    }

    static Choice choice(Port... ports) {
        SelectClause<?>[] clauses = Arrays.stream(ports)
                .map(port -> ((JoxPort) port).channel.receiveClause())
                .toArray(SelectClause<?>[]::new);
        return () -> (Integer) Select.select(clauses);
    }
}
