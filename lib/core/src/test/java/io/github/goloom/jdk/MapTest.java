package io.github.goloom.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.goloom.testing.Goroutine;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** {@code ConcurrentHashMap} does what Go's {@code sync.Map} does, in one goroutine. */
class MapTest {
    private final ConcurrentHashMap<Object, Object> map = new ConcurrentHashMap<>();

    /** A new map is empty and usable; a copy is another map (MAP-001). */
    @Test
    void map_new_isEmptyAndUsable() {
        assertThat(map.get("a")).isNull();
        map.put("a", 1);
        Map<Object, Object> copy = new ConcurrentHashMap<>(map);
        map.put("a", 2);

        assertThat(map.get("a")).isEqualTo(2);
        assertThat(copy).containsExactly(Map.entry("a", 1));
    }

    /** A key that is absent is null, and null may be neither a key nor a value (MAP-002). */
    @Test
    void get_absentKey_isNullAsNoValueIs() {
        map.put("a", 1);

        assertThat(map.get("a")).isEqualTo(1);
        assertThat(map.get("b")).isNull();
        assertThatThrownBy(() -> map.put("b", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> map.put(null, 1)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> map.get(null)).isInstanceOf(NullPointerException.class);
    }

    /** LoadOrStore: the value that is there, or null, and then the new one is stored (MAP-003). */
    @Test
    void putIfAbsent_givesWhatIsThere_orStores() {
        assertThat(map.putIfAbsent("a", 1)).isNull();
        assertThat(map.putIfAbsent("a", 2)).isEqualTo(1);
        assertThat(map.get("a")).isEqualTo(1);
    }

    /** LoadAndDelete: the previous value, or null; removing an absent key does nothing (MAP-004). */
    @Test
    void remove_givesThePreviousValue_orNull() {
        map.put("a", 1);

        assertThat(map.remove("a")).isEqualTo(1);
        assertThat(map.remove("a")).isNull();
        assertThat(map).isEmpty();
    }

    /** Swap: stores in any case, and gives the previous value, or null (MAP-005). */
    @Test
    void put_givesThePreviousValue_orNull() {
        assertThat(map.put("a", 1)).isNull();
        assertThat(map.put("a", 2)).isEqualTo(1);
        assertThat(map.get("a")).isEqualTo(2);
    }

    /** CompareAndSwap: only if the value is the old one, never on an absent key (MAP-006). */
    @Test
    void replace_otherValueOrAbsent_changesNothing() {
        map.put("a", 1);

        assertThat(map.replace("b", 1, 2)).isFalse();
        assertThat(map.replace("a", 3, 2)).isFalse();
        assertThat(map.replace("a", 1, 2)).isTrue();
        assertThat(map).containsExactly(Map.entry("a", 2));
    }

    /** CompareAndDelete: only if the value is the old one, never on an absent key, even for null (MAP-007). */
    @Test
    void removeOfAValue_otherValueOrAbsent_changesNothing() {
        map.put("a", 1);

        assertThat(map.remove("b", 1)).isFalse();
        assertThat(map.remove("b", null)).isFalse();
        assertThat(map.remove("a", 2)).isFalse();
        assertThat(map.remove("a", 1)).isTrue();
        assertThat(map).isEmpty();
    }

    /** Any value can be compared: lists by their elements, arrays by identity (MAP-008). */
    @Test
    void replace_listOrArray_comparesByEquals() {
        int[] array = {1};
        map.put("list", List.of(1));
        map.put("array", array);

        assertThat(map.replace("list", List.of(1), "swapped")).isTrue();
        assertThat(map.replace("array", new int[] {1}, "swapped")).isFalse();
        assertThat(map.replace("array", array, "swapped")).isTrue();
    }

    /** A loop ends early, and sees each key once at most, although keys are added meanwhile (MAP-010). */
    @Test
    void loop_keysAreAdded_visitsEachAtMostOnceAndMayStop() {
        fill(100);
        Map<Object, Integer> visits = new HashMap<>();
        for (Object key : map.keySet()) {
            visits.merge(key, 1, Integer::sum);
            map.put("new " + key, 0);
            if (visits.size() == 90) {
                break;
            }
        }

        assertThat(visits).hasSize(90).values().containsOnly(1);
    }

    /** What is called for each entry may call any method, for its own key, too (MAP-012). */
    @Test
    void forEach_nestedChanges_arePermitted() {
        fill(10);
        LongAdder pairs = new LongAdder();
        map.forEach((key, value) -> {
            map.forEach((otherKey, otherValue) -> pairs.increment());
            map.put(key, "stored");
            map.putIfAbsent(key, "never");
            assertThat(map.remove(key)).isEqualTo("stored");
        });

        assertThat(map).isEmpty();
        assertThat(pairs.sum()).isEqualTo(10 + 9 + 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1);
    }

    /** Neither a key that was removed nor its value is kept (MAP-013). */
    @Test
    void remove_key_isNotRetained() {
        WeakReference<Object> key = storedAndRemoved(new Object());

        Goroutine.until(() -> {
            System.gc();
            return key.refersTo(null);
        });
        assertThat(map).isEmpty();
    }

    private WeakReference<Object> storedAndRemoved(Object key) {
        map.put(key, key);
        map.remove(key);
        return new WeakReference<>(key);
    }

    /** Keys compare by equals: numbers of two types differ, and a list is a key as any object (MAP-017). */
    @Test
    void keys_compareByEqualsAndHashCode() {
        map.put(1, "int");
        map.put(1L, "long");
        map.put(List.of(1), "list");

        assertThat(map).hasSize(3);
        assertThat(map.get(1L)).isEqualTo("long");
        assertThat(map.get(List.of(1))).isEqualTo("list");
    }

    /** There is a size, which is exact while nothing changes (MAP-018). */
    @Test
    void size_nothingChanges_isExact() {
        fill(1000);

        assertThat(map.size()).isEqualTo(1000);
        assertThat(map.mappingCount()).isEqualTo(1000);
    }

    /** A loop over a map that does not change allocates an iterator at most, however large the map is (MAP-019). */
    @Test
    void forEach_unchangedMap_allocatesNothingPerEntry() throws Exception {
        fill(10_000);

        assertThat(Goroutine.platform(() -> assertThat(bytesOfALoop()).isLessThan(1000))
                        .result())
                .isNull();
    }

    private long bytesOfALoop() {
        int loops = 100;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LongAdder entries = new LongAdder();
        map.forEach((key, value) -> entries.increment());
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < loops; i++) {
            map.forEach((key, value) -> entries.increment());
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(entries.sum()).isEqualTo((loops + 1) * 10_000L);
        return bytes / loops;
    }

    private void fill(int entries) {
        for (int i = 0; i < entries; i++) {
            map.put(i, i);
        }
    }
}
