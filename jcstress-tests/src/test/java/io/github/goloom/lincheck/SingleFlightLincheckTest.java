package io.github.goloom.lincheck;

import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.SingleFlight.Result;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A flight is shared by those who come during it, and by nobody else.
 *
 * <p>A call that shares a flight has an answer that no order of whole calls gives: it depends on the call that it overlaps. So
 * each call looks at its own answer instead, and says what it is: right, if the flight was the only one of its key, and
 * the call that flew had not returned when this one came. The specification is that all are right, and that the books balance. The forms with a cancellation
 * and with a channel start virtual threads, with which Lincheck cannot deal.
 */
@Tag("proof")
class SingleFlightLincheckTest {
    private static final int MOST = 8;

    /** What runs a body once for those who come together. */
    interface Group {
        Result<Integer> run(String key, Callable<Integer> body) throws InterruptedException, ExecutionException;
    }

    static final class GoloomGroup implements Group {
        private final SingleFlight<String, Integer> flights = new SingleFlight<>();

        @Override
        public Result<Integer> run(String key, Callable<Integer> body) throws InterruptedException, ExecutionException {
            return flights.run(key, body);
        }
    }

    /** Looks for a flight, then enters its own: two may not see each other. */
    static final class LookThenEnter implements Group {
        private final ConcurrentHashMap<String, Thread> flights = new ConcurrentHashMap<>();

        @Override
        public Result<Integer> run(String key, Callable<Integer> body) throws ExecutionException {
            while (flights.get(key) != null) {
                Thread.onSpinWait();
            }
            flights.put(key, Thread.currentThread());
            try {
                return new Result<>(body.call(), false);
            } catch (Exception e) {
                throw new ExecutionException(e);
            } finally {
                flights.remove(key);
            }
        }
    }

    /** The operations. */
    public abstract static class Ops {
        private final Group group;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final AtomicInteger[] answers = new AtomicInteger[MOST];
        private final boolean[] shared = new boolean[MOST];

        Ops(Group group) {
            this.group = group;
            for (int i = 0; i < MOST; i++) {
                answers[i] = new AtomicInteger();
            }
        }

        private int fly(AtomicInteger own) {
            int flight = begun.incrementAndGet();
            if (inFlight.getAndIncrement() != 0) {
                throw new IllegalStateException("two flights at once");
            }
            inFlight.decrementAndGet();
            own.set(flight);
            return flight;
        }

        public String run() throws InterruptedException {
            int before = ended.get();
            AtomicInteger own = new AtomicInteger();
            try {
                Result<Integer> flight = group.run("key", () -> fly(own));
                ended.accumulateAndGet(own.get(), Math::max);
                answers[flight.value()].incrementAndGet();
                shared[flight.value()] |= flight.shared();
                return flight.value() > before ? "right" : "from a flight that was over";
            } catch (ExecutionException e) {
                return e.getCause().getMessage();
            }
        }

        /** {@return a flight that says it was shared, and was not, or the reverse} */
        public String books() {
            for (int i = 0; i < MOST; i++) {
                if (shared[i] != answers[i].get() > 1) {
                    return "flight " + i + ": " + answers[i].get() + " answers, shared: " + shared[i];
                }
            }
            return "balanced";
        }
    }

    public static final class Goloom extends Ops {
        public Goloom() {
            super(new GoloomGroup());
        }
    }

    public static final class Twin extends Ops {
        public Twin() {
            super(new LookThenEnter());
        }
    }

    /** The specification. */
    public static final class Model {
        public String run() {
            return "right";
        }

        public String books() {
            return "balanced";
        }
    }

    private static ExecutionScenario runs(Scenarios s) {
        List<Actor> two = s.steps(List.of("run", "run"));
        List<Actor> one = s.steps(List.of("run"));
        List<List<Actor>> threads = switch (s.random.nextInt(3)) {
            case 0 -> List.of(one, one, one);
            case 1 -> List.of(two, two);
            default -> List.of(two, one, one);
        };
        return s.parallel(s.random.nextBoolean() ? one : List.of(), threads, s.steps(List.of("books", "run", "books")));
    }

    /** Two or three threads whose calls overlap, or follow each other. */
    @Test
    void run_sameKey_sharedByThoseWhoCome() {
        ModelChecks.checkAlsoInMaps(Goloom.class, Model.class, Scenarios.of(Ops.class, SingleFlightLincheckTest::runs));
    }

    /** The twin looks for a flight, then enters its own. */
    @Test
    void run_looksThenEnters_found() {
        ModelChecks.assertFound(() -> ModelChecks.checkAlsoInMaps(
                Twin.class, Model.class, Scenarios.of(Ops.class, SingleFlightLincheckTest::runs)));
    }
}
