package io.github.goloom.badinput;

import io.github.goloom.badinput.Operation.Parameter;
import io.github.goloom.badinput.Operation.Throws;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows that follow from the types: nulls, and cancellations that are done and do not say why. */
final class GeneratedRows {
    private static final String SAYS_NOT_WHY = "err()}";

    private GeneratedRows() {}

    static Stream<Row> of(Operation operation) {
        Stream<Row> ofParameters = IntStream.range(0, operation.parameters().size())
                .boxed()
                .flatMap(i -> Stream.of(nulls(operation, i), nullElements(operation, i), broken(operation, i))
                        .flatMap(each -> each));
        return Stream.concat(ofParameters, brokenSubject(operation));
    }

    /** Also for a parameter that may be null at times, if the javadoc says when it may not. */
    private static Stream<Row> nulls(Operation operation, int i) {
        Parameter it = operation.parameters().get(i);
        boolean refused =
                !it.type().isPrimitive() && (!it.nullable() || operation.documents("NullPointerException", it.name()));
        return refused ? rows(operation, i, null, NullPointerException.class, it.name()) : Stream.empty();
    }

    private static Stream<Row> nullElements(Operation operation, int i) {
        Parameter it = operation.parameters().get(i);
        Object sample = Samples.of(it.type());
        if (sample instanceof List<?> list) {
            List<?> withNull = Arrays.asList(list.getFirst(), null);
            return rows(operation, i, withNull, NullPointerException.class, it.name() + "[1]");
        }
        if (it.type().isArray()) {
            Object withNull = Array.newInstance(it.type().getComponentType(), 2);
            Array.set(withNull, 0, Array.get(sample, 0));
            return rows(operation, i, withNull, NullPointerException.class, it.name() + "[1]");
        }
        return Stream.empty();
    }

    private static Stream<Row> broken(Operation operation, int i) {
        Parameter it = operation.parameters().get(i);
        Object wrong = it.type().isArray() && it.type().getComponentType().isInstance(Samples.BROKEN)
                ? new io.github.goloom.context.Context[] {Samples.BROKEN}
                : Samples.BROKEN;
        return it.type().isInstance(wrong) && it.type() != Object.class && saysWhy(operation, it.name())
                ? rows(operation, i, wrong, IllegalStateException.class, "broken")
                : Stream.empty();
    }

    /** Where the javadoc says what the one that is asked must not do. */
    private static Stream<Row> brokenSubject(Operation operation) {
        if (!operation.needsSubject()
                || !operation.executable().getDeclaringClass().isInstance(Samples.BROKEN)
                || !saysWhy(operation, null)) {
            return Stream.empty();
        }
        Object[] arguments = Samples.argumentsOf(operation);
        return Stream.of(new Row(
                operation.name(),
                null,
                IllegalStateException.class,
                "broken",
                "on a broken one",
                () -> operation.call(Samples.BROKEN, arguments)));
    }

    private static boolean saysWhy(Operation operation, String parameter) {
        for (Throws each : operation.documented()) {
            if (each.condition().contains(SAYS_NOT_WHY)
                    && each.type().equals("IllegalStateException")
                    && (parameter == null ? operation.namedBy(each).isEmpty() : each.names(parameter))) {
                return true;
            }
        }
        return false;
    }

    private static Stream<Row> rows(
            Operation operation, int i, Object wrong, Class<? extends RuntimeException> type, String says) {
        Object[] arguments = Samples.argumentsOf(operation);
        arguments[i] = wrong;
        String parameter = operation.parameters().get(i).name();
        return Samples.subjectsOf(operation).stream()
                .map(subject -> new Row(
                        operation.name(),
                        parameter,
                        type,
                        says,
                        (subject == null ? "" : "on " + subject + " ") + "with a wrong " + parameter,
                        () -> operation.call(subject, arguments)));
    }
}
