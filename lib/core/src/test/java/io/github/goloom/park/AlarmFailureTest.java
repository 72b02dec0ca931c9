package io.github.goloom.park;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong in an alarm is told by the timer thread, and does not end it. */
class AlarmFailureTest {
    private final BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
    private UncaughtExceptionHandler before;

    /** An alarm whose first ring throws. */
    private static final class Failing extends Alarm {
        private final Semaphore rings = new Semaphore(0);
        private Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        protected Node ring() {
            Throwable thrown = failure;
            failure = null;
            rings.release();
            if (thrown instanceof Error error) {
                throw error;
            } else if (thrown != null) {
                throw (RuntimeException) thrown;
            }
            return null;
        }

        Failing setNow() {
            return setIn(0);
        }

        Failing setIn(long nanos) {
            setAndWake(Clock.now() + nanos);
            return this;
        }

        boolean rangTimes(int times) throws InterruptedException {
            return rings.tryAcquire(times, 30, TimeUnit.SECONDS);
        }
    }

    private Throwable nextTold() throws InterruptedException {
        return told.poll(30, TimeUnit.SECONDS);
    }

    @BeforeEach
    void listen() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> told.add(failure));
    }

    @AfterEach
    void listenNoMore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    /** After an error, for lack of memory, say, it rings again a little later. */
    @Test
    void ring_error_isToldAndTriedAgain() throws Exception {
        Error failure = new OutOfMemoryError("thrown by the test");

        Failing alarm = new Failing(failure).setNow();

        assertThat(alarm.rangTimes(2)).isTrue();
        assertThat(nextTold()).isSameAs(failure);
    }

    /** A class may be missing since its loader was closed. Another attempt would not find it either. */
    @Test
    void ring_missingClass_isToldAndNotTriedAgain() throws Exception {
        Error failure = new NoClassDefFoundError("thrown by the test");
        Failing alarm = new Failing(failure).setNow();
        assertThat(nextTold()).isSameAs(failure);

        assertThat(new Failing(null).setIn(50_000_000).rangTimes(1)).isTrue();
        assertThat(alarm.rings.availablePermits()).isEqualTo(1);
    }

    /** An exception is told, and later alarms ring. */
    @Test
    void ring_exception_isToldAndHarmsNoOther() throws Exception {
        RuntimeException failure = new IllegalStateException("thrown by the test");
        new Failing(failure).setNow();
        assertThat(nextTold()).isSameAs(failure);

        assertThat(new Failing(null).setNow().rangTimes(1)).isTrue();
    }

    /** A handler that throws ends nothing. */
    @Test
    void ring_handlerThrowsToo_laterAlarmsRing() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            told.add(failure);
            throw new IllegalStateException("thrown by the handler");
        });
        RuntimeException failure = new IllegalStateException("thrown by the test");
        new Failing(failure).setNow();
        assertThat(nextTold()).isSameAs(failure);

        assertThat(new Failing(null).setNow().rangTimes(1)).isTrue();
    }
}
