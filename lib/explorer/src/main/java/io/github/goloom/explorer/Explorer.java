package io.github.goloom.explorer;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Scenario} in every order in which its goroutines can access shared memory, and stops at the first
 * schedule that goes wrong: a goroutine that is stuck, one that throws, or a check that does.
 *
 * {@snippet :
 * new Explorer("com.example.", "io.github.goloom.").explore(HandOver.class).orThrow();
 * }
 *
 * <p><b>What is explored.</b> The classes of the given packages and the scenario are loaded anew, with a point before
 * each access to a field that is not final, to an element of an array of objects, to a {@code VarHandle}, atomic or
 * concurrent collection, and at each park, unpark, interrupt and spin. At each point any goroutine may go on. A wait
 * with a limit may also end there: time is a choice, and runs only when a limit ends. So is each random number. Threads
 * that explored code starts are goroutines, too; those it makes with {@code Thread.ofPlatform()} need not end.
 *
 * <p><b>What is not.</b> Memory is sequentially consistent here: missing volatility is for jcstress. A step within a
 * class of the JDK is one step. {@code synchronized} must not be contended. A scenario must do the same each time it
 * gets the same schedule.
 *
 * <p>By default all schedules are run but those that are equivalent to another ({@link #explore}). Scenarios too big
 * for that are bounded, by preemptions or by chance.
 *
 * <p><b>Thread safety.</b> One exploration at a time in a JVM, on a platform thread. The JVM needs {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED}, and JDK 25 or later.
 */
public final class Explorer {
    private static final int UNBOUNDED = -1;

    private final ExploringLoader loader;
    private int preemptions = UNBOUNDED;
    private boolean random;
    private long seed;
    private long maxSchedules = Long.MAX_VALUE;
    private double maxSeconds = Double.POSITIVE_INFINITY;

    /**
     * An explorer.
     *
     * @param packages the beginnings of the names of the classes in which schedules change, such as {@code
     *     "com.example."}
     */
    public Explorer(String... packages) {
        loader = new ExploringLoader(Explorer.class.getClassLoader(), List.of(packages));
    }

    /**
     * Bounds the schedules: a goroutine that could go on is put off at most so often in each. Most bugs show with two.
     *
     * @param most how often, not negative
     * @return this
     * @throws IllegalArgumentException if {@code most} is negative
     */
    public Explorer preemptions(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most must not be negative: " + most);
        }
        preemptions = most;
        return this;
    }

    /**
     * Takes schedules by chance, the same for the same seed, until a limit is reached; one must be set.
     *
     * @param number the seed
     * @return this
     */
    public Explorer random(long number) {
        random = true;
        seed = number;
        return this;
    }

    /**
     * Ends the exploration after so many schedules.
     *
     * @param most how many, positive
     * @return this
     * @throws IllegalArgumentException if {@code most} is not positive
     */
    public Explorer maxSchedules(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be positive: " + most);
        }
        maxSchedules = most;
        return this;
    }

    /**
     * Ends the exploration after so long.
     *
     * @param most how many seconds, positive
     * @return this
     * @throws IllegalArgumentException if {@code most} is not positive
     */
    public Explorer maxSeconds(double most) {
        if (!(most > 0)) {
            throw new IllegalArgumentException("most must be positive: " + most);
        }
        maxSeconds = most;
        return this;
    }

    /**
     * Runs the schedules of a scenario, until one goes wrong, there is none left, or a limit is reached.
     *
     * @param scenario a class with a constructor of as many strings as there are arguments
     * @param arguments what the constructor gets
     * @return what it came to
     * @throws IllegalArgumentException if the scenario cannot be made
     * @throws IllegalStateException if schedules are taken by chance without a limit, if the scenario does not do the
     *     same each time, or if the JVM lacks an option
     */
    public Report explore(Class<? extends Scenario> scenario, String... arguments) {
        if (random && maxSchedules == Long.MAX_VALUE && maxSeconds == Double.POSITIVE_INFINITY) {
            throw new IllegalStateException("schedules by chance have no end: set maxSchedules or maxSeconds");
        }
        Callable<Scenario> maker = maker(scenario, arguments);
        String name = scenario.getSimpleName() + (arguments.length == 0 ? "" : Arrays.toString(arguments));
        Search search =
                random ? new RandomSearch(seed) : preemptions == UNBOUNDED ? new Reduction() : new Bounded(preemptions);
        long begin = System.nanoTime();
        long schedules = 0;
        long pruned = 0;
        Map<String, Long> outcomes = new TreeMap<>();
        while (true) {
            Run run = new Run(search, false);
            Run.@Nullable Failure failure = run(run, maker);
            if (search.isPruned()) {
                pruned++;
            } else {
                schedules++;
                if (failure == null) {
                    outcomes.merge(run.outcome(), 1L, Long::sum);
                }
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (failure != null) {
                Report.Failure told = tell(failure, search.schedule(), maker);
                return new Report(name, schedules, pruned, false, seconds, outcomes, told);
            }
            boolean more = search.advance();
            if (!more || schedules >= maxSchedules || seconds >= maxSeconds) {
                return new Report(name, schedules, pruned, !more, seconds, outcomes, null);
            }
        }
    }

    /**
     * Runs one schedule again.
     *
     * @param scenario the scenario
     * @param schedule what {@link Report.Failure#schedule} was
     * @param arguments what the constructor gets
     * @return the steps, with source lines, and what went wrong in the last line
     * @throws IllegalArgumentException if that is no schedule of the scenario
     */
    public String replay(Class<? extends Scenario> scenario, String schedule, String... arguments) {
        Callable<Scenario> maker = maker(scenario, arguments);
        Run run = new Run(new Replay(Schedules.parse(schedule)), true);
        Run.@Nullable Failure failure = run(run, maker);
        return Trace.of(run) + (failure == null ? "nothing went wrong" : failure.what());
    }

    private Report.Failure tell(Run.Failure failure, String schedule, Callable<Scenario> maker) {
        Run run = new Run(new Replay(Schedules.parse(schedule)), true);
        Run.@Nullable Failure again = run(run, maker);
        String what = failure.what();
        String trace = Trace.of(run) + (again == null ? "did not go wrong again" : again.what());
        return new Report.Failure(what, schedule, trace, failure.cause());
    }

    private Run.@Nullable Failure run(Run run, Callable<Scenario> maker) {
        try {
            loader.statics.restore();
            return run.execute(maker);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the scenario could not be prepared", e);
        }
    }

    private Callable<Scenario> maker(Class<? extends Scenario> scenario, String... arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, String.class);
        try {
            Constructor<?> constructor =
                    loader.loadInstrumented(scenario.getName()).getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return () -> (Scenario) constructor.newInstance((Object[]) arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "no constructor of " + arguments.length + " strings: " + scenario.getName(), e);
        }
    }
}
