package io.github.goloom.chan;

import io.github.goloom.park.Node;
import io.github.goloom.park.WaitQueue;
import org.jspecify.annotations.Nullable;

/** What a case of a select would do on its channel. Results are those of {@link SendableChan#offer} and {@code take}. */
abstract sealed class Communication {
    /** Whether an attempt may succeed; without the lock, or with it. */
    abstract boolean ready();

    /** Communicates, under the lock. */
    abstract @Nullable Object attempt();

    /** The queue in which the case waits. */
    abstract WaitQueue queue();

    /** What the case brings to the queue. */
    abstract @Nullable Object offered();

    /** What a node of this case that was served came to. */
    abstract @Nullable Object result(Node served);

    abstract AbstractChan<?> chan();

    @Override
    public final String toString() {
        return (this instanceof Send ? "send to " : "receive from ") + chan();
    }

    static final class Receive extends Communication {
        private final AbstractChan<?> chan;

        Receive(ReceiveChan<?> chan) {
            this.chan = (AbstractChan<?>) chan;
        }

        @Override
        boolean ready() {
            return chan.mayReceive();
        }

        @Override
        @Nullable
        Object attempt() {
            return chan.poll();
        }

        @Override
        WaitQueue queue() {
            return chan.receivers;
        }

        @Override
        @Nullable
        Object offered() {
            return null;
        }

        @Override
        @Nullable
        Object result(Node served) {
            return served.value;
        }

        @Override
        AbstractChan<?> chan() {
            return chan;
        }
    }

    static final class Send extends Communication {
        private final SendableChan<?> chan;
        private final Object value;

        Send(SendChan<?> chan, Object value) {
            this.chan = (SendableChan<?>) chan;
            this.value = value;
        }

        @Override
        boolean ready() {
            return chan.maySend();
        }

        @Override
        @Nullable
        Object attempt() {
            return chan.offer(value);
        }

        @Override
        WaitQueue queue() {
            return chan.senders;
        }

        @Override
        Object offered() {
            return value;
        }

        @Override
        @Nullable
        Object result(Node served) {
            return SendableChan.resultOfSend(served.value);
        }

        @Override
        SendableChan<?> chan() {
            return chan;
        }
    }
}
