package io.github.goloom.lincheck;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/** Makes scenarios, always the same. The caller sees to it that in no order of its steps a thread waits for ever. */
final class Scenarios {
    private final Class<?> operations;
    final Random random = new Random(1);
    private int values;

    Scenarios(Class<?> operations) {
        this.operations = operations;
    }

    static List<ExecutionScenario> of(Class<?> operations, Function<Scenarios, ExecutionScenario> maker) {
        Scenarios scenarios = new Scenarios(operations);
        List<ExecutionScenario> all = new ArrayList<>();
        for (int i = 0; i < ModelChecks.ITERATIONS; i++) {
            scenarios.values = 0;
            all.add(maker.apply(scenarios));
        }
        return all;
    }

    /** {@return one of the names} */
    String any(String... names) {
        return names[random.nextInt(names.length)];
    }

    /** {@return a call of the operation, which takes arguments of type int; a value of its own, if none is given} */
    Actor step(String operation, Integer... arguments) {
        for (Method method : operations.getMethods()) {
            if (method.getName().equals(operation)) {
                boolean own = method.getParameterCount() > arguments.length;
                return new Actor(method, own ? List.of(++values) : Arrays.asList(arguments));
            }
        }
        throw new IllegalArgumentException(operation);
    }

    /** {@return the operations, one after the other} */
    List<Actor> steps(List<String> names) {
        List<Actor> steps = new ArrayList<>();
        for (String name : names) {
            steps.add(step(name));
        }
        return steps;
    }

    ExecutionScenario parallel(List<Actor> before, List<List<Actor>> threads, List<Actor> after) {
        return new ExecutionScenario(before, threads, after, null);
    }
}
