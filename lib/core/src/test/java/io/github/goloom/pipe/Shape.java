package io.github.goloom.pipe;

import io.github.goloom.chan.Chan;
import io.github.goloom.sync.RateLimiter;
import java.time.Duration;
import java.util.List;

/** Each stage between a source and an end, with a function if it has one. */
enum Shape {
    MAP(true) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.map(function);
        }
    },
    MAP_PARALLEL(true) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.map(3, function);
        }
    },
    MAP_ORDERED(true) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.mapOrdered(3, function);
        }
    },
    FLAT_MAP(true) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.flatMap(each -> List.of(function.map(each)));
        }
    },
    FLAT_MAP_PARALLEL(true) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.flatMap(3, each -> List.of(function.map(each)));
        }
    },
    FILTER(true) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.filter(each -> function.map(each) >= 0);
        }
    },
    TEE(true) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.tee(copy -> copy.forEach(function::map));
        }
    },
    TEE_PARALLEL(true) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.tee(copy -> copy.buffer(1).forEach(2, function::map));
        }
    },
    LIMIT(false) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.limit(1_000_000);
        }
    },
    BATCH(false) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.batch(3).flatMap(each -> each);
        }
    },
    TIMED_BATCH(false) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.batch(3, Duration.ofMillis(5)).flatMap(each -> each);
        }
    },
    MERGE(false) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.merge();
        }
    },
    THROTTLE(false) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.throttle(RateLimiter.every(Duration.ofMillis(1), 3));
        }
    },
    BUFFER(false) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.buffer(2);
        }
    },
    BUFFER_OF_NONE(false) {
        @Override
        Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function) {
            return before.buffer(Chan.unbuffered());
        }
    };

    /** Whether the function is called. */
    final boolean calls;

    Shape(boolean calls) {
        this.calls = calls;
    }

    /** Continues a stage. The elements and their order stay, if the function returns its argument and has one worker. */
    abstract Stage<Integer> add(Stage<Integer> before, Stage.Mapper<Integer, Integer> function);
}
