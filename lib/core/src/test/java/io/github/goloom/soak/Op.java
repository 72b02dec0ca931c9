package io.github.goloom.soak;

import com.google.errorprone.annotations.Immutable;
import java.util.SplittableRandom;

/** What a goroutine of the soak may do next, and how often it does so beside the others. */
enum Op {
    SEND(40, ChanOps::send),
    SEND_TIMED(30, ChanOps::sendTimed),
    SEND_CONTEXT(20, ChanOps::sendContext),
    TRY_SEND(20, ChanOps::trySend),
    RECEIVE(40, ChanOps::receive),
    RECEIVE_TIMED(30, ChanOps::receiveTimed),
    RECEIVE_CONTEXT(20, ChanOps::receiveContext),
    TRY_RECEIVE(20, ChanOps::tryReceive),
    RECEIVE_UP_TO(6, ChanOps::receiveUpTo),
    DRAIN_TO(4, ChanOps::drainTo),
    RECEIVE_EACH(2, ChanOps::receiveEach),
    RANGE(2, ChanOps::range),
    RECEIVE_IN_ORDER(20, ChanOps::receiveOrdered),
    SELECT(30, SelectOps::select),
    SELECT_FIRST(15, SelectOps::selectInOrder),
    SELECT_OTHERWISE(20, SelectOps::selectOtherwise),
    SELECT_TIMED(20, SelectOps::selectTimed),
    SELECT_CONTEXT(15, SelectOps::selectContext),
    CLOSE(1, ChanOps::close),
    CANCEL(2, ContextOps::cancel),
    CONTEXT_TREE(6, ContextOps::tree),
    CONTEXT_DEADLINE(4, ContextOps::deadline),
    CONTEXT_FUNCTION(4, ContextOps::afterFunc),
    CONTEXT_INTERRUPTING(3, ContextOps::interrupting),
    TIMER(4, TimeOps::timer),
    TIMER_STOP(4, TimeOps::stop),
    TIMER_FUNCTION(4, TimeOps::function),
    TICKER(2, TimeOps::ticker),
    SLEEP(4, TimeOps::sleep),
    MUTEX(20, LockOps::mutex),
    READ_LOCK(16, LockOps::read),
    WRITE_LOCK(6, LockOps::write),
    COND_PUT(8, LockOps::put),
    COND_TAKE(8, LockOps::take),
    SEMAPHORE(16, SyncOps::semaphore),
    WAIT_GROUP(4, SyncOps::waitGroup),
    ERR_GROUP(4, SyncOps::errGroup),
    SINGLE_FLIGHT(10, SyncOps::singleFlight),
    SINGLE_FLIGHT_START(4, SyncOps::startFlight),
    ONCE(6, SyncOps::once),
    POOL(10, SyncOps::pool);

    private static final Op[] ALL = values();
    private static final int WEIGHTS;

    static {
        int sum = 0;
        for (Op each : ALL) {
            sum += each.weight;
        }
        WEIGHTS = sum;
    }

    final Body body;
    private final int weight;

    /** What is done; without state. */
    @Immutable
    interface Body {
        /** {@return whether it came about; false if it was not ready, or out of time} */
        boolean run(Worker worker) throws Exception;
    }

    Op(int weight, Body body) {
        this.weight = weight;
        this.body = body;
    }

    static Op pick(SplittableRandom random) {
        int left = random.nextInt(WEIGHTS);
        int i = 0;
        while (left >= ALL[i].weight) {
            left -= ALL[i++].weight;
        }
        return ALL[i];
    }
}
