package io.github.goloom.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Runs a program one operation after the other: the next is called when all that follows from the last has happened.
 * Virtual threads on a carrier of their own, the calling thread: when their run queue is empty, all wait. So it is
 * known who waited first, which calls and returns alone cannot tell. Needs {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED}.
 */
public final class StepRunner implements Runner {
    static {
        neverPutAside();
    }

    private final Function<Program, Port> ports;
    private final Random choice;

    public StepRunner(Function<Program, Port> ports, long seed) {
        this.ports = ports;
        choice = new Random(seed);
    }

    @Override
    public Run run(Program program) {
        return new Steps(program, ports.apply(program)).run();
    }

    private final class Steps {
        private final Program program;
        private final Port port;
        private final Queue<Runnable> ready = new ArrayDeque<>();
        private final Thread.Builder.OfVirtual builder = builderOn(ready::add);
        private final List<Run.Event> events = new ArrayList<>();
        private final int[] called;
        private final Thread[] threads;

        Steps(Program program, Port port) {
            this.program = program;
            this.port = port;
            called = new int[program.goroutines().size()];
            threads = new Thread[called.length];
        }

        Run run() {
            List<Integer> able = able();
            while (!able.isEmpty()) {
                call(able.get(choice.nextInt(able.size())));
                able = able();
            }
            List<Integer> sizes = new ArrayList<>();
            for (int i = 0; i < program.capacities().size(); i++) {
                sizes.add(port.size(i));
            }
            List<Run.Event> all = List.copyOf(events);
            for (Thread each : threads) {
                each.interrupt();
            }
            settle();
            if (events.size() != all.size()) {
                throw new AssertionError("ended only by an interrupt: " + events + " in " + program);
            }
            return new Run(program, all, sizes);
        }

        /** The goroutines that can call their next operation. */
        private List<Integer> able() {
            List<Integer> able = new ArrayList<>();
            for (int g = 0; g < called.length; g++) {
                boolean free = threads[g] == null || !threads[g].isAlive();
                if (free && called[g] < program.goroutines().get(g).size()) {
                    able.add(g);
                }
            }
            return able;
        }

        /** Each operation has a thread to itself. */
        private void call(int g) {
            Op op = program.goroutines().get(g).get(called[g]++);
            events.add(new Run.Event(g, Run.Event.CALL));
            threads[g] = builder.start(() -> {
                try {
                    events.add(new Run.Event(g, port.execute(g, op)));
                } catch (InterruptedException e) {
                    // It was blocked, and the run is over.
                } catch (RuntimeException | Error e) {
                    events.add(new Run.Event(g, e.toString()));
                }
            });
            settle();
            events.add(Run.Event.QUIET);
        }

        private void settle() {
            for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
                next.run();
            }
        }
    }

    /**
     * On a busy machine, a thread that was served may be left to the timer thread for a while: nobody here would know
     * of it.
     */
    private static void neverPutAside() {
        try {
            Method off = Class.forName("io.github.goloom.park.Canary").getDeclaredMethod("off");
            off.setAccessible(true);
            off.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the canary cannot be switched off", e);
        }
    }

    /** The JDK has no public way to give virtual threads a scheduler. */
    private static Thread.Builder.OfVirtual builderOn(Executor scheduler) {
        try {
            Constructor<?> constructor = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return (Thread.Builder.OfVirtual) constructor.newInstance(scheduler);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no scheduler of one's own for virtual threads on this JDK", e);
        }
    }
}
