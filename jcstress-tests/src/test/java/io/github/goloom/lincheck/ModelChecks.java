package io.github.goloom.lincheck;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.goloom.park.NoCanary;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.function.Executable;

/**
 * Runs a test in Lincheck's model checking mode.
 *
 * <p>{@code -Dlincheck.iterations=N} sets the scenarios per test, {@code -Dlincheck.invocations=N} the schedules per
 * scenario.
 *
 * <p>Lincheck knows sequential consistency only, and does not see a forgotten unpark. Of what runs here, the operations
 * that start a virtual thread are missing: it cannot deal with them.
 *
 * <p>A test class has the operations and one field, what they are done to. Its three subclasses put there the library's
 * type, the sequential specification, and a twin with a known fault that must be found: so the test is known to see
 * such faults.
 */
final class ModelChecks {
    static final int ITERATIONS = Integer.getInteger("lincheck.iterations", 8);
    private static final int INVOCATIONS = Integer.getInteger("lincheck.invocations", 150);

    static {
        NoCanary.off(); // Lincheck would take the timer thread, which it starts, for a part of the program
    }

    private ModelChecks() {}

    /** Scenarios that Lincheck makes of the operations: two threads of three each, and one before and after. */
    static void check(Class<?> test, Class<?> specification) {
        options(specification)
                .iterations(ITERATIONS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(test);
    }

    /** Scenarios of our own making, for operations that wait. */
    static void check(Class<?> test, Class<?> specification, List<ExecutionScenario> scenarios) {
        run(options(specification), test, scenarios);
    }

    /**
     * As the other, with switches within concurrent maps, by an option of Lincheck that is not public: five scenarios
     * with four times the schedules. With fewer it misses the twin.
     */
    static void checkAlsoInMaps(Class<?> test, Class<?> specification, List<ExecutionScenario> scenarios) {
        run(
                options(specification).analyzeStdLib$lincheck(true).invocationsPerIteration(4 * INVOCATIONS),
                test,
                scenarios.subList(0, Math.min(5, scenarios.size())));
    }

    private static void run(ModelCheckingOptions options, Class<?> test, List<ExecutionScenario> scenarios) {
        options.iterations(0);
        for (ExecutionScenario scenario : scenarios) {
            options.addCustomScenario(scenario);
        }
        options.check(test);
    }

    /** Fails unless the check finds results that the specification does not have. */
    static void finds(Class<?> twin, Class<?> specification) {
        assertFound(() -> check(twin, specification));
    }

    /** As the other, with scenarios of our own making. */
    static void finds(Class<?> twin, Class<?> specification, List<ExecutionScenario> scenarios) {
        assertFound(() -> check(twin, specification, scenarios));
    }

    /** Fails unless the check finds wrong results; anything else wrong, a hang say, will not do. */
    static void assertFound(Executable check) {
        String report = assertThrows(LincheckAssertionError.class, check).getMessage();
        assertTrue(report.contains("Invalid execution results"), report);
    }

    /**
     * Without minimizing: half of a balanced scenario may wait for ever. The pauses of the library's spin lock are left
     * out: its loop is seen without them.
     */
    private static ModelCheckingOptions options(Class<?> specification) {
        return new ModelCheckingOptions()
                .sequentialSpecification(specification)
                .invocationsPerIteration(INVOCATIONS)
                .loopBound(1_000)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses("io.github.goloom.park.Guarded")
                        .methods("spin")
                        .ignore())
                .minimizeFailedScenario(false);
    }
}
