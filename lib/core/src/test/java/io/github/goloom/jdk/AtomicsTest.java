package io.github.goloom.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.Context;
import io.github.goloom.sync.ErrGroup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The JDK's atomic classes, and {@code VarHandle}, do what Go's {@code sync/atomic} does. That they are sequentially
 * consistent (ATM-001) is for jcstress to show.
 */
@SuppressWarnings("UnnecessaryAsync") // what one thread sees is part of it
class AtomicsTest {
    private static final VarHandle FIELD;

    static {
        try {
            FIELD = MethodHandles.lookup().findVarHandle(AtomicsTest.class, "field", int.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no field", e);
        }
    }

    /** Atomic through {@link #FIELD}. */
    @SuppressWarnings("unused")
    private int field;

    /** Add gives the new value; Swap, And and Or give the old one (ATM-002). */
    @Test
    void integer_addGivesTheNewValue_othersTheOld() {
        AtomicInteger value = new AtomicInteger(0b0110);

        assertThat(value.addAndGet(1)).isEqualTo(0b0111);
        assertThat(value.getAndSet(0b0011)).isEqualTo(0b0111);
        assertThat(value.getAndUpdate(old -> old & 0b0001)).isEqualTo(0b0011);
        assertThat(value.getAndUpdate(old -> old | 0b1000)).isEqualTo(0b0001);
        assertThat(value.get()).isEqualTo(0b1001);
    }

    /** So it is on a field: there, And and Or are one operation each (ATM-002). */
    @Test
    void field_allOperations_giveTheOldValue() {
        assertThat((int) FIELD.getAndAdd(this, 0b0111)).isZero();
        assertThat((int) FIELD.getAndBitwiseAnd(this, 0b0011)).isEqualTo(0b0111);
        assertThat((int) FIELD.getAndBitwiseOr(this, 0b1000)).isEqualTo(0b0011);
        assertThat((int) FIELD.getAndSet(this, 5)).isEqualTo(0b1011);
        assertThat(FIELD.compareAndSet(this, 4, 6)).isFalse();
        assertThat(FIELD.compareAndSet(this, 5, 6)).isTrue();
        assertThat((int) FIELD.getVolatile(this)).isEqualTo(6);
    }

    /** No update of many goroutines is lost, and each gets a value of its own (ATM-002). */
    @Test
    void add_manyGoroutines_noneIsLost() throws Exception {
        AtomicInteger counter = new AtomicInteger();
        AtomicLong sum = new AtomicLong();
        int goroutines = 8;
        int each = 10_000;
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            for (int i = 0; i < goroutines; i++) {
                group.go(() -> {
                    for (int j = 0; j < each; j++) {
                        sum.addAndGet(counter.addAndGet(1));
                        FIELD.getAndAdd(this, 1);
                    }
                });
            }
            group.await();
        }
        long all = (long) goroutines * each;

        assertThat(counter.get()).isEqualTo((int) all);
        assertThat(sum.get()).isEqualTo(all * (all + 1) / 2);
        assertThat((int) FIELD.getVolatile(this)).isEqualTo((int) all);
    }

    /** New objects hold false, zero and null, as Go's zero values (ATM-003). */
    @Test
    void values_new_areZero() {
        assertThat(new AtomicBoolean().get()).isFalse();
        assertThat(new AtomicInteger().get()).isZero();
        assertThat(new AtomicLong().get()).isZero();
        assertThat(new AtomicReference<String>().get()).isNull();
    }

    /** Unsigned values are the same bits, with methods to compare, divide and print them (ATM-003). */
    @Test
    void unsigned_beyondTheSignedRange_hasMethods() {
        AtomicInteger value = new AtomicInteger(Integer.MAX_VALUE);

        assertThat(Integer.toUnsignedString(value.addAndGet(1))).isEqualTo("2147483648");
        assertThat(Integer.compareUnsigned(value.get(), 1)).isPositive();
        assertThat(Integer.divideUnsigned(value.get(), 2)).isEqualTo(1 << 30);
    }

    /** A reference is null at first; it takes null, and an object of another class (ATM-004). */
    @Test
    void reference_anyObjectOrNull_isStored() {
        AtomicReference<Object> value = new AtomicReference<>();

        assertThat(value.get()).isNull();
        value.set("text");
        value.set(1);
        assertThat(value.get()).isEqualTo(1);
        value.set(null);
        assertThat(value.get()).isNull();
    }

    /** A reference compares by identity, and null can be swapped for the first value (ATM-005). */
    @Test
    void compareAndSet_equalObject_fails() {
        AtomicReference<Object> value = new AtomicReference<>();
        List<Integer> first = List.of(1);

        assertThat(value.compareAndSet(null, first)).isTrue();
        assertThat(value.compareAndSet(List.of(1), "second")).isFalse();
        assertThat(value.compareAndSet(first, null)).isTrue();
        assertThat(value.get()).isNull();
    }

    /** What is too large wraps (ATM-006). */
    @Test
    void add_beyondTheLargest_wraps() {
        assertThat(new AtomicInteger(Integer.MAX_VALUE).incrementAndGet()).isEqualTo(Integer.MIN_VALUE);
        assertThat(new AtomicLong(Long.MIN_VALUE).decrementAndGet()).isEqualTo(Long.MAX_VALUE);
    }
}
