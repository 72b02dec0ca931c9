package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function after the end in races with its stop, and what can be built from it. */
@Tag("proof")
class ContextAfterFuncRaceTest {
    private static final int ROUNDS = 10_000;
    private static final int WALKS = 20;
    private static final int FUNCTIONS = 20_000;

    /** In any race of several stops with the end, it runs if and only if no stop returned true (CTX-071). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void function_stopsRaceWithTheEnd_runsIffNoStopReturnedTrue(boolean cancelledByParent) throws Exception {
        AtomicIntegerArray outcomes = new AtomicIntegerArray(ROUNDS);
        AtomicInteger runs = new AtomicInteger();
        Chan<Runnable> enders = Chan.buffered(1);
        Chan<Runnable> stoppers = Chan.buffered(1);
        List<Goroutine<Void>> others = new ArrayList<>();
        for (Chan<Runnable> each : List.of(enders, stoppers)) {
            others.add(Goroutine.go(() -> each.receiveEach(Runnable::run)));
        }
        Random random = new Random(5);

        for (int i = 0; i < ROUNDS; i++) {
            int round = i;
            CancellableContext parent = CancellableContext.childOf(Context.background());
            Context context = cancelledByParent ? CancellableContext.childOf(parent) : parent;
            Context.Registration registration = context.afterFunc(() -> {
                runs.incrementAndGet();
                outcomes.incrementAndGet(round);
            });
            Runnable stop = () -> {
                if (registration.stop()) {
                    outcomes.incrementAndGet(round);
                }
            };
            enders.send(parent::cancel);
            stoppers.send(stop);
            spin(random.nextInt(4) * random.nextInt(500));
            stop.run();
        }
        enders.close();
        stoppers.close();
        for (Goroutine<Void> each : others) {
            each.result();
        }

        Goroutine.until(() -> sum(outcomes) >= ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(outcomes.get(i)).as("outcomes of round %d", i).isEqualTo(1);
        }
        assertThat(runs.get()).as("runs; the race is one").isStrictlyBetween(0, ROUNDS);
    }

    /**
     * Two threads stop the same functions one after the other while the context ends: who comes later finds nothing to
     * do, so that it catches up, and from then on both are at the same function. Each has one outcome (CTX-054,
     * CTX-071).
     */
    @Test
    void stop_twoThreadsAndTheEndAtTheSameFunctions_haveOneOutcomeEach() throws Exception {
        for (int i = 0; i < WALKS; i++) {
            AtomicIntegerArray outcomes = new AtomicIntegerArray(FUNCTIONS);
            CancellableContext context = CancellableContext.childOf(Context.background());
            Context.Registration[] registrations = new Context.Registration[FUNCTIONS];
            for (int j = 0; j < FUNCTIONS; j++) {
                int each = j;
                registrations[j] = context.afterFunc(() -> outcomes.incrementAndGet(each));
            }
            CyclicBarrier start = new CyclicBarrier(2);
            Goroutine.Action walk = () -> {
                start.await();
                for (int j = 0; j < FUNCTIONS; j++) {
                    if (registrations[j].stop()) {
                        outcomes.incrementAndGet(j);
                    }
                    if (j == FUNCTIONS - FUNCTIONS / 16) {
                        context.cancel();
                    }
                }
            };
            Goroutine<Void> first = Goroutine.platform(walk);
            Goroutine<Void> second = Goroutine.platform(walk);
            first.result();
            second.result();

            Goroutine.until(() -> sum(outcomes) >= FUNCTIONS);
            for (int j = 0; j < FUNCTIONS; j++) {
                assertThat(outcomes.get(j)).as("outcomes of function %d", j).isEqualTo(1);
            }
        }
    }

    private static int sum(AtomicIntegerArray outcomes) {
        int sum = 0;
        for (int i = 0; i < outcomes.length(); i++) {
            sum += outcomes.get(i);
        }
        return sum;
    }

    private static void spin(int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    /** A registration that races with the end is not lost: the function runs (CTX-053, CTX-071). */
    @Test
    void afterFunc_racesWithTheEnd_runs() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Chan<CancellableContext> ending = Chan.buffered(1);
        Goroutine<Void> ender = Goroutine.go(() -> ending.receiveEach(CancellableContext::cancel));
        Random random = new Random(6);

        for (int i = 0; i < ROUNDS; i++) {
            CancellableContext context = CancellableContext.childOf(Context.background());
            ending.send(context);
            spin(random.nextInt(4) * random.nextInt(500));
            context.afterFunc(runs::incrementAndGet);
        }
        ending.close();
        ender.result();

        Goroutine.until(() -> runs.get() >= ROUNDS);
        assertThat(runs).hasValue(ROUNDS);
    }

    /** A wait on a condition ends with a context if a function signals under the lock (CTX-060). */
    @Test
    void function_thatSignalsACondition_endsTheWaitOfItsContextOnly() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        CancellableContext ending = CancellableContext.childOf(Context.background());
        try (CancellableContext staying = Context.background().withCancel()) {
            Goroutine<Context> first =
                    Goroutine.call(() -> awaitUntil(ending, lock, changed)).parkedOn(changed);
            Goroutine<Context> second =
                    Goroutine.call(() -> awaitUntil(staying, lock, changed)).parkedOn(changed);

            ending.cancel();

            assertThat(first.result()).isSameAs(ending);
            Goroutine.until(() -> waiters(lock, changed) == 1);
            assertThat(second.isDone()).isFalse();
            staying.cancel();
            assertThat(second.result()).isSameAs(staying);
        }
    }

    private static Context awaitUntil(Context context, ReentrantLock lock, Condition changed) {
        Context.Registration registration = context.afterFunc(() -> {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        });
        lock.lock();
        try {
            while (!context.isDone()) {
                changed.awaitUninterruptibly();
            }
            return context;
        } finally {
            lock.unlock();
            registration.stop();
        }
    }

    private static int waiters(ReentrantLock lock, Condition changed) {
        lock.lock();
        try {
            return lock.getWaitQueueLength(changed);
        } finally {
            lock.unlock();
        }
    }

    /** Two contexts are merged by a function that cancels a child of the one after the other (CTX-060). */
    @Test
    void function_thatCancelsAChildOfAnother_mergesTheTwo() throws Exception {
        CancellableContext first = CancellableContext.childOf(Context.background());
        try (CancellableContext second = Context.background().withTimeout(Duration.ofHours(1));
                CancellableContext merged = first.withCancel()) {
            Context.Registration registration = second.afterFunc(() -> merged.cancel(second.cause()));
            Exception cause = new Exception("second");

            second.cancel(cause);

            merged.done().receive();
            assertThat(merged.cause()).isSameAs(cause);
            assertThat(registration.stop()).isFalse();
            assertThat(first.isDone()).isFalse();
        }
    }
}
