package io.github.goloom.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.Context;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ConcurrentHashMap} does what Go's {@code sync.Map} does, with several goroutines and colliding hashes. */
class MapRaceTest {
    private static final int GOROUTINES = 8;
    private static final int KEYS = 1024;

    /** A key of which many have the same hash, as far as {@code mask} says. */
    private record Key(int number, int mask) {
        @Override
        public int hashCode() {
            return number & mask;
        }
    }

    /** Makes keys from numbers: with good hashes, with few, with one (MAP-016). */
    static Stream<Named<IntFunction<Object>>> keys() {
        return Stream.of(
                Named.of("each its own hash", Integer::valueOf),
                Named.of("four hashes", number -> new Key(number, 3)),
                Named.of("one hash", number -> new Key(number, 0)));
    }

    /** Any sequence of operations has the results of a map under a mutex, also if hashes collide (MAP-014, MAP-016). */
    @ParameterizedTest
    @MethodSource("keys")
    void operations_anySequence_equalThoseOfAMapUnderAMutex(IntFunction<Object> keys) throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Map<Object, Integer> map = new ConcurrentHashMap<>();
            Locked model = new Locked();
            for (int i = 0; i < 500; i++) {
                Object key = keys.apply(random.nextInt(20));
                int old = random.nextInt(4);
                int value = random.nextInt(4);
                int operation = random.nextInt(100);

                assertThat(apply(map, operation, key, old, value))
                        .as("operation %s of seed %s", operation, seed)
                        .isEqualTo(model.apply(operation, key, old, value));
            }
            assertThat(map).isEqualTo(model.map);
        }
    }

    private static Object apply(Map<Object, Integer> map, int operation, Object key, int old, int value) {
        if (operation == 99) {
            map.clear();
            return "cleared";
        }
        Object result = switch (operation % 7) {
            case 0 -> map.get(key);
            case 1 -> map.put(key, value);
            case 2 -> map.putIfAbsent(key, value);
            case 3 -> map.remove(key);
            case 4 -> map.replace(key, old, value);
            case 5 -> map.remove(key, old);
            default -> Map.copyOf(map);
        };
        return Objects.requireNonNullElse(result, "absent");
    }

    /** A plain map under a lock. */
    private static final class Locked {
        private final Mutex mutex = new Mutex();
        private final Map<Object, Integer> map = new HashMap<>();

        Object apply(int operation, Object key, int old, int value) throws InterruptedException {
            mutex.lock();
            try {
                return MapRaceTest.apply(map, operation, key, old, value);
            } finally {
                mutex.unlock();
            }
        }
    }

    /** Of several that compare or remove at once, exactly one wins (MAP-015, MAP-016). */
    @ParameterizedTest
    @MethodSource("keys")
    void oneKey_manyCompareOrRemove_oneWins(IntFunction<Object> keys) throws Exception {
        Map<Object, Integer> map = new ConcurrentHashMap<>();
        AtomicInteger wins = new AtomicInteger();
        int rounds = 500;
        int kinds = 3;
        CyclicBarrier barrier = new CyclicBarrier(GOROUTINES, () -> {
            for (int key = 0; key < kinds; key++) {
                map.put(keys.apply(key), 1);
            }
        });
        together(goroutine -> {
            for (int round = 0; round < rounds; round++) {
                barrier.await();
                wins.addAndGet(map.remove(keys.apply(0), 1) ? 1 : 0);
                wins.addAndGet(map.remove(keys.apply(1)) != null ? 1 : 0);
                wins.addAndGet(map.replace(keys.apply(2), 1, 2) ? 1 : 0);
            }
        });

        assertThat(wins.get()).isEqualTo(rounds * kinds);
    }

    /** Updates of one key are none lost and none doubled: each reads what the one before has written (MAP-015). */
    @Test
    void oneKey_manyReplace_noneIsLost() throws Exception {
        Map<String, Integer> map = new ConcurrentHashMap<>(Map.of("counter", 0));
        together(goroutine -> {
            for (int i = 0; i < 1000; i++) {
                int seen = map.get("counter");
                while (!map.replace("counter", seen, seen + 1)) {
                    seen = map.get("counter");
                }
            }
        });

        assertThat(map).containsExactly(Map.entry("counter", 1000 * GOROUTINES));
    }

    /** A clear beside other operations is safe: no value is wrong, and at the end nothing is left (MAP-009). */
    @Test
    void clear_besideOtherOperations_isSafe() throws Exception {
        Map<Integer, Integer> map = new ConcurrentHashMap<>();
        together(goroutine -> {
            for (int i = 0; i < 10_000; i++) {
                int key = i % 100;
                if (i % 50 == goroutine) {
                    map.clear();
                } else if (i % 2 == 0) {
                    map.put(key, -key);
                } else {
                    Integer value = map.get(key - 1);
                    assertThat(value == null || value == 1 - key).isTrue();
                }
            }
        });
        map.clear();

        assertThat(map).isEmpty();
    }

    /** While values are replaced, each loop visits all keys exactly once, with a value of that key (MAP-011). */
    @Test
    @SuppressWarnings("ThreadPriorityCheck") // the writers let the loop run, too
    void loop_besideStores_visitsEachKeyOnce() throws Exception {
        Map<Integer, Long> map = new ConcurrentHashMap<>();
        for (int key = 1; key <= KEYS; key++) {
            map.put(key, (long) key);
        }
        AtomicBoolean over = new AtomicBoolean();
        together(goroutine -> {
            if (goroutine == 0) {
                try {
                    for (int i = 0; i < 200; i++) {
                        assertVisitsEachOnce(map);
                    }
                } finally {
                    over.set(true);
                }
            }
            for (long factor = 1; !over.get(); factor++) {
                for (int key = 1; key <= KEYS; key++) {
                    map.put(key, key * factor);
                }
                Thread.yield();
            }
        });
    }

    private static void assertVisitsEachOnce(Map<Integer, Long> map) {
        Map<Integer, Integer> visits = new HashMap<>();
        map.forEach((key, value) -> {
            visits.merge(key, 1, Integer::sum);
            assertThat(value % key).isZero();
        });
        assertThat(visits).hasSize(KEYS);
        assertThat(visits.values()).containsOnly(1);
    }

    /** The body of one of several goroutines. */
    @FunctionalInterface
    private interface Body {
        void run(int goroutine) throws Exception;
    }

    private static void together(Body body) throws InterruptedException, ExecutionException {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) { // a failure ends all
            for (int i = 0; i < GOROUTINES; i++) {
                int goroutine = i;
                group.go(() -> body.run(goroutine));
            }
            group.await();
        }
    }
}
