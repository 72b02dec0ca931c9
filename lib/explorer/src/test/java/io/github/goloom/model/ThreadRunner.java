package io.github.goloom.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A thread for each goroutine. They start together, and sometimes yield between two operations. */
@SuppressWarnings("ThreadPriorityCheck") // yields make other schedules
public final class ThreadRunner implements Runner {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SPINS = 2000;
    private static final long MAX_PAUSE_NANOS = 500_000_000;

    private final Function<Program, Port> ports;
    private final Function<Body, Thread> start;
    private final Random jitter;
    private long pauseNanos = 20_000;

    private ThreadRunner(Function<Program, Port> ports, Function<Body, Thread> start, long seed) {
        this.ports = ports;
        this.start = start;
        jitter = new Random(seed);
    }

    public static ThreadRunner virtual(Function<Program, Port> ports, long seed) {
        return new ThreadRunner(ports, Thread.ofVirtual().name("goroutine of a program")::start, seed);
    }

    public static ThreadRunner platform(Function<Program, Port> ports, long seed) {
        return new ThreadRunner(ports, Thread.ofPlatform().daemon().name("thread of a program")::start, seed);
    }

    /** What the threads of one run share. */
    private static final class Shared {
        final Port port;
        final AtomicInteger toCome;
        final AtomicInteger clock = new AtomicInteger();

        Shared(Port port, int goroutines) {
            this.port = port;
            toCome = new AtomicInteger(goroutines);
        }
    }

    /** One goroutine; its events are read by others only after it has ended. */
    private static final class Body implements Runnable {
        private final Shared shared;
        private final int number;
        private final List<Op> ops;
        private final int yields;
        private final Map<Integer, Run.Event> events = new TreeMap<>();

        Body(Shared shared, int number, List<Op> ops, int yields) {
            this.shared = shared;
            this.number = number;
            this.ops = ops;
            this.yields = yields;
        }

        @Override
        public void run() {
            shared.toCome.decrementAndGet();
            // Not for ever: more goroutines than carriers cannot all be there at once.
            for (int i = 0; i < SPINS && shared.toCome.get() > 0; i++) {
                Thread.onSpinWait();
            }
            try {
                for (int i = 0; i < ops.size(); i++) {
                    if ((yields >> i & 1) != 0) {
                        Thread.yield();
                    }
                    events.put(shared.clock.getAndIncrement(), new Run.Event(number, Run.Event.CALL));
                    String result = shared.port.execute(number, ops.get(i));
                    events.put(shared.clock.getAndIncrement(), new Run.Event(number, result));
                }
            } catch (InterruptedException e) {
                // It was blocked, and the run is over.
            } catch (RuntimeException | Error e) {
                events.put(shared.clock.getAndIncrement(), new Run.Event(number, e.toString()));
            }
        }
    }

    /**
     * A thread that was just woken may still seem to wait. Then the operation that it waits in ends after the run was
     * thought to be over: the run counts for nothing, and this runner gives all others more time. Where a wake-up is
     * lost no time is enough.
     */
    @Override
    public Run run(Program program) throws InterruptedException {
        Run run = attempt(program);
        while (run == null) {
            if (pauseNanos > MAX_PAUSE_NANOS) {
                throw new AssertionError(
                        "Again and again an operation ends only when interrupted.\nprogram  " + program);
            }
            pauseNanos *= 8;
            run = attempt(program);
        }
        return run;
    }

    private Run attempt(Program program) throws InterruptedException {
        int goroutines = program.goroutines().size();
        Shared shared = new Shared(ports.apply(program), goroutines);
        List<Body> bodies = new ArrayList<>();
        for (int g = 0; g < goroutines; g++) {
            int yields = jitter.nextInt() & ~jitter.nextInt();
            bodies.add(new Body(shared, g, program.goroutines().get(g), yields));
        }
        List<Body> order = new ArrayList<>(bodies);
        Collections.shuffle(order, jitter);
        List<Thread> threads = order.stream().map(start).toList();
        int end = awaitQuiet(threads, shared.clock);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < program.capacities().size(); i++) {
            sizes.add(shared.port.size(i));
        }
        threads.forEach(Thread::interrupt);
        for (Thread each : threads) {
            if (!each.join(LIMIT)) {
                throw stuck("does not end when interrupted", each);
            }
        }
        if (shared.clock.get() != end) {
            return null;
        }
        Map<Integer, Run.Event> events = new TreeMap<>();
        bodies.forEach(each -> events.putAll(each.events));
        return new Run(program, List.copyOf(events.values()), sizes);
    }

    /** Waits until each has ended or waits, and nothing happens between two looks at all of them; returns the time. */
    private int awaitQuiet(List<Thread> threads, AtomicInteger clock) {
        long began = System.nanoTime();
        while (true) {
            int now = clock.get();
            if (allQuiet(threads)) {
                if (threads.stream().anyMatch(Thread::isAlive)) {
                    LockSupport.parkNanos(pauseNanos);
                }
                if (allQuiet(threads) && clock.get() == now) {
                    return now;
                }
            }
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw stuck("neither ends nor waits", threads.getFirst());
            }
            Thread.yield();
        }
    }

    private static boolean allQuiet(List<Thread> threads) {
        return threads.stream().allMatch(each -> each.getState() == Thread.State.TERMINATED || isBlocked(each));
    }

    /**
     * Whether the thread waits in the library. A short lock of the library is waited for with a time, and the JVM makes
     * a thread wait for a class that another initialises: those go on by themselves.
     */
    public static boolean isBlocked(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null
                && blocker.getClass().getPackageName().startsWith("io.github.goloom.")
                && thread.getState() == Thread.State.WAITING;
    }

    private static AssertionError stuck(String what, Thread thread) {
        AssertionError error = new AssertionError(what + ": " + thread);
        error.setStackTrace(thread.getStackTrace());
        return error;
    }
}
