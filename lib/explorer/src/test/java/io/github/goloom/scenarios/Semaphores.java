package io.github.goloom.scenarios;

import io.github.goloom.explorer.Scenario;
import io.github.goloom.sync.WeightedSemaphore;

/** The weighted semaphore. */
@SuppressWarnings("CheckReturnValue")
final class Semaphores {
    private Semaphores() {}

    /** Does one permit let one in at a time? */
    @Complete
    public static final class OnePermit extends Scenario {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(1);
        private int count;

        @Override
        protected void goroutines(Goroutines go) {
            for (String name : new String[] {"one", "other"}) {
                go.start(name, () -> {
                    semaphore.acquire(1);
                    count++;
                    semaphore.release(1);
                });
            }
        }

        @Override
        protected void check() {
            Ops.equal(2, count, "count");
            require(semaphore.tryAcquire(1), "permits lost");
            require(!semaphore.tryAcquire(1), "permits made");
        }
    }

    /** Does a small request that comes later not overtake a large one that waits? */
    @Complete
    public static final class LargeFirst extends Scenario {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(2);
        private String order = "";

        public LargeFirst() {
            semaphore.tryAcquire(1);
        }

        @Override
        protected void first(Goroutines go) {
            go.start("large", () -> {
                semaphore.acquire(2);
                order += "large ";
                semaphore.release(2);
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("small", () -> {
                semaphore.acquire(1);
                order += "small ";
                semaphore.release(1);
            });
            go.start("holder", () -> semaphore.release(1));
        }

        @Override
        protected void check() {
            Ops.equal("large small ", order, "order");
            require(semaphore.tryAcquire(2), "permits lost");
            require(!semaphore.tryAcquire(1), "permits made");
        }
    }

    /** Do two releases together grant what neither alone would? */
    @Complete
    public static final class TwoReleases extends Scenario {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(2);
        private boolean acquired;

        public TwoReleases() {
            semaphore.tryAcquire(2);
        }

        @Override
        protected void first(Goroutines go) {
            go.start("large", () -> {
                semaphore.acquire(2);
                acquired = true;
            });
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> semaphore.release(1));
            go.start("other", () -> semaphore.release(1));
        }

        @Override
        protected void check() {
            require(acquired && !semaphore.tryAcquire(1), "permits made");
        }
    }

    /** May who was granted something rely on the rest of that release, before the release has returned? */
    @Complete
    public static final class GrantedThenTries extends Scenario {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(2);
        private boolean second;

        public GrantedThenTries() {
            semaphore.tryAcquire(2);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("acquirer", () -> {
                semaphore.acquire(1);
                second = semaphore.tryAcquire(1);
            });
            go.start("holder", () -> semaphore.release(2));
        }

        @Override
        protected void check() {
            require(second, "the rest was not free");
            require(!semaphore.tryAcquire(1), "permits made");
        }
    }
}
