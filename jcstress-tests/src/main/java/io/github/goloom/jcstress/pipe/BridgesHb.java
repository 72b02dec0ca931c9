package io.github.goloom.jcstress.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.pipe.Chans;
import io.github.goloom.pipe.Inflow;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** The edges of channels that are made of futures, threads and publishers, and those of publishers of channels. */
public final class BridgesHb {
    private BridgesHb() {}

    /** A future that is completed. */
    @JCStressTest
    @Description("Does the receive of a future see what was written before its completion?")
    @Outcome(id = "b, 1", expect = ACCEPTABLE, desc = "The future came, and with it what was written before.")
    @Outcome(id = "b, 0", expect = FORBIDDEN, desc = "The future came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The future or a wake-up was lost.")
    @State
    public static class OfFuture {
        private final CompletableFuture<String> future = new CompletableFuture<>();
        private int plain;

        @Actor
        public void completer() {
            plain = 1;
            future.complete("b");
        }

        @Actor
        public void receiver(LI_Result r) {
            ReceiveChan<Future<String>> chan = Chans.of(future);
            r.r1 = Ops.call(() -> chan.receive().resultNow());
            r.r2 = plain;
        }
    }

    /** A thread that ends, and one that joins it for the channel. */
    @JCStressTest
    @Description("Does the receive of a thread see what the thread wrote?")
    @Outcome(id = "ran, 2", expect = ACCEPTABLE, desc = "The thread came, and with it what it wrote.")
    @Outcome(id = "ran, [01]", expect = FORBIDDEN, desc = "The thread came without what it wrote.")
    @Outcome(expect = FORBIDDEN, desc = "The end or a wake-up was lost.")
    @State
    public static class OfEnd {
        private final Chan<String> gate = Chan.buffered(1);
        private final Thread thread = Thread.ofVirtual().unstarted(this::body);
        private int before;
        private int plain;

        private void body() {
            Ops.receiveFrom(gate);
            plain = 1 + before;
        }

        @Actor
        public void opener() {
            before = 1;
            Ops.sendTo(gate, "b");
        }

        @Actor
        public void receiver(LI_Result r) {
            thread.start();
            ReceiveChan<Thread> chan = Chans.ofEnd(thread);
            r.r1 = Ops.call(() -> chan.receive() == thread ? Ops.RAN : Ops.CLOSED);
            r.r2 = plain;
        }
    }

    /** An element of a publisher. */
    @JCStressTest
    @Description("Does the receive of an element see what was written before onNext?")
    @Outcome(id = "b, 1", expect = ACCEPTABLE, desc = "The element came, and with it what was written before.")
    @Outcome(id = "b, 0", expect = FORBIDDEN, desc = "The element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The element or a wake-up was lost.")
    @State
    public static class OnNext {
        private final Source source = new Source();
        private final Inflow<String> inflow = Chans.subscribe(source, 1);
        private int plain;

        @Actor
        public void publisher() {
            plain = 1;
            source.subscriber.onNext("b");
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.receiveFrom(inflow.chan());
            r.r2 = plain;
        }
    }

    /** The completion of a publisher. */
    @JCStressTest
    @Description("Does a receive that finds the end see what was written before onComplete?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end or a wake-up was lost.")
    @State
    public static class OnComplete {
        private final Source source = new Source();
        private final Inflow<String> inflow = Chans.subscribe(source, 1);
        private int plain;

        @Actor
        public void publisher() {
            plain = 1;
            source.subscriber.onComplete();
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.receiveFrom(inflow.chan());
            r.r2 = plain;
        }
    }

    /** The failure of a publisher, which is there when its end is found. */
    @JCStressTest
    @Description("Does a receive that finds the end see the failure, and what was written before onError?")
    @Outcome(id = "broken, 1", expect = ACCEPTABLE, desc = "The failure was there, and what was written before.")
    @Outcome(id = "broken, 0", expect = FORBIDDEN, desc = "The failure was there without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The failure was not there, or a wake-up was lost.")
    @State
    public static class OnError {
        private final Source source = new Source();
        private final Inflow<String> inflow = Chans.subscribe(source, 1);
        private int plain;

        @Actor
        public void publisher() {
            plain = 1;
            source.subscriber.onError(new IllegalStateException("broken"));
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.receiveFrom(inflow.chan());
            try {
                inflow.throwIfFailed();
            } catch (ExecutionException e) {
                r.r1 = e.getCause().getMessage();
            }
            r.r2 = plain;
        }
    }

    /** A subscriber of a channel. */
    @JCStressTest
    @Description("Does onNext see what was written before the send, and the end what onNext wrote?")
    @Outcome(id = "b, 2", expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = "b, [01]", expect = FORBIDDEN, desc = "The element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The element or a wake-up was lost.")
    @State
    public static class OfChan implements Flow.Subscriber<String> {
        private final Chan<String> chan = Chan.buffered(1);
        private final Chan<String> seen = Chan.buffered(1);
        private int before;
        private int plain;

        @Actor
        public void sender() {
            before = 1;
            Ops.sendTo(chan, "b");
            chan.close();
        }

        @Actor
        public void subscriber(LI_Result r) {
            Chans.publisher(chan).subscribe(this);
            r.r1 = Ops.receiveFrom(seen);
            r.r2 = plain;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(String item) {
            plain = 1 + before;
            Ops.sendTo(seen, item);
        }

        @Override
        public void onError(Throwable throwable) {
            Ops.sendTo(seen, Ops.STUCK);
        }

        @Override
        public void onComplete() {
            seen.close();
        }
    }

    /** A publisher that does what an actor tells its subscriber. */
    private static final class Source implements Flow.Publisher<String> {
        private Flow.Subscriber<? super String> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super String> newSubscriber) {
            subscriber = newSubscriber;
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
        }
    }
}
