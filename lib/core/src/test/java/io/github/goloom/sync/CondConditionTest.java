package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Condition} promises, on ours with several locks, and for calibration on one of the JDK. */
@SuppressWarnings({"JavaUtilDate", "LockNotBeforeTry", "WaitNotInLoop"
}) // the date is that of Condition; each test is about one wait
class CondConditionTest {
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final long MILLIS_5 = 5_000_000;

    /** A lock and a condition of it. */
    record Subject(String name, Lock lock, Condition condition) {
        @Override
        public String toString() {
            return name;
        }

        /** A goroutine that waits; its result is that of the wait. */
        <T> Goroutine<T> waits(Wait<T> wait) {
            return Goroutine.call(() -> locked(wait)).parked();
        }

        <T> T locked(Wait<T> wait) throws InterruptedException {
            lock.lock();
            try {
                return wait.on(condition);
            } finally {
                lock.unlock();
            }
        }

        void signal() {
            lock.lock();
            condition.signal();
            lock.unlock();
        }
    }

    /** A wait. */
    @FunctionalInterface
    interface Wait<T> {
        T on(Condition condition) throws InterruptedException;
    }

    static List<Subject> subjects() {
        Mutex mutex = new Mutex();
        RWMutex forWriters = new RWMutex();
        RWMutex forReaders = new RWMutex();
        ReentrantLock ours = new ReentrantLock();
        ReentrantLock reentrant = new ReentrantLock();
        return List.of(
                new Subject("of a Mutex", mutex, mutex.newCondition()),
                new Subject(
                        "of a write lock",
                        forWriters.writeLock(),
                        forWriters.writeLock().newCondition()),
                new Subject(
                        "of a read lock",
                        forReaders.readLock(),
                        forReaders.readLock().newCondition()),
                new Subject("Cond of a ReentrantLock", ours, new Cond(ours)),
                new Subject("of a ReentrantLock", reentrant, reentrant.newCondition()));
    }

    private static final List<Wait<Boolean>> TIMED = List.of(
            condition -> condition.await(1, TimeUnit.DAYS),
            condition -> condition.await(Long.MAX_VALUE, TimeUnit.DAYS),
            condition -> condition.awaitNanos(DAY_NANOS) > 0,
            condition -> condition.awaitNanos(Long.MAX_VALUE) > 0,
            condition -> condition.awaitUntil(Date.from(Instant.now().plusSeconds(86_400))));

    /** A timed wait that is signalled says so, however long it may last. */
    @ParameterizedTest
    @MethodSource("subjects")
    void timedAwait_signalled_isTrue(Subject subject) throws Exception {
        for (Wait<Boolean> wait : TIMED) {
            Goroutine<Boolean> waiting = subject.waits(wait);
            subject.signal();
            assertThat(waiting.result()).isTrue();
        }
    }

    /** One that is interrupted throws, and the status is cleared. */
    @ParameterizedTest
    @MethodSource("subjects")
    void timedAwait_interrupted_throws(Subject subject) throws Exception {
        for (Wait<Boolean> wait : TIMED) {
            Goroutine<Boolean> waiting = subject.waits(condition -> {
                assertThatThrownBy(() -> wait.on(condition)).isExactlyInstanceOf(InterruptedException.class);
                return Thread.currentThread().isInterrupted();
            });
            assertThat(waiting.interrupt().result()).isFalse();
        }
    }

    /** One that is interrupted on entry throws. */
    @ParameterizedTest
    @MethodSource("subjects")
    void timedAwait_interruptedOnEntry_throws(Subject subject) throws Exception {
        for (Wait<Boolean> wait : TIMED) {
            Goroutine<Boolean> waiting = Goroutine.call(() -> subject.locked(condition -> {
                Thread.currentThread().interrupt();
                return wait.on(condition);
            }));
            assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedException.class);
        }
    }

    /** Out of time they say so, after that time. */
    @ParameterizedTest
    @MethodSource("subjects")
    void timedAwait_noSignal_isFalseAfterTheTime(Subject subject) throws Exception {
        long start = System.nanoTime();
        assertThat(subject.<Boolean>locked(condition -> condition.await(5, TimeUnit.MILLISECONDS)))
                .isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLIS_5);
    }

    /** What is left in nanoseconds is zero or less then. */
    @ParameterizedTest
    @MethodSource("subjects")
    void awaitNanos_noSignal_leavesNothingAfterTheTime(Subject subject) throws Exception {
        long start = System.nanoTime();
        assertThat(subject.<Long>locked(condition -> condition.awaitNanos(MILLIS_5)))
                .isNotPositive();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLIS_5);
    }

    /** What is left after a signal is less than what was given. */
    @ParameterizedTest
    @MethodSource("subjects")
    void awaitNanos_signalled_leavesLess(Subject subject) throws Exception {
        Goroutine<Long> waiting = subject.waits(condition -> condition.awaitNanos(DAY_NANOS));
        subject.signal();
        assertThat(waiting.result()).isPositive().isLessThan(DAY_NANOS);
    }

    /** Until a date: not before it, and false then. */
    @ParameterizedTest
    @MethodSource("subjects")
    void awaitUntil_noSignal_isFalseAfterTheDate(Subject subject) throws Exception {
        Date deadline = Date.from(Instant.now().plusMillis(5));
        assertThat(subject.<Boolean>locked(condition -> condition.awaitUntil(deadline)))
                .isFalse();
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(deadline.getTime());
    }

    /** No time, or a past date, does not wait. */
    @ParameterizedTest
    @MethodSource("subjects")
    void timedAwait_zeroOrNegative_isFalse(Subject subject) throws Exception {
        for (long none : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThat(subject.<Boolean>locked(condition -> condition.await(none, TimeUnit.DAYS)))
                    .isFalse();
            assertThat(subject.<Long>locked(condition -> condition.awaitNanos(none)))
                    .isNotPositive();
            assertThat(subject.<Boolean>locked(condition -> condition.awaitUntil(new Date(none))))
                    .isFalse();
        }
        assertThat(subject.lock.tryLock()).isTrue();
    }

    /** The last date there is has not come. */
    @ParameterizedTest
    @MethodSource("subjects")
    void awaitUntil_lastDate_waitsForTheSignal(Subject subject) throws Exception {
        Goroutine<Boolean> waiting = subject.waits(condition -> condition.awaitUntil(new Date(Long.MAX_VALUE)));
        Goroutine.assertStillParked(waiting);
        subject.signal();
        assertThat(waiting.result()).isTrue();
    }

    /** An interrupt does not end it, before or during the wait, and stays in the status. */
    @ParameterizedTest
    @MethodSource("subjects")
    void awaitUninterruptibly_interrupted_waitsOnAndKeepsTheStatus(Subject subject) throws Exception {
        for (boolean before : new boolean[] {true, false}) {
            Goroutine<Boolean> waiting = subject.waits(condition -> {
                if (before) {
                    Thread.currentThread().interrupt();
                }
                condition.awaitUninterruptibly();
                return Thread.currentThread().isInterrupted();
            });
            waiting.interrupt();
            Goroutine.assertStillParked(waiting);

            subject.signal();

            assertThat(waiting.result()).isTrue();
        }
    }

    /** Signals wake in the order of the waits, of whatever form (CND-005). */
    @ParameterizedTest
    @MethodSource("subjects")
    void signal_manyForms_wakesInOrder(Subject subject) throws Exception {
        Goroutine<Boolean> first = subject.waits(condition -> {
            condition.awaitUninterruptibly();
            return true;
        });
        Goroutine<Boolean> second = subject.waits(condition -> condition.awaitNanos(DAY_NANOS) > 0);
        Goroutine<Boolean> third = subject.waits(condition -> condition.await(1, TimeUnit.DAYS));
        for (Goroutine<Boolean> each : List.of(first, second, third)) {
            assertThat(each.isDone()).isFalse();
            subject.signal();
            assertThat(each.result()).isTrue();
        }
    }

    /** {@code signalAll} wakes all, of whatever form (CND-006). */
    @ParameterizedTest
    @MethodSource("subjects")
    void signalAll_manyForms_wakesAll(Subject subject) throws Exception {
        List<Goroutine<Boolean>> all = TIMED.stream().map(subject::waits).toList();
        subject.lock.lock();
        subject.condition.signalAll();
        subject.lock.unlock();
        for (Goroutine<Boolean> each : all) {
            assertThat(each.result()).isTrue();
        }
    }

    /** Without the lock each throws (CND-012). */
    @ParameterizedTest
    @MethodSource("subjects")
    void await_notLocked_throws(Subject subject) {
        Condition condition = subject.condition;
        assertThatThrownBy(condition::await).isExactlyInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(condition::awaitUninterruptibly).isExactlyInstanceOf(IllegalMonitorStateException.class);
        for (Wait<Boolean> wait : TIMED) {
            assertThatThrownBy(() -> wait.on(condition)).isExactlyInstanceOf(IllegalMonitorStateException.class);
        }
        assertThat(subject.lock.tryLock()).isTrue();
    }

    /** Without a unit or a date there is no time. */
    @ParameterizedTest
    @MethodSource("subjects")
    void timedAwait_null_throws(Subject subject) {
        subject.lock.lock();
        assertThatThrownBy(() -> subject.condition.await(1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> subject.condition.awaitUntil(null)).isInstanceOf(NullPointerException.class);
        subject.lock.unlock();
    }
}
