package io.github.goloom.chan;

import java.util.Objects;

/**
 * The result of a receive that may find no value.
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
     * There was no value, or none came in time; the channel was open.
     *
     * @param <T> the type of the elements
     */
    record Empty<T>() implements Received<T> {
        static final Empty<?> INSTANCE = new Empty<>();
    }

    /**
     * The channel is closed and drained; there will be no further values.
     *
     * @param <T> the type of the elements
     */
    record Closed<T>() implements Received<T> {
        static final Closed<?> INSTANCE = new Closed<>();
    }
}
