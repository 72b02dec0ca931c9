package io.github.goloom.chan;

import io.github.goloom.park.Node;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import org.jspecify.annotations.Nullable;

/** The channel that is never ready. Who waits on it joins no queue, for nobody could serve it, and takes no lock. */
final class NilChan extends AbstractChan<Object> {
    static final NilChan NIL = new NilChan();

    private NilChan() {
        super("nil");
    }

    @Override
    boolean mayReceive() {
        return false;
    }

    @Override
    boolean maySend() {
        return false;
    }

    @Override
    Object take() {
        return Attempt.NOT_READY;
    }

    @Override
    Object takeOrJoin(Waiter waiter) {
        return Attempt.NOT_READY;
    }

    @Override
    Object put(Object value) {
        return Attempt.NOT_READY;
    }

    @Override
    Object putOrJoin(Object value, Waiter waiter) {
        return Attempt.NOT_READY;
    }

    @Override
    boolean store(Object value) {
        return false;
    }

    @Override
    int available(int most) {
        return 0;
    }

    @Override
    int takeInto(@Nullable Object[] values, int from) {
        return 0;
    }

    @Override
    public boolean enrol(Node node) {
        return true;
    }

    @Override
    void leave(WaitQueue queue, Node node) {}

    @Override
    public void close() {
        throw new IllegalStateException("close of nil channel");
    }

    @Override
    public boolean tryClose() {
        return false;
    }

    @Override
    public boolean isNil() {
        return true;
    }

    @Override
    public String toString() {
        return "NilChan";
    }
}
