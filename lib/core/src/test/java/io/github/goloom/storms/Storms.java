package io.github.goloom.storms;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.Select;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The program that parks very many goroutines and ends the waits of all. {@code -Dstorms=} says how many, and which
 * storm if not all: that one also tells what a parked goroutine takes of the heap.
 */
@SuppressWarnings("CheckReturnValue")
final class Storms {
    private static final int WARM_UP = 5_000;

    private Storms() {}

    static List<String> names() {
        return List.copyOf(all().keySet());
    }

    /** What each goroutine waits in, the exception that it has to get (null: none), and what ends the wait of all. */
    private record Storm(Go.Task body, Class<? extends Exception> expected, Go.Task end) {}

    private static Map<String, Supplier<Storm>> all() {
        Map<String, Supplier<Storm>> all = new LinkedHashMap<>();
        all.put("receive, interrupt", () -> {
            Chan<Integer> chan = Chan.unbuffered();
            return interrupted(() -> chan.receive());
        });
        all.put("receive, cancel", () -> {
            Chan<Integer> chan = Chan.unbuffered();
            CancellableContext ctx = context();
            return cancelled(() -> chan.receive(ctx), ctx);
        });
        all.put("receive, close", () -> {
            Chan<Integer> chan = Chan.unbuffered();
            return new Storm(() -> none(chan.receive()), null, chan::close);
        });
        all.put("send, close", () -> {
            Chan<Integer> chan = Chan.unbuffered();
            return new Storm(() -> chan.send(1), ChanClosedException.class, chan::close);
        });
        all.put("select, interrupt", () -> {
            List<Select.Case<Integer, RuntimeException>> two = two(Chan.unbuffered(), Chan.unbuffered());
            return interrupted(() -> Select.select(two));
        });
        all.put("select, cancel", () -> {
            List<Select.Case<Integer, RuntimeException>> two = two(Chan.unbuffered(), Chan.unbuffered());
            CancellableContext ctx = context();
            return cancelled(() -> Select.select(ctx, two), ctx);
        });
        all.put("select, close", () -> {
            Chan<Integer> first = Chan.unbuffered();
            List<Select.Case<Integer, RuntimeException>> two = two(first, Chan.unbuffered());
            return new Storm(() -> none(Select.select(two)), null, first::close);
        });
        all.put("mutex, interrupt", () -> {
            Mutex mutex = locked();
            return interrupted(mutex::lockInterruptibly);
        });
        all.put("mutex, cancel", () -> {
            Mutex mutex = locked();
            CancellableContext ctx = context();
            return cancelled(() -> mutex.lock(ctx), ctx);
        });
        all.put("wait group, interrupt", () -> {
            WaitGroup group = new WaitGroup();
            group.add(1);
            return interrupted(group::await);
        });
        all.put("wait group, cancel", () -> {
            WaitGroup group = new WaitGroup();
            group.add(1);
            CancellableContext ctx = context();
            return cancelled(() -> group.await(ctx), ctx);
        });
        all.put("semaphore, interrupt", () -> {
            WeightedSemaphore semaphore = taken();
            return interrupted(() -> semaphore.acquire(1));
        });
        all.put("semaphore, cancel", () -> {
            WeightedSemaphore semaphore = taken();
            CancellableContext ctx = context();
            return cancelled(() -> semaphore.acquire(1, ctx), ctx);
        });
        return all;
    }

    private static Storm interrupted(Go.Task body) {
        return new Storm(body, InterruptedException.class, null);
    }

    private static Storm cancelled(Go.Task body, CancellableContext ctx) {
        return new Storm(body, ContextCancelledException.class, ctx::cancel);
    }

    private static CancellableContext context() {
        return CancellableContext.childOf(Context.background());
    }

    private static List<Select.Case<Integer, RuntimeException>> two(Chan<Integer> first, Chan<Integer> second) {
        return List.of(Select.receive(first), Select.receive(second));
    }

    private static Mutex locked() {
        Mutex mutex = new Mutex();
        mutex.lock();
        return mutex;
    }

    private static WeightedSemaphore taken() {
        WeightedSemaphore semaphore = new WeightedSemaphore(2);
        semaphore.tryAcquire(2);
        return semaphore;
    }

    private static void none(Integer value) {
        if (value != null) {
            throw new IllegalStateException("received " + value);
        }
    }

    public static void main(String[] args) throws Exception {
        String[] what = System.getProperty("storms").split(",", 2);
        int goroutines = Integer.parseInt(what[0]);
        List<String> names = what.length > 1 ? List.of(what[1]) : names();
        for (String each : names) {
            run(each, WARM_UP, false);
            System.out.println(run(each, goroutines, what.length > 1));
        }
    }

    private static String run(String name, int goroutines, boolean weighed) throws Exception {
        long heap = weighed ? heap() : 0;
        Storm storm = all().get(name).get();
        AtomicInteger ended = new AtomicInteger();
        List<Thread> threads = new ArrayList<>(goroutines);
        long start = System.nanoTime();
        for (int i = 0; i < goroutines; i++) {
            threads.add(Go.go(() -> {
                if (endsAsExpected(storm)) {
                    ended.incrementAndGet();
                }
            }));
        }
        for (Thread each : threads) {
            while (each.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        double secondsToPark = secondsSince(start);
        String weight = weighed ? ", " + (heap() - heap) / goroutines + " bytes each" : "";
        long parked = System.nanoTime();
        if (storm.end == null) {
            threads.forEach(Thread::interrupt);
        } else {
            storm.end.run();
        }
        for (Thread each : threads) {
            each.join();
        }
        return String.format(
                Locale.ROOT,
                "storm %s: %d goroutines, parked in %.3f s%s, ended in %.3f s, as expected %d",
                name,
                goroutines,
                secondsToPark,
                weight,
                secondsSince(parked),
                ended.get());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** What is in use after a collection. */
    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static boolean endsAsExpected(Storm storm) {
        try {
            storm.body.run();
            return storm.expected == null;
        } catch (Exception e) {
            return storm.expected != null && storm.expected.isInstance(e);
        }
    }
}
