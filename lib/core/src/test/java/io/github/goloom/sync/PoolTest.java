package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a pool hands out, and what it keeps. */
class PoolTest {
    /** The most that a pool keeps, whatever the machine. */
    private static final int BOUND = 2048;

    private final AtomicInteger made = new AtomicInteger();

    /** What was put comes back, once; then the supplier makes new ones (POL-001). */
    @Test
    void get_afterPut_givesTheItemOnce() {
        Pool<Object> pool = new Pool<>(Object::new);
        Object item = new Object();

        pool.put(item);

        assertThat(pool.get()).isSameAs(item);
        assertThat(pool.get()).isNotSameAs(item);
    }

    /** An empty pool gives what the supplier makes, each time anew (POL-001). */
    @Test
    void get_empty_asksTheSupplier() {
        Pool<Integer> pool = new Pool<>(made::incrementAndGet);

        assertThat(List.of(pool.get(), pool.get(), pool.get())).containsExactly(1, 2, 3);
    }

    /** Another thread's item is given before a new one is made (POL-001). */
    @Test
    void get_putByAnotherThread_givesThatItem() throws Exception {
        Pool<Object> pool = new Pool<>(this::unwanted);
        for (int i = 0; i < 100; i++) {
            Object item = new Object();
            Goroutine.go(() -> pool.put(item)).result();

            assertThat(Goroutine.call(pool::get).result()).isSameAs(item);
        }
    }

    /** Null is refused, and the pool is as before (POL-003). */
    @Test
    void put_null_throwsAndKeepsNothing() {
        Pool<Integer> pool = new Pool<>(made::incrementAndGet);

        assertThatThrownBy(() -> pool.put(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("item");

        assertThat(pool.get()).isEqualTo(1);
    }

    /** A supplier that gives null is named (POL-001). */
    @Test
    void get_supplierGivesNull_throwsNamingIt() {
        Pool<Object> pool = new Pool<>(() -> null);

        assertThatThrownBy(pool::get)
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessageContaining("supplier.get()");
    }

    /** What the supplier throws comes out, and the pool goes on (POL-001). */
    @Test
    void get_supplierThrows_throwsThatAndGoesOn() {
        Pool<String> pool = new Pool<>(() -> {
            throw new IllegalStateException("cannot make one");
        });

        assertThatThrownBy(pool::get)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("cannot make one");
        pool.put("item");
        assertThat(pool.get()).isEqualTo("item");
    }

    /** The supplier runs under no lock: two threads are in it at once, and it may use the pool (POL-009). */
    @Test
    void get_twoThreadsEmpty_runTheSupplierAtTheSameTime() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicBoolean nested = new AtomicBoolean();
        List<Pool<Object>> self = new ArrayList<>();
        Pool<Object> pool = new Pool<>(() -> {
            try {
                both.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            self.getFirst().put("nested");
            nested.set(self.getFirst().get() instanceof String);
            return new Object();
        });
        self.add(pool);
        Goroutine<Object> first = Goroutine.call(pool::get);
        Goroutine<Object> second = Goroutine.call(pool::get);

        assertThat(first.result()).isNotSameAs(second.result());
        assertThat(nested).isTrue();
    }

    /** Two million times ten goroutines take an item and put it back, and no two ever have the same (POL-004). */
    @Test
    void getAndPut_twoMillionTimes_giveNoItemToTwo() throws Exception {
        Pool<AtomicBoolean> pool = new Pool<>(() -> {
            made.incrementAndGet();
            return new AtomicBoolean();
        });

        tenTimes(200_000, (i, goroutine) -> {
            AtomicBoolean inUse = pool.get();
            if (!inUse.compareAndSet(false, true)) {
                throw new AssertionError("handed out twice");
            }
            inUse.set(false);
            pool.put(inUse);
        });

        assertThat(made).as("made, of two million").hasValueLessThan(1_900_000);
    }

    /**
     * Of two million items that ten goroutines put, each comes out once at most; how many do is a matter of luck
     * (POL-004, POL-002).
     */
    @Test
    void put_twoMillionItems_comeOutOnceAtMost() throws Exception {
        int each = 200_000;
        AtomicIntegerArray taken = new AtomicIntegerArray(10 * each);
        AtomicLong reused = new AtomicLong();
        Pool<Integer> pool = new Pool<>(() -> -1);

        tenTimes(each, (i, goroutine) -> {
            pool.put(goroutine * each + i);
            int item = pool.get();
            if (item >= 0) {
                reused.incrementAndGet();
                if (taken.incrementAndGet(item) > 1) {
                    throw new AssertionError("item " + item + " came out twice");
                }
            }
        });

        assertThat(reused).as("of two million").hasValueGreaterThan(100_000);
    }

    /** A pool keeps items over a collection if memory is plenty (POL-005). */
    @Test
    @SuppressWarnings("ExplicitGC")
    void get_afterACollection_givesTheItem() {
        Pool<Object> pool = new Pool<>(this::unwanted);
        Object item = new Object();
        pool.put(item);

        System.gc();
        System.gc();

        assertThat(pool.get()).isSameAs(item);
    }

    /** The pool does not keep alive what was taken out of it (POL-006). */
    @Test
    void item_taken_isCollected() {
        Pool<Object> pool = new Pool<>(Object::new);
        List<WeakReference<Object>> taken = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pool.put(new Object());
        }
        for (int i = 0; i < 1000; i++) {
            taken.add(new WeakReference<>(pool.get()));
        }

        Goroutine.until(() -> {
            System.gc();
            return taken.stream().allMatch(each -> each.get() == null);
        });
        assertThat(pool.get()).isNotNull();
    }

    /** What is put into a full pool is forgotten: it keeps a bounded number, the first ones (POL-011, POL-002). */
    @Test
    void put_manyByOne_keepsABoundedNumber() {
        Pool<Integer> pool = new Pool<>(() -> -1);
        for (int i = 0; i < 100_000; i++) {
            pool.put(i);
        }

        assertThat(drain(pool)).hasSizeBetween(1, BOUND).doesNotHaveDuplicates();
    }

    /** A million virtual threads that put an item each do not make the pool keep a million (POL-011). */
    @Test
    void put_byAMillionVirtualThreads_keepsABoundedNumber() throws Exception {
        Pool<Integer> pool = new Pool<>(() -> -1);
        WaitGroup all = new WaitGroup();
        for (int i = 0; i < 1_000_000; i++) {
            int item = i;
            all.go(() -> pool.put(item));
        }
        all.await();

        assertThat(drain(pool)).hasSizeBetween(1, BOUND).doesNotHaveDuplicates();
    }

    /** What a goroutine does again and again. */
    private interface Step {
        void run(int i, int goroutine);
    }

    private static void tenTimes(int times, Step step) throws Exception {
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int g = 0; g < 10; g++) {
            int goroutine = g;
            Goroutine.Action body = () -> {
                for (int i = 0; i < times; i++) {
                    step.run(i, goroutine);
                }
            };
            all.add(g % 2 == 0 ? Goroutine.go(body) : Goroutine.platform(body));
        }
        for (Goroutine<Void> each : all) {
            each.result();
        }
    }

    private static List<Integer> drain(Pool<Integer> pool) {
        List<Integer> items = new ArrayList<>();
        for (int item = pool.get(); item >= 0; item = pool.get()) {
            items.add(item);
        }
        return items;
    }

    private Object unwanted() {
        throw new AssertionError("the pool was not empty");
    }

    /** A pool names its supplier. */
    @Test
    void toString_any_namesTheSupplier() {
        Supplier<String> supplier = new Supplier<>() {
            @Override
            public String get() {
                return "item";
            }

            @Override
            public String toString() {
                return "of items";
            }
        };

        assertThat(new Pool<>(supplier)).hasToString("Pool[of items]");
    }
}
