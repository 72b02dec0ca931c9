package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A condition lets go of its lock, whichever that is, and takes it again. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"
}) // a test that fails leaves its lock locked, and each is about one wait
class CondLockTest {
    private final Mutex mutex = new Mutex();
    private final Cond cond = new Cond(mutex);

    /** The lock is free while it waits, and is held again when it returns (CND-001). */
    @Test
    void await_signalled_letsTheLockGoAndTakesItAgain() throws Exception {
        Goroutine<String> waiting = Goroutine.call(() -> {
            mutex.lock();
            cond.await();
            return mutex.toString();
        });
        waiting.parkedOn(cond);
        assertThat(mutex.tryLock()).isTrue();

        cond.signal();
        waiting.parkedOn(mutex);
        mutex.unlock();

        assertThat(waiting.result()).isEqualTo("Mutex[locked]");
    }

    /** Another may lock first and make the condition false again, so one waits in a loop (CND-003, CND-010). */
    @Test
    void await_anotherLocksFirst_seesTheConditionFalseAgain() throws Exception {
        boolean[] condition = new boolean[1];
        Goroutine<Boolean> waiting = Goroutine.call(() -> {
            mutex.lock();
            cond.await();
            boolean seen = condition[0];
            mutex.unlock();
            return seen;
        });
        waiting.parkedOn(cond);
        mutex.lock();
        condition[0] = true;
        cond.signal();
        waiting.parkedOn(mutex);
        condition[0] = false;
        mutex.unlock();

        assertThat(waiting.result()).isFalse();
    }

    static List<Lock> notLocked() {
        return List.of(new Mutex(), new RWMutex().readLock(), new RWMutex().writeLock(), new ReentrantLock());
    }

    /** To wait without the lock is the lock's error, and leaves nothing in the queue (CND-012). */
    @ParameterizedTest
    @MethodSource("notLocked")
    void await_lockIsNotLocked_throwsAndLeavesNothing(Lock lock) throws Exception {
        Cond other = new Cond(lock);
        assertThatThrownBy(other::await).isExactlyInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(other::awaitUninterruptibly).isExactlyInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> other.await(Duration.ofDays(1)))
                .isExactlyInstanceOf(IllegalMonitorStateException.class);

        Goroutine<Void> waiting = Goroutine.go(() -> {
            lock.lock();
            other.await();
            lock.unlock();
        });
        waiting.parkedOn(other);
        other.signal();
        waiting.result();
        assertThat(lock.tryLock()).isTrue();
    }

    /** A lock of many readers lets many wait (CND-013). */
    @Test
    void await_readLock_manyWaitAndReadTogether() throws Exception {
        RWMutex guard = new RWMutex();
        Cond changed = new Cond(guard.readLock());
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(Goroutine.go(() -> {
                guard.readLock().lock();
                changed.await();
            }));
        }
        for (Goroutine<Void> each : all) {
            each.parkedOn(changed);
        }
        assertThat(guard.writeLock().tryLock()).isTrue();
        changed.broadcast();
        guard.writeLock().unlock();
        for (Goroutine<Void> each : all) {
            each.result();
        }
        assertThat(guard).hasToString("RWMutex[100 readers]");
    }

    /** Any lock will do, one of the JDK too (CND-013). */
    @Test
    void await_lockOfTheJdk_works() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Cond other = new Cond(lock);
        Goroutine<Boolean> waiting = Goroutine.call(() -> {
            lock.lock();
            other.await();
            return lock.isHeldByCurrentThread();
        });
        waiting.parkedOn(other);
        assertThat(lock.isLocked()).isFalse();
        other.signal();
        assertThat(waiting.result()).isTrue();
    }

    /** Without a lock there is none (CND-015). */
    @Test
    void newCond_nullLock_throwsNamingTheArgument() {
        assertThatThrownBy(() -> new Cond(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("lock");
    }

    /** It tells its lock. */
    @Test
    void toString_any_namesTheLock() {
        assertThat(cond).hasToString("Cond[Mutex[unlocked]]");
    }

    /** The lengths of time of ours, which a Condition has not. */
    @Test
    void awaitDuration_anyLength_isAsTheOthers() throws Exception {
        Mutex mutex = new Mutex();
        Cond cond = new Cond(mutex);
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            mutex.lock();
            assertThat(cond.await(none)).isFalse();
            mutex.unlock();
        }
        Goroutine<Boolean> waiting = Goroutine.call(() -> {
            mutex.lock();
            boolean signalled = cond.await(Duration.ofSeconds(Long.MAX_VALUE));
            mutex.unlock();
            return signalled;
        });
        waiting.parkedOn(cond);
        cond.signal();
        assertThat(waiting.result()).isTrue();
    }

    /** A wait without time lets the lock go for a moment all the same: one that waits for it gets it (CND-001). */
    @Test
    void awaitDuration_zero_letsTheLockGo() throws Exception {
        ReentrantLock guard = new ReentrantLock(true); // which hands over
        Cond cond = new Cond(guard);
        guard.lock();
        boolean[] inside = new boolean[1];
        Goroutine<Void> other = Goroutine.go(() -> {
            guard.lock();
            inside[0] = true;
            guard.unlock();
        });
        other.parked();

        assertThat(cond.await(Duration.ZERO)).isFalse();

        assertThat(inside[0]).isTrue();
        assertThat(guard.isHeldByCurrentThread()).isTrue();
        guard.unlock();
        other.result();
    }

    /** A lock whose unlock, once it is asked to, does something and then throws; it is unlocked then. */
    private static final class FailingLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;
        private transient Runnable meanwhile;

        @Override
        public void unlock() {
            super.unlock();
            Runnable action = meanwhile;
            if (action != null) {
                meanwhile = null;
                action.run();
                throw new IllegalStateException("unlock fails");
            }
        }
    }

    /** A signal that reaches one whose unlock then fails goes to the next who waits. */
    @Test
    void await_unlockFailsAfterTheSignal_theNextGetsIt() throws Exception {
        FailingLock lock = new FailingLock();
        Cond both = new Cond(lock);
        List<Goroutine<Void>> next = new ArrayList<>();
        lock.meanwhile = () -> {
            next.add(waitingFor(both, lock));
            both.signal();
        };
        lock.lock();

        assertThatThrownBy(both::await).hasMessage("unlock fails");

        next.getFirst().result();
    }

    /** A broadcast that reaches one whose unlock then fails is over: who waits later waits on. */
    @Test
    void await_unlockFailsAfterTheBroadcast_nobodyElseIsWoken() throws Exception {
        FailingLock lock = new FailingLock();
        Cond both = new Cond(lock);
        List<Goroutine<Void>> next = new ArrayList<>();
        lock.meanwhile = () -> {
            both.broadcast();
            next.add(waitingFor(both, lock));
        };
        lock.lock();

        assertThatThrownBy(both::await).hasMessage("unlock fails");

        Goroutine.assertStillParked(next.getFirst());
        both.signal();
        next.getFirst().result();
    }

    private static Goroutine<Void> waitingFor(Cond cond, Lock lock) {
        return Goroutine.go(() -> {
                    lock.lock();
                    cond.await();
                    lock.unlock();
                })
                .parkedOn(cond);
    }
}
