package io.github.goloom.scenarios;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.sync.Once;
import io.github.goloom.sync.SingleFlight;
import java.util.function.Supplier;

/** What runs once, and what is shared. */
final class Onces {
    private Onces() {}

    /** Does the body run once, and is it over for whoever returns? */
    @Complete
    public static final class RunsOnce extends Scenario {
        private final Once once = new Once();
        private int runs;
        private int seenByOne;
        private int seenByOther;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> {
                once.run(() -> runs++);
                seenByOne = runs;
            });
            go.start("other", () -> {
                once.run(() -> runs++);
                seenByOther = runs;
            });
        }

        @Override
        protected void check() {
            Ops.equal("1 1 1", runs + " " + seenByOne + " " + seenByOther, "runs");
        }
    }

    /** Do three callers all return after one run? */
    public static final class OfThree extends Scenario {
        private final Once once = new Once();
        private int runs;

        @Override
        protected void goroutines(Goroutines go) {
            for (String name : new String[] {"one", "two", "three"}) {
                go.start(name, () -> {
                    once.run(() -> runs++);
                    require(runs == 1, "not over");
                });
            }
        }

        @Override
        protected void check() {
            Ops.equal(1, runs, "runs");
        }
    }

    /** Has a caller that was interrupted while it waited not run the body? */
    @Complete
    public static final class Interrupted extends Scenario {
        private final Once once = new Once();
        private int runs;
        private String came = "";

        @Override
        protected void goroutines(Goroutines go) {
            Thread one = go.start("one", () -> came = Ops.act(() -> once.run(() -> runs++)));
            go.start("other", () -> {
                one.interrupt();
                once.run(() -> runs++);
                require(runs == 1, "not over");
            });
        }

        @Override
        protected void check() {
            Ops.oneOf(came, "done", Ops.INTERRUPTED);
            Ops.equal(1, runs, "runs");
        }
    }

    /** Is a value made once, and given to all? */
    @Complete
    public static final class Value extends Scenario {
        private int made;
        private final Supplier<Integer> supplier = Once.value(() -> ++made);
        private int one;
        private int other;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = supplier.get());
            go.start("other", () -> other = supplier.get());
        }

        @Override
        protected void check() {
            Ops.equal("1 1 1", made + " " + one + " " + other, "values");
        }
    }

    /** Do two calls share a flight, or have one after the other each their own, but never two at a time? */
    @Complete
    public static final class Flight extends Scenario {
        private final SingleFlight<String, Integer> flights = new SingleFlight<>();
        private int bodies;
        private volatile boolean flying;
        private SingleFlight.Result<Integer> one;
        private SingleFlight.Result<Integer> other;

        private int body() {
            require(!flying, "two at a time");
            flying = true;
            int number = ++bodies;
            flying = false;
            return number;
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = flights.run("key", this::body));
            go.start("other", () -> other = flights.run("key", this::body));
        }

        @Override
        protected void check() {
            Ops.equal(one.shared(), other.shared(), "shared");
            Ops.equal(one.shared() ? 1 : 2, bodies, "bodies");
            Ops.equal(one.shared(), one.value().equals(other.value()), "the same value");
            Ops.equal("SingleFlight[]", flights.toString(), "flights left");
        }
    }

    /** Is a flight gone when one who shared it returns? */
    @Complete
    public static final class FlightIsGone extends Scenario {
        private final SingleFlight<String, Integer> flights = new SingleFlight<>();
        private String left = "";
        private boolean shared;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> flights.run("key", () -> 1));
            go.start("other", () -> {
                shared = flights.run("key", () -> 2).shared();
                left = flights.toString();
            });
        }

        @Override
        protected void check() {
            Ops.oneOf(shared + left, "trueSingleFlight[]", "falseSingleFlight[]", "falseSingleFlight[key]");
        }
    }

    /** May one who shares a flight leave it, and does the flight go on for the other? */
    public static final class LeaveFlight extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final SingleFlight<String, Integer> flights = new SingleFlight<>();
        private String one = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start(
                    "one",
                    () -> one =
                            Ops.call(() -> flights.run("key", () -> 1, context).value()));
            go.start("canceller", context::cancel);
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one, "1", Ops.CANCELLED);
            Ops.equal("SingleFlight[]", flights.toString(), "flights left");
            Ops.equal(0, Ops.waiters(context.done(), "receivers"), "left on the context");
        }
    }

    /** Does a flight that begins on a channel send its outcome to each once? */
    public static final class Started extends Scenario {
        private final SingleFlight<String, Integer> flights = new SingleFlight<>();
        private Object one;
        private Object other;
        private int bodies;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = flights.start("key", () -> ++bodies).receive());
            go.start("other", () -> other = flights.start("key", () -> ++bodies).receive());
        }

        @Override
        protected void check() {
            Ops.equal(bodies == 1, one.equals(other), "shared");
            Ops.equal("SingleFlight[]", flights.toString(), "flights left");
        }
    }
}
