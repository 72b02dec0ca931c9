package io.github.goloom.chan;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code receiveUpTo}. It is allocated before any value is taken, so that running out of memory loses
 * none.
 */
final class Batch<T> extends AbstractList<T> implements RandomAccess {
    @Nullable
    Object[] values;

    int taken;

    Batch(int room) {
        values = new Object[room];
    }

    void makeRoom(int more) {
        values = Arrays.copyOf(values, taken + more);
    }

    @Override
    @SuppressWarnings("unchecked")
    public T get(int index) {
        return (T) Objects.requireNonNull(values[Objects.checkIndex(index, taken)]);
    }

    @Override
    public int size() {
        return taken;
    }
}
