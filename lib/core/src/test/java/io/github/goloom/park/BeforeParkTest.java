package io.github.goloom.park;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/**
 * What fails between joining a queue and parking, such as the start of the timer thread, ends the wait and loses
 * nothing.
 */
class BeforeParkTest {
    private final Place place = new Place();
    private final Waiter waiter = new Waiter(null, null);
    private final Error failure = new OutOfMemoryError("thrown by the test");

    private static final class Place extends Guarded {
        final WaitQueue queue = new WaitQueue();

        void join(Waiter waiter) {
            lock();
            queue.add(waiter);
            unlock();
        }

        boolean give(Object value) {
            lock();
            try {
                return giveTo(queue, value);
            } finally {
                unlock();
            }
        }
    }

    /** A waiter whose wait has failed is not given anything, though it is still in the queue. */
    @Test
    void beforePark_throws_waiterIsNeverServed() {
        place.join(waiter);
        Blocker failing = () -> {
            throw failure;
        };

        assertThatThrownBy(() -> waiter.await(failing, Clock.FOREVER)).isSameAs(failure);

        assertThat(place.give("value")).isFalse();
    }

    /** A waiter that was served before the failure has what it was given. */
    @Test
    void beforePark_throwsAfterTheClaim_waiterIsServed() {
        place.join(waiter);
        Blocker failing = () -> {
            assertThat(place.give("value")).isTrue();
            throw failure;
        };

        assertThat(waiter.await(failing, Clock.FOREVER)).isSameAs(waiter);
        assertThat(waiter.value).isEqualTo("value");
    }
}
