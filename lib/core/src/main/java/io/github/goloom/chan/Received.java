package io.github.goloom.chan;

import java.util.Objects;

/**
 * What a receive that need not find a value came to.
 *
 * {@snippet :
 * switch (orders.tryReceive()) {
 *   case Received.Value(var value) -> handle(value);
 *   case Received.Empty() -> idle();
 *   case Received.Closed() -> finish();
 * }
 * }
 *
 * @param <T> the type of the elements
 */
public sealed interface Received<T> {
    /**
     * A value was received.
     *
     * @param value the value, never null
     * @param <T> the type of the elements
     */
    record Value<T>(T value) implements Received<T> {
        /**
         * A value was received.
         *
         * @param value the value
         * @throws NullPointerException if {@code value} is null
         */
        public Value {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * No value was there, or none came in time; the channel is open.
     *
     * @param <T> the type of the elements
     */
    record Empty<T>() implements Received<T> {
        static final Empty<?> INSTANCE = new Empty<>();
    }

    /**
     * The channel is closed and drained: no value will ever come.
     *
     * @param <T> the type of the elements
     */
    record Closed<T>() implements Received<T> {
        static final Closed<?> INSTANCE = new Closed<>();
    }
}
