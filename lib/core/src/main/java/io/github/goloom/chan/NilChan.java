package io.github.goloom.chan;

import io.github.goloom.park.ChanAccess;
import io.github.goloom.park.DoneTrigger;
import io.github.goloom.park.Held;
import io.github.goloom.park.InflowControl;
import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.TimerControl;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The channel that is never ready. Waiters join no queue, since nothing could serve them, and no operation takes the
 * lock. The nil channel also gives the other packages of the library their {@link ChanAccess}.
 */
final class NilChan extends SendableChan<Object> implements ChanAccess<Cancellation>, Held {
    static final NilChan NIL = new NilChan();

    private NilChan() {
        super(null);
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
    Object poll() {
        return Refusal.NOT_READY;
    }

    @Override
    Object pollOrJoin(Waiter waiter) {
        return Refusal.NOT_READY;
    }

    @Override
    Object offer(Object value) {
        return Refusal.NOT_READY;
    }

    @Override
    Object offerOrJoin(Object value, Waiter waiter) {
        return Refusal.NOT_READY;
    }

    @Override
    boolean enqueue(Object value) {
        return false;
    }

    @Override
    int available(int most) {
        return 0;
    }

    @Override
    int pollInto(@Nullable Object[] values, int from) {
        return 0;
    }

    @Override
    public boolean register(Node node) {
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

    @Override
    public boolean mayServe(Thread waiter, LongPredicate isStuck) {
        return false;
    }

    @Override
    public void forEachHolder(@Nullable Thread waiter, LongConsumer action) {}

    @Override
    public DoneTrigger newDone() {
        return new DoneChan();
    }

    @Override
    public TimerControl newTimer() {
        return new TimerChan();
    }

    @Override
    public InflowControl newInflow(int capacity, Runnable renew) {
        return new InflowChan<>(capacity, renew);
    }

    @Override
    public void enter(@Nullable Cancellation until) throws InterruptedException {
        Waits.enter(until);
    }

    @Override
    public Waiter waiter(@Nullable Object value, @Nullable Cancellation until) {
        return Waits.waiter(value, until);
    }

    @Override
    public @Nullable Node served(Outcome outcome, @Nullable Cancellation until) throws InterruptedException {
        return Waits.served(outcome, until);
    }

    @Override
    public RuntimeException errorOf(Cancellation until) {
        return Waits.errorOf(until);
    }
}
