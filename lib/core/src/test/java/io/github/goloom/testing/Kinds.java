package io.github.goloom.testing;

import io.github.goloom.chan.Chan;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of one {@link Kind} that runs with each kind of channel whose sends never wait, at the capacities 1, 2, 64. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@EnumSource
public @interface Kinds {

    /** A kind of channel with its capacity. */
    enum Kind {
        SLIDING_1(1, true),
        SLIDING_2(2, true),
        SLIDING_64(64, true),
        DROPPING_1(1, false),
        DROPPING_2(2, false),
        DROPPING_64(64, false),
        UNBOUNDED(Integer.MAX_VALUE, false);

        public final int capacity;

        /** Whether a full buffer loses its oldest value; otherwise it loses the one that is sent. */
        public final boolean oldestGoes;

        Kind(int capacity, boolean oldestGoes) {
            this.capacity = capacity;
            this.oldestGoes = oldestGoes;
        }

        public <T> Chan<T> make() {
            if (this == UNBOUNDED) {
                return Chan.unbounded();
            }
            return oldestGoes ? Chan.sliding(capacity) : Chan.dropping(capacity);
        }

        /** {@return a number of values that overflows the buffer, or has several chunks} */
        public int many() {
            return this == UNBOUNDED ? 1_000 : 3 * capacity + 1;
        }
    }
}
