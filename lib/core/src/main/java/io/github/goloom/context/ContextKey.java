package io.github.goloom.context;

import java.util.Objects;

/**
 * A key for a value of a context. A key equals only itself, so that no other code can make an equal one. It is best
 * kept in a constant. <b>Differs from Go</b>, where any comparable value is a key.
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
     * @param name the name, for {@code toString}; several keys may have the same name
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
