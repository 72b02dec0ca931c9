package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.pipe.Broadcast;
import io.github.goloom.pipe.Subscription;
import java.util.ArrayList;
import java.util.List;

/** Broadcasts, whose subscribers come and go while a sender has its turn. */
final class Broadcasts {
    private Broadcasts() {}

    private static List<Integer> valuesOf(Subscription<Integer> subscription) {
        List<Integer> values = new ArrayList<>();
        subscription.chan().drainTo(values, 9);
        return values;
    }

    /** Does a newcomer get what is replayed and then every value, each once? */
    public static final class Newcomer extends Scenario {
        private final Broadcast<Integer> broadcast = new Broadcast<>(1);
        private Subscription<Integer> newcomer;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                broadcast.send(1);
                broadcast.send(2);
            });
            go.start("newcomer", () -> newcomer = broadcast.subscribe(Chan.buffered(3)));
        }

        @Override
        protected void check() {
            List<Integer> values = valuesOf(newcomer);
            require(values.equals(List.of(1, 2)) || values.equals(List.of(2)), "got " + values);
        }
    }

    /** Do two subscribers see the values of two senders in one order? */
    public static final class OneOrder extends Scenario {
        private final Broadcast<Integer> broadcast = new Broadcast<>();
        private final Subscription<Integer> one = broadcast.subscribe(Chan.buffered(2));
        private final Subscription<Integer> other = broadcast.subscribe(Chan.buffered(2));

        @Override
        protected void goroutines(Goroutines go) {
            go.start("first", () -> broadcast.send(1));
            go.start("second", () -> broadcast.send(2));
        }

        @Override
        protected void check() {
            List<Integer> values = valuesOf(one);
            Ops.equal(2, values.size(), "values");
            Ops.equal(values, valuesOf(other), "the other's");
        }
    }

    /** Does a send go on when the subscriber for which it waits, or is about to wait, has left? */
    public static final class Leaving extends Scenario {
        private final Broadcast<Integer> broadcast = new Broadcast<>();
        private final Subscription<Integer> leaving = broadcast.subscribe(Chan.unbuffered());
        private final Subscription<Integer> staying = broadcast.subscribe(Chan.buffered(1));

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> broadcast.send(1));
            go.start("leaver", leaving::close);
        }

        @Override
        protected void check() {
            Ops.equal(List.of(1), valuesOf(staying), "the other's");
            Ops.equal("Broadcast[1 subscribers]", broadcast.toString(), "broadcast");
        }
    }

    /** Does the end either come after a send, or make it fail? */
    public static final class End extends Scenario {
        private final Broadcast<Integer> broadcast = new Broadcast<>();
        private final Subscription<Integer> ready = broadcast.subscribe(Chan.buffered(1));
        private boolean failed;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                try {
                    broadcast.send(1);
                } catch (IllegalStateException e) {
                    failed = true;
                }
            });
            go.start("closer", broadcast::close);
        }

        @Override
        protected void check() {
            Ops.equal(failed ? List.of() : List.of(1), valuesOf(ready), "values");
            require(ready.chan().isClosed(), "not closed");
        }
    }
}
