package io.github.goloom.soak;

import io.github.goloom.chan.Chan;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was offered to the channels of one capacity, and where it went. A value that is received has never been received
 * before and is never returned to its sender, or the soak fails at once; so if as many were received as were sent, each
 * was received once.
 */
final class Books {
    final LongAdder offered = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder returned = new LongAdder();
    final LongAdder received = new LongAdder();

    /** A value. */
    static final class Item {
        private static final AtomicIntegerFieldUpdater<Item> STATE =
                AtomicIntegerFieldUpdater.newUpdater(Item.class, "state");
        private static final int OFFERED = 0;
        private static final int RECEIVED = 1;
        private static final int RETURNED = 2;

        final int sender;
        final long number;
        private final Line line;

        private volatile int state;

        Item(Line line, int sender, long number) {
            this.line = line;
            this.sender = sender;
            this.number = number;
            line.books.offered.increment();
        }

        /** The send has returned: the value is, or was, on its way. */
        void sent() {
            if (state == RETURNED) {
                throw new AssertionError("sent and returned: " + this);
            }
            line.books.sent.increment();
        }

        /** The send has failed. */
        void returned() {
            if (!STATE.compareAndSet(this, OFFERED, RETURNED)) {
                throw new AssertionError("the send failed, but the value was received: " + this);
            }
            line.books.returned.increment();
        }

        void settle(boolean sent) {
            if (sent) {
                sent();
            } else {
                returned();
            }
        }

        void received(Line from) {
            if (from != line || !STATE.compareAndSet(this, OFFERED, RECEIVED)) {
                throw new AssertionError("received twice, or after its send failed, or elsewhere: " + this);
            }
            line.books.received.increment();
        }

        @Override
        public String toString() {
            return "value " + number + " of " + sender + " on " + line.chan + ", state " + state;
        }
    }

    /** A channel and its books. */
    static final class Line {
        final Chan<Item> chan;
        final Books books;

        /** Whether one at a time receives, and checks the order; null if many receive. */
        final AtomicBoolean reading;

        /** By sender the last number that came, plus 1; for the one who reads. */
        private final long[] last;

        Line(int capacity, Books books, int senders) {
            chan = capacity == 0 ? Chan.unbuffered() : Chan.buffered(capacity);
            this.books = books;
            reading = senders > 0 ? new AtomicBoolean() : null;
            last = new long[senders];
        }

        /** Checks the order of one sender's values. */
        void inOrder(Item item) {
            if (item.number < last[item.sender]) {
                throw new AssertionError("overtaken by " + (last[item.sender] - 1) + ": " + item);
            }
            last[item.sender] = item.number + 1;
        }
    }

    @Override
    public String toString() {
        return String.format(
                "offered %,d = sent %,d + returned %,d; received %,d",
                offered.sum(), sent.sum(), returned.sum(), received.sum());
    }
}
