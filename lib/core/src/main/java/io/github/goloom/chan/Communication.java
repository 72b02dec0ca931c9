package io.github.goloom.chan;

import io.github.goloom.park.Node;
import io.github.goloom.park.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * The operation of a select's case on its channel. Its results are those of {@link SendableChan#offer} and
 * {@link AbstractChan#poll}.
 */
abstract sealed class Communication {
    /** {@return whether an attempt may succeed} May be called with or without the lock. */
    abstract boolean ready();

    /** Communicates, if that is possible without waiting; under the lock. */
    abstract @Nullable Object attempt();

    /** {@return the queue in which the case waits} */
    abstract WaitQueue queue();

    /** {@return the value of the case's node: the value to send, or null} */
    abstract @Nullable Object offered();

    /** {@return the result of the operation, after the node of the case was served} */
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
