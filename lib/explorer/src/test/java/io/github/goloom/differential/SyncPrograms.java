package io.github.goloom.differential;

import static io.github.goloom.Go.go;
import static io.github.goloom.differential.Trace.failure;
import static io.github.goloom.differential.Trace.text;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.model.ThreadRunner;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.Once;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The twins of syncs.go. */
@SuppressWarnings("LockNotBeforeTry") // as in Go
final class SyncPrograms {
    private SyncPrograms() {}

    static Map<String, Trace.Body> all() {
        return Map.ofEntries(
                Map.entry("mutexCounter", SyncPrograms::mutexCounter),
                Map.entry("tryLocks", SyncPrograms::tryLocks),
                Map.entry("oncePanics", SyncPrograms::oncePanics),
                Map.entry("onceValue", SyncPrograms::onceValue),
                Map.entry("condBroadcast", SyncPrograms::condBroadcast),
                Map.entry("condSignalInOrder", SyncPrograms::condSignalInOrder),
                Map.entry("waitGroupMisuse", SyncPrograms::waitGroupMisuse),
                Map.entry("groupFirstError", SyncPrograms::groupFirstError),
                Map.entry("groupLimit", SyncPrograms::groupLimit),
                Map.entry("sharedFlight", SyncPrograms::sharedFlight),
                Map.entry("semaphoreTries", SyncPrograms::semaphoreTries));
    }

    private static void mutexCounter(Trace trace) throws Exception {
        Mutex lock = new Mutex();
        WaitGroup all = new WaitGroup();
        int[] count = new int[1];
        for (int i = 0; i < 8; i++) {
            all.go(() -> {
                for (int j = 0; j < 1000; j++) {
                    lock.lock();
                    count[0]++;
                    lock.unlock();
                }
            });
        }
        all.await();
        trace.print(count[0]);
    }

    private static void tryLocks(Trace trace) {
        Mutex lock = new Mutex();
        trace.print(lock.tryLock(), lock.tryLock());
        lock.unlock();
        trace.print(lock.tryLock());
        RWMutex both = new RWMutex();
        trace.print(
                both.readLock().tryLock(),
                both.readLock().tryLock(),
                both.writeLock().tryLock());
        both.readLock().unlock();
        trace.print(both.writeLock().tryLock());
        both.readLock().unlock();
        trace.print(
                both.writeLock().tryLock(),
                both.readLock().tryLock(),
                both.writeLock().tryLock());
        both.writeLock().unlock();
        trace.print(both.readLock().tryLock());
    }

    private static void oncePanics(Trace trace) {
        Once once = new Once();
        trace.print(failure(() -> once.run(() -> {
            throw new IllegalStateException("boom");
        })));
        trace.print(failure(() -> once.run(() -> trace.print("again"))));
        Runnable each = Once.function(() -> {
            throw new IllegalStateException("each time");
        });
        trace.print(failure(each::run));
        trace.print(failure(each::run));
    }

    private static void onceValue(Trace trace) throws Exception {
        Supplier<Integer> value = Once.value(() -> {
            trace.print("made");
            return 42;
        });
        WaitGroup all = new WaitGroup();
        AtomicInteger sum = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            all.go(() -> sum.addAndGet(value.get()));
        }
        all.await();
        trace.print(sum, value.get());
    }

    private static void condBroadcast(Trace trace) throws Exception {
        Mutex lock = new Mutex();
        Cond cond = new Cond(lock);
        boolean[] ready = new boolean[1];
        int[] counts = new int[2];
        WaitGroup all = new WaitGroup();
        for (int i = 0; i < 5; i++) {
            all.go(() -> {
                lock.lock();
                counts[0]++;
                while (!ready[0]) {
                    cond.await();
                }
                counts[1]++;
                lock.unlock();
            });
        }
        lock.lock();
        while (counts[0] < 5) {
            lock.unlock();
            Go.sleep(Duration.ofMillis(1));
            lock.lock();
        }
        trace.print(counts[0], counts[1]);
        ready[0] = true;
        cond.broadcast();
        lock.unlock();
        all.await();
        trace.print(counts[0], counts[1]);
    }

    private static void condSignalInOrder(Trace trace) throws Exception {
        Mutex lock = new Mutex();
        Cond cond = new Cond(lock);
        Chan<Integer> woken = Chan.unbuffered();
        for (int i = 0; i < 4; i++) {
            int number = i;
            Chan<Signal> waits = Chan.unbuffered();
            go(() -> {
                lock.lock();
                waits.close();
                cond.await();
                lock.unlock();
                woken.send(number);
            });
            waits.receive();
            lock.lock();
            lock.unlock();
        }
        for (int i = 0; i < 4; i++) {
            lock.lock();
            cond.signal();
            lock.unlock();
            trace.print(woken.receive());
        }
    }

    private static void waitGroupMisuse(Trace trace) throws Exception {
        WaitGroup group = new WaitGroup();
        group.await();
        trace.print("nobody to wait for");
        if (!failure(group::done).equals("none")) {
            trace.print("negative");
        }
        WaitGroup again = new WaitGroup();
        for (int i = 0; i < 3; i++) {
            int round = i;
            again.go(() -> trace.print("round", round));
            again.await();
        }
    }

    private static void groupFirstError(Trace trace) throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            Context ctx = group.context();
            Chan<Signal> failed = Chan.unbuffered();
            for (int i = 0; i < 3; i++) {
                group.go(() -> {
                    ctx.done().receive();
                    failed.receive();
                    throw new Exception("later");
                });
            }
            group.go(() -> {});
            group.go(() -> {
                throw new Exception("first");
            });
            ctx.done().receive();
            failed.close();
            try {
                group.await();
            } catch (ExecutionException e) {
                trace.print(text(e.getCause()));
            }
            trace.print(text(ctx.err()), "because", text(ctx.cause()));
        }
    }

    private static void groupLimit(Trace trace) throws Exception {
        Chan<Signal> hold = Chan.unbuffered();
        try (ErrGroup group = new ErrGroup()) {
            group.limit(2);
            Go.Task task = hold::receive;
            trace.print(group.tryGo(task), group.tryGo(task), group.tryGo(task));
            hold.close();
            group.await();
            trace.print(group.tryGo(task));
            group.await();
        }
    }

    private static void sharedFlight(Trace trace) throws Exception {
        SingleFlight<String, String> flights = new SingleFlight<>();
        Chan<String> results = Chan.buffered(5);
        Chan<Signal> started = Chan.unbuffered();
        Chan<Signal> end = Chan.unbuffered();
        AtomicInteger runs = new AtomicInteger();
        go(() -> results.send(flights.run("key", () -> {
                    runs.incrementAndGet();
                    started.close();
                    end.receive();
                    return "value";
                })
                .value()));
        started.receive();
        Thread[] others = new Thread[4];
        for (int i = 0; i < others.length; i++) {
            others[i] =
                    go(() -> results.send(flights.run("key", () -> "not run").value()));
        }
        for (Thread each : others) {
            while (!ThreadRunner.isBlocked(each)) {
                Go.sleep(Duration.ofMillis(1));
            }
        }
        end.close();
        for (int i = 0; i < 5; i++) {
            trace.print(results.receive());
        }
        trace.print(runs);
        trace.print(flights.run("key", () -> "another flight").value());
    }

    private static void semaphoreTries(Trace trace) {
        WeightedSemaphore free = new WeightedSemaphore(10);
        trace.print(free.tryAcquire(7), free.tryAcquire(4), free.tryAcquire(3), free.tryAcquire(1), free.tryAcquire(0));
        free.release(4);
        trace.print(free.tryAcquire(5), free.tryAcquire(4), free.tryAcquire(11));
    }
}
