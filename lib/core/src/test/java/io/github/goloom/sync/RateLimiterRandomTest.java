package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.goloom.Go;
import io.github.goloom.park.Clock;
import io.github.goloom.sync.RateLimiter.Reservation;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Random requests of a limiter against the definition: what is granted in every span of time. */
@SuppressWarnings("CheckReturnValue") // what is reserved is often only counted
class RateLimiterRandomTest {
    private static final int RUNS = Integer.getInteger("limiter.runs", 300);
    private static final int STEPS = 50;
    private static final double ROUNDING = 1e-6;

    private final long first = Long.getLong("limiter.seed", System.nanoTime());

    /** The seed of the current run, for the report of a failure. */
    private long seed;

    private boolean done;

    @AfterEach
    void tell(TestInfo test) {
        if (!done) {
            System.out.println(test.getDisplayName() + ": -Dlimiter.seed=" + seed);
        }
    }

    /** A body of a run. */
    @FunctionalInterface
    private interface Run {
        void with(Random random) throws Exception;
    }

    private void runs(Run run) throws Exception {
        for (int i = 0; i < RUNS; i++) {
            seed = first + i;
            run.with(new Random(seed));
        }
        done = true;
    }

    /** Permits that come into use at a time. */
    private record Grant(long time, int permits) {}

    /** A limiter, and everything that it has granted. */
    private static final class Model {
        final double perNano;
        final int burst;
        final RateLimiter limiter;
        final List<Taken> taken = new ArrayList<>();

        /** Those of {@code taken} whose permits later ones are placed behind, with the first permit of each. */
        final List<Taken> row = new ArrayList<>();

        private record Taken(Reservation reservation, Grant grant) {}

        Model(Random random) {
            perNano = (1 + random.nextInt(1_000)) / 1e9;
            burst = 1 + random.nextInt(20);
            limiter = RateLimiter.perSecond(perNano * 1e9, burst);
        }

        Taken reserve(int permits) {
            long now = Clock.now();
            Reservation reservation = limiter.reserve(permits);
            Taken one = new Taken(
                    reservation, new Grant(Clock.after(now, reservation.delay().toNanos()), permits));
            taken.add(one);
            row.add(one);
            return one;
        }

        /** Cancels one, and returns how many permits must come back. */
        int cancel(Taken one) {
            one.reservation.cancel();
            if (one.grant.time <= Clock.now() || !taken.remove(one)) {
                return 0;
            }
            int at = row.indexOf(one);
            if (at < 0) {
                return 0; // one of no permits, which went with the one before it
            }
            int later = row.subList(at + 1, row.size()).stream()
                    .mapToInt(each -> each.grant.permits)
                    .sum();
            if (later == 0) {
                row.subList(at, row.size()).clear();
            }
            return Math.max(0, one.grant.permits - later);
        }

        List<Grant> grants() {
            return taken.stream()
                    .map(Taken::grant)
                    .sorted(Comparator.comparingLong(Grant::time))
                    .toList();
        }

        /** The earliest time from now at which no span of time has more than the burst and what comes in it. */
        double earliest(int permits) {
            List<Grant> grants = grants();
            double earliest = Clock.now();
            double sum = permits;
            for (int i = grants.size() - 1; i >= 0; i--) {
                sum += grants.get(i).permits;
                earliest = Math.max(earliest, grants.get(i).time + (sum - burst) / perNano);
            }
            return earliest;
        }

        /** Checks every span from one grant to another; a time is the end of its nanosecond. */
        void assertWithinTheRate() {
            List<Grant> grants = grants();
            for (int i = 0; i < grants.size(); i++) {
                double sum = 0;
                for (int k = i; k < grants.size(); k++) {
                    sum += grants.get(k).permits;
                    long span = grants.get(k).time - grants.get(i).time + 1;
                    assertThat(sum)
                            .as("from %d to %d of %s", i, k, grants)
                            .isLessThanOrEqualTo(burst + perNano * span + ROUNDING);
                }
            }
        }
    }

    private static void sleepAtRandom(Random random, double perNano) throws InterruptedException {
        if (random.nextInt(3) == 0) {
            Go.sleep(Duration.ofNanos((long) (random.nextDouble() * 20 / perNano)));
        }
    }

    /** Without cancellations, each request gets the earliest time that the definition allows. */
    @InAWorld
    @Test
    void reserve_atRandom_isAsEarlyAsAllowed() throws Exception {
        runs(random -> {
            Model model = new Model(random);
            for (int i = 0; i < STEPS; i++) {
                int permits = 1 + random.nextInt(model.burst);
                double earliest = model.earliest(permits);
                Model.Taken one = model.reserve(permits);
                assertThat((double) one.grant.time).isCloseTo(earliest, within(2.0));
                sleepAtRandom(random, model.perNano);
            }
            model.assertWithinTheRate();
        });
    }

    /**
     * With cancellations in any order, what is given back is what the definition says, no span of time has too much,
     * and no request is later than it would be without them.
     */
    @InAWorld
    @Test
    void cancel_atRandom_givesBackNoMoreThanWasTaken() throws Exception {
        runs(random -> {
            Model model = new Model(random);
            RateLimiter without = RateLimiter.perSecond(model.limiter.rate(), model.burst);
            List<Model.Taken> all = new ArrayList<>();
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(3) > 0 || all.isEmpty()) {
                    int permits = random.nextInt(model.burst + 1);
                    Model.Taken one = model.reserve(permits);
                    all.add(one);
                    assertThat(one.reservation.delay())
                            .isLessThanOrEqualTo(
                                    without.reserve(permits).delay().plusNanos(1));
                } else {
                    int back = all.size() - 1 - random.nextInt(Math.min(all.size(), 6));
                    double before = model.limiter.available();
                    int given = model.cancel(all.get(back));
                    assertThat(model.limiter.available())
                            .isCloseTo(Math.min(model.burst, before + given), within(ROUNDING));
                }
                sleepAtRandom(random, model.perNano);
            }
            model.assertWithinTheRate();
        });
    }

    /** If all reservations are cancelled from the last to the first, the books are as before. */
    @InAWorld
    @Test
    void cancel_fromTheLast_restoresAll() throws Exception {
        runs(random -> {
            Model model = new Model(random);
            model.limiter.reserve(model.burst);
            List<Reservation> all = new ArrayList<>();
            for (int i = 0; i < STEPS; i++) {
                all.add(model.limiter.reserve(1 + random.nextInt(model.burst)));
            }
            all.reversed().forEach(Reservation::cancel);
            assertThat(model.limiter.available()).isCloseTo(0, within(ROUNDING));
        });
    }

    /** With changes of rate and burst, no span has more than the largest burst and what comes in it. */
    @InAWorld
    @Test
    void setRateAndBurst_atRandom_keepTheBound() throws Exception {
        runs(random -> {
            double rate = 1 + random.nextInt(1_000);
            int burst = 1 + random.nextInt(20);
            int largest = burst;
            RateLimiter limiter = RateLimiter.perSecond(rate, burst);
            List<double[]> grants = new ArrayList<>(); // permits, and what had come until then
            double come = 0;
            for (int i = 0; i < 4 * STEPS; i++) {
                int permits = random.nextInt(burst + 2);
                if (limiter.allow(permits)) {
                    grants.add(new double[] {permits, come});
                }
                switch (random.nextInt(6)) {
                    case 0 -> {
                        rate = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(1_000);
                        limiter.setRate(rate);
                    }
                    case 1 -> {
                        burst = random.nextInt(20);
                        largest = Math.max(largest, burst);
                        limiter.setBurst(burst);
                    }
                    default -> {
                        long nanos = random.nextInt(20_000_000);
                        Go.sleep(Duration.ofNanos(nanos));
                        come += rate * nanos / 1e9;
                    }
                }
            }
            for (int i = 0; i < grants.size(); i++) {
                double sum = 0;
                for (int k = i; k < grants.size(); k++) {
                    sum += grants.get(k)[0];
                    double bound = largest + grants.get(k)[1] - grants.get(i)[1];
                    assertThat(sum).isLessThanOrEqualTo(bound + 1e-5);
                }
            }
        });
    }
}
