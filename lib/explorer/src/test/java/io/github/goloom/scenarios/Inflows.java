package io.github.goloom.scenarios;

import io.github.goloom.explorer.Scenario;
import io.github.goloom.pipe.Chans;
import io.github.goloom.pipe.Inflow;
import java.util.concurrent.Flow;

/** Channels that a publisher fills on demand. */
@SuppressWarnings("MustBeClosedChecker") // their ends are what is explored
final class Inflows {
    private Inflows() {}

    /** A publisher of the numbers from one, which it sends within the request, and which checks how it is called. */
    private static final class Numbers implements Flow.Publisher<Integer>, Flow.Subscription {
        private final int count;
        private Flow.Subscriber<? super Integer> subscriber;
        private int sent;
        private int requests;
        private int cancels;
        private volatile boolean called;

        Numbers(int count) {
            this.count = count;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> newSubscriber) {
            subscriber = newSubscriber;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            enter();
            Scenario.require(cancels == 0, "request after cancel");
            requests++;
            for (long i = 0; i < n && sent < count; i++) {
                sent++;
                subscriber.onNext(sent);
            }
            called = false;
        }

        @Override
        public void cancel() {
            enter();
            cancels++;
            called = false;
        }

        private void enter() {
            Scenario.require(!called, "concurrent calls");
            called = true;
        }
    }

    /** Is the demand renewed for each element, one call at a time, when two receive? */
    public static final class TwoReceivers extends Scenario {
        private final Numbers numbers = new Numbers(3);
        private final Inflow<Integer> inflow = Chans.subscribe(numbers, 1);
        private String one = "";
        private String other = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = Ops.call(inflow.chan()::receive));
            go.start("other", () -> other = Ops.call(inflow.chan()::receive));
        }

        @Override
        protected void check() {
            Ops.oneOf(one + " " + other, "1 2", "2 1");
            Ops.equal("3", Ops.told(inflow.chan().tryReceive()), "the last");
            Ops.equal(4, numbers.requests, "requests");
        }
    }

    /** Is a subscription that is closed during a receive cancelled once, and asked for nothing after that? */
    public static final class CloseDuringReceive extends Scenario {
        private final Numbers numbers = new Numbers(2);
        private final Inflow<Integer> inflow = Chans.subscribe(numbers, 1);
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver", () -> received = Ops.call(inflow.chan()::receive));
            go.start("closer", inflow::close);
        }

        @Override
        protected void check() {
            Ops.oneOf(received, "1", Ops.END);
            Ops.equal(1, numbers.cancels, "cancels");
            Ops.equal(Ops.CLOSED, Ops.told(inflow.chan().tryReceive()), "the end");
        }
    }

    /** Does a receiver that waits get the element or the end, while the publisher sends and another closes? */
    public static final class CloseDuringOnNext extends Scenario {
        private final Numbers none = new Numbers(0);
        private final Inflow<Integer> inflow = Chans.subscribe(none, 2);
        private String received = "";

        @Override
        protected void first(Goroutines go) {
            go.start("receiver", () -> received = Ops.call(inflow.chan()::receive));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("publisher", () -> none.subscriber.onNext(7));
            go.start("closer", inflow::close);
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(received, "7", Ops.END);
            Ops.equal(1, none.cancels, "cancels");
            inflow.throwIfFailed();
        }
    }
}
