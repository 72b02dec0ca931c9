package io.github.goloom.context;

import java.util.Objects;

/**
 * A key for a value of a context. It is equal to itself alone, so that nobody else can have the same; keep it in a
 * constant. <b>Differs from Go</b>, where any comparable value is a key.
 *
 * @param <V> the type of the value
 */
@SuppressWarnings("UnusedTypeParameter") // it ties the value to the key
public final class ContextKey<V> {
    private final String name;

    private ContextKey(String name) {
        this.name = name;
    }

    /**
     * Makes a key.
     *
     * @param name the name, for {@code toString}; others may have the same
     * @param <V> the type of the value
     * @return a new key
     * @throws NullPointerException if {@code name} is null
     */
    public static <V> ContextKey<V> of(String name) {
        return new ContextKey<>(Objects.requireNonNull(name, "name"));
    }

    /** {@return the name} */
    @Override
    public String toString() {
        return name;
    }
}
