package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A supplier or function that is asked once, and whose outcome everybody gets. */
class OnceValueTest {
    /** A function runs once (ONC-007). */
    @Test
    void function_calledTwice_runsOnce() {
        AtomicInteger runs = new AtomicInteger();
        Runnable once = Once.function(runs::incrementAndGet);
        assertThat(runs).hasValue(0);

        once.run();
        once.run();

        assertThat(runs).hasValue(1);
    }

    /** A value is asked for once, and every call gives the same object (ONC-007). */
    @Test
    void value_calledTwice_givesTheSame() {
        AtomicInteger asked = new AtomicInteger();
        Supplier<Object> once = Once.value(() -> {
            asked.incrementAndGet();
            return new Object();
        });
        assertThat(asked).hasValue(0);

        Object value = once.get();

        assertThat(once.get()).isSameAs(value);
        assertThat(asked).hasValue(1);
    }

    /** Null is a value like any other (ONC-007). */
    @Test
    void value_null_isAskedForOnce() {
        AtomicInteger asked = new AtomicInteger();
        Supplier<Object> once = Once.value(() -> {
            asked.incrementAndGet();
            return null;
        });

        assertThat(once.get()).isNull();
        assertThat(once.get()).isNull();
        assertThat(asked).hasValue(1);
    }

    /** Callers at the same time all get the one value (ONC-007). */
    @Test
    void value_manyGoroutines_allGetTheSame() throws Exception {
        for (int round = 0; round < 300; round++) {
            AtomicInteger asked = new AtomicInteger();
            Supplier<Integer> once = Once.value(asked::incrementAndGet);
            List<Goroutine<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(Goroutine.call(once::get));
            }
            for (Goroutine<Integer> each : all) {
                assertThat(each.result()).isEqualTo(1);
            }
        }
    }

    /** Callers wait while the supplier is asked, on virtual and platform threads (ONC-007). */
    @Test
    void value_whileAsked_waits() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Supplier<String> once = Once.value(() -> valueAfter(end));
        Goroutine<String> first = Goroutine.call(once::get).parked();
        Goroutine<String> virtual = Goroutine.call(once::get).parkedOn(once);
        Goroutine<Void> platform = Goroutine.platform(
                        () -> assertThat(once.get()).isEqualTo("value"))
                .parkedOn(once);

        end.countDown();

        assertThat(first.result()).isEqualTo("value");
        assertThat(virtual.result()).isEqualTo("value");
        platform.result();
    }

    /** If the supplier throws, every call throws that same object, and it is asked once (ONC-008). */
    @Test
    void value_supplierThrows_everyCallThrowsTheSame() {
        AtomicInteger asked = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("broken");
        Supplier<Object> once = Once.value(() -> {
            asked.incrementAndGet();
            throw failure;
        });

        assertThatThrownBy(once::get).isSameAs(failure);
        assertThatThrownBy(once::get).isSameAs(failure);
        assertThat(asked).hasValue(1);
    }

    /** The same for a function, and an error (ONC-008). */
    @Test
    void function_throwsAnError_everyCallThrowsTheSame() {
        AtomicInteger runs = new AtomicInteger();
        AssertionError failure = new AssertionError("broken");
        Runnable once = Once.function(() -> {
            runs.incrementAndGet();
            throw failure;
        });

        assertThatThrownBy(once::run).isSameAs(failure);
        assertThatThrownBy(once::run).isSameAs(failure);
        assertThat(runs).hasValue(1);
    }

    /** Its stack shows where it was thrown, at every call (ONC-008). */
    @Test
    void function_throws_theStackShowsWhere() {
        Runnable once = Once.function(OnceValueTest::brokenFunction);

        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowable(once::run).getStackTrace()[0].getMethodName())
                    .isEqualTo("brokenFunction");
        }
    }

    private static void brokenFunction() {
        throw new IllegalStateException("broken");
    }

    /** Throwing null is a NullPointerException, the same at each call (ONC-009). */
    @Test
    @SuppressWarnings("ThrowNull") // Go's panic(nil)
    void function_throwsNull_everyCallThrowsTheSameNullPointerException() {
        Runnable once = Once.function(() -> {
            throw null;
        });

        Throwable first = catchThrowable(once::run);

        assertThat(first).isExactlyInstanceOf(NullPointerException.class);
        assertThatThrownBy(once::run).isSameAs(first);
    }

    /** Those who waited for a supplier that throws get it, too (ONC-008). */
    @Test
    void value_supplierThrowsWhileOthersWait_othersThrowTheSame() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        IllegalStateException failure = new IllegalStateException("broken");
        Supplier<String> once = Once.value(() -> {
            valueAfter(end);
            throw failure;
        });
        Goroutine<String> first = Goroutine.call(once::get).parked();
        Goroutine<String> waiter = Goroutine.call(once::get).parkedOn(once);

        end.countDown();

        assertThat(first.failure()).isSameAs(failure);
        assertThat(waiter.failure()).isSameAs(failure);
    }

    /**
     * Once asked, the supplier and what it refers to can be garbage, although what was made of it lives on (ONC-011).
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void value_asked_letsTheSupplierGo(boolean throwing) {
        Object big = new Object();
        Supplier<String> once = Once.value(new Asked(big, throwing));
        WeakReference<Object> captured = new WeakReference<>(big);
        big = null;
        System.gc();
        assertThat(captured.get()).as("before the call").isNotNull();

        Throwable thrown = catchThrowable(once::get);

        assertThat(thrown != null).isEqualTo(throwing);
        assertCollected(captured);
        assertThat(catchThrowable(once::get)).isSameAs(thrown);
    }

    /** The same for a function (ONC-011). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void function_ran_letsTheFunctionGo(boolean throwing) {
        Object big = new Object();
        Asked asked = new Asked(big, throwing);
        Runnable once = Once.function(asked::get);
        WeakReference<Object> captured = new WeakReference<>(big);
        big = null;
        asked = null;

        Throwable thrown = catchThrowable(once::run);

        assertThat(thrown != null).isEqualTo(throwing);
        assertCollected(captured);
        assertThat(catchThrowable(once::run)).isSameAs(thrown);
    }

    private record Asked(Object captured, boolean throwing) implements Supplier<String> {
        @Override
        public String get() {
            if (throwing) {
                throw new IllegalStateException("broken");
            }
            return "of an object: " + (captured != null);
        }
    }

    private static void assertCollected(WeakReference<?> reference) {
        Goroutine.until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }

    /** A call that waits does not end by an interrupt, and keeps the status. */
    @Test
    void value_interruptedWhileWaiting_waitsOnAndKeepsTheStatus() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Supplier<String> once = Once.value(() -> valueAfter(end));
        Goroutine<String> first = Goroutine.call(once::get).parked();
        Goroutine<Boolean> virtual = Goroutine.call(() -> {
                    assertThat(once.get()).isEqualTo("value");
                    return Thread.interrupted();
                })
                .parkedOn(once);
        Goroutine<Void> platform = Goroutine.platform(() -> {
                    assertThat(once.get()).isEqualTo("value");
                    assertThat(Thread.interrupted()).isTrue();
                })
                .parkedOn(once);

        virtual.interrupt().parkedOn(once);
        platform.interrupt().parkedOn(once);
        Goroutine.assertStillParked(virtual, platform);
        end.countDown();

        assertThat(virtual.result()).isTrue();
        platform.result();
        first.result();
    }

    /** An interrupt status that is set on entry does not keep the supplier from being asked, and stays. */
    @Test
    void value_interruptedOnEntry_asksAndKeepsTheStatus() throws Exception {
        Supplier<String> once = Once.value(() -> "value");
        Goroutine<Boolean> goroutine = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThat(once.get()).isEqualTo("value");
            assertThat(once.get()).isEqualTo("value");
            return Thread.interrupted();
        });

        assertThat(goroutine.result()).isTrue();
    }

    /** Missing arguments are refused by name. */
    @Test
    void create_null_throwsNamingTheArgument() {
        assertThatThrownBy(() -> Once.function(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("function");
        assertThatThrownBy(() -> Once.value(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("supplier");
    }

    private static String valueAfter(CountDownLatch end) {
        try {
            end.await();
            return "value";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A supplier that was told to stop is asked again by the next call, one that waits for instance. */
    @Test
    void value_suppliersEndQuietly_nextAsksAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        Supplier<String> once = Once.value(() -> {
            if (asked.incrementAndGet() > 1) {
                return "value";
            }
            awaitUninterruptibly(end);
            throw new ContextCancelledException("told to stop", null);
        });
        Goroutine<String> first = Goroutine.call(once::get);
        Goroutine.until(() -> asked.get() == 1);
        Goroutine<String> second = Goroutine.call(once::get).parkedOn(once);
        end.countDown();

        assertThat(first.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(second.result()).isEqualTo("value");
        assertThat(once.get()).isEqualTo("value");
        assertThat(asked).hasValue(2);
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** It tells whether it has asked. */
    @Test
    void toString_beforeAndAfter_tellsWhetherItIsDone() {
        Supplier<String> once = Once.value(() -> "value");
        assertThat(once).hasToString("Once[not done]");

        assertThat(once.get()).isEqualTo("value");

        assertThat(once).hasToString("Once[done]");
    }
}
