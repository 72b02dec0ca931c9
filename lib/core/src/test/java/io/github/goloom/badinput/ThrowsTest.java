package io.github.goloom.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.badinput.Operation.Parameter;
import io.github.goloom.badinput.Operation.Throws;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What wrong arguments and wrong use get is what the javadoc says, for every public operation; and the other way round.
 */
@SuppressWarnings("JavaUtilDate") // that of Condition
class ThrowsTest {
    private static final Api API = Api.read();
    private static final List<Operation> OPERATIONS = API.operations();

    /** What comes of a right call. Of all other types the javadoc tells what the caller did wrong. */
    private static final Set<String> FATES = Set.of(
            "CompletionException",
            "ContextException",
            "DeadlineExceededException",
            "Exception",
            "ExecutionException",
            "IOException",
            "InterruptedException",
            "RuntimeException",
            "StageException",
            "X");

    /** Unusual values with which nothing waits. */
    private static final Map<Class<?>, List<Object>> AT_ONCE = Map.of(
            int.class, List.of(Integer.MIN_VALUE, -1, 0),
            long.class, List.of(Long.MIN_VALUE, -1L, 0L),
            double.class, List.of(Double.NEGATIVE_INFINITY, -1.0, -0.0, 0.0, Double.NaN),
            Duration.class, List.of(Duration.ofSeconds(Long.MIN_VALUE), Duration.ofNanos(-1), Duration.ZERO),
            Instant.class, List.of(Instant.MIN, Instant.EPOCH),
            Date.class, List.of(new Date(Long.MIN_VALUE), new Date(0)),
            Context.class, List.of(Samples.BROKEN),
            Cancellation.class, List.of(Samples.BROKEN));

    /** Unusual values with which something may wait. */
    private static final Map<Class<?>, List<Object>> LARGE = Map.of(
            int.class, List.of(1, Integer.MAX_VALUE),
            long.class, List.of(1L, Long.MAX_VALUE),
            double.class, List.of(Double.MIN_VALUE, 1.0, Double.MAX_VALUE, Double.POSITIVE_INFINITY),
            Duration.class, List.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
            Instant.class, List.of(Instant.MAX),
            Date.class, List.of(new Date(Long.MAX_VALUE)));

    private static List<Row> rows;

    @BeforeAll
    static void makeRows() {
        rows = Stream.concat(OPERATIONS.stream().flatMap(GeneratedRows::of), WrittenRows.all())
                .toList();
    }

    static List<Row> rows() {
        return rows;
    }

    /** Nulls are named, other values are carried, and the type is one of those documented (CTX-046). */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    @Timeout(30)
    void call_wrong_throwsAsDocumented(Row row) {
        Operation operation = OPERATIONS.stream()
                .filter(each -> each.name().equals(row.operation()))
                .findFirst()
                .orElseThrow();

        Throwable thrown = catchThrowable(row.body());

        assertThat(thrown).isExactlyInstanceOf(row.type()).hasMessageContaining(row.says());
        if (thrown instanceof NullPointerException) { // nothing else, so that it is none of the JVM's
            assertThat(thrown.getMessage()).matches(Pattern.quote(row.says()) + "(: .*)?");
        }
        assertThat(operation.documents(row.type().getSimpleName(), row.parameter()))
                .as("%s for %s in %s", row.type().getSimpleName(), row.parameter(), operation.documented())
                .isTrue();
    }

    /** What may not be null has a sentence that says so and names it. */
    @Test
    void javadoc_everyParameterThatMayNotBeNull_isNamed() {
        assertThat(undocumentedNulls(OPERATIONS)).isEmpty();
    }

    /** Every sentence about wrong use has a row. */
    @Test
    void rows_everyDocumentedWrongUse_areThere() {
        assertThat(missingRows(OPERATIONS, rows)).isEmpty();
    }

    /**
     * Numbers and times at their ends, and broken cancellations, get what they mean or what is documented, nothing
     * else.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("withUnusualValues")
    @Timeout(30)
    void call_unusualValue_throwsNothingUndocumented(Operation operation) {
        List<Throwable> thrown = new ArrayList<>();
        for (int i = 0; i < operation.parameters().size(); i++) {
            Class<?> type = operation.parameters().get(i).type();
            for (Object value : AT_ONCE.getOrDefault(type, List.of())) {
                thrown.addAll(call(operation, i, value, false));
            }
            for (Object value : LARGE.getOrDefault(type, List.of())) {
                thrown.addAll(call(operation, i, value, true)); // what would wait is interrupted
            }
        }
        assertThat(thrown).allMatch(each -> isDocumented(operation, each));
    }

    static Stream<Operation> withUnusualValues() {
        return OPERATIONS.stream()
                .filter(operation ->
                        operation.parameters().stream().map(Parameter::type).anyMatch(AT_ONCE::containsKey));
    }

    private static List<Throwable> call(Operation operation, int i, Object value, boolean interrupted) {
        Object[] arguments = Samples.argumentsOf(operation);
        arguments[i] = value;
        List<Throwable> thrown = new ArrayList<>();
        for (Object subject : Samples.subjectsOf(operation)) {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable each = catchThrowable(() -> {
                if (operation.call(subject, arguments) instanceof CancellableContext made) {
                    made.close(); // one of Shutdown would delay the end of the JVM
                }
            });
            Thread.interrupted();
            if (each != null) {
                thrown.add(each);
            }
        }
        return thrown;
    }

    private static boolean isDocumented(Operation operation, Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        return operation.documented().stream().map(Throws::type).anyMatch(type::equals);
    }

    private static List<String> undocumentedNulls(List<Operation> operations) {
        List<String> missing = new ArrayList<>();
        for (Operation operation : operations) {
            for (Parameter each : operation.parameters()) {
                boolean allowed = each.nullable() || each.type().isPrimitive();
                if (!allowed && !operation.documents("NullPointerException", each.name())) {
                    missing.add(operation + " " + each.name());
                }
            }
        }
        return missing;
    }

    private static List<String> missingRows(List<Operation> operations, List<Row> rows) {
        List<String> missing = new ArrayList<>();
        for (Operation operation : operations) {
            for (Throws sentence : operation.documented()) {
                if (!FATES.contains(sentence.type())) {
                    List<String> named = new ArrayList<>(operation.namedBy(sentence));
                    if (named.isEmpty()) {
                        named.add(null);
                    }
                    named.removeIf(parameter -> rows.stream()
                            .anyMatch(row -> row.operation().equals(operation.name())
                                    && Objects.equals(row.parameter(), parameter)
                                    && row.type().getSimpleName().equals(sentence.type())));
                    named.forEach(each -> missing.add(operation + " " + sentence.type() + " " + each));
                }
            }
        }
        return missing;
    }

    /** The search for missing rows finds one that was taken away. */
    @Test
    void missingRows_oneTakenAway_nameIt() {
        List<Row> without = rows.stream()
                .filter(each -> !each.operation().equals("Chan.buffered(int)"))
                .toList();

        assertThat(missingRows(OPERATIONS, without))
                .containsExactly("Chan.buffered(int) IllegalArgumentException capacity");
    }

    /** The search for sentences finds one that does not name its parameter. */
    @Test
    void undocumentedNulls_sentenceOfAnotherName_isFound() {
        Operation wrong = operation("Go.sleep(Duration)");
        Operation renamed = new Operation(
                wrong.name(),
                wrong.executable(),
                wrong.parameters(),
                List.of(new Throws("NullPointerException", "if {@code time} is null")));

        assertThat(undocumentedNulls(List.of(wrong, renamed))).containsExactly("Go.sleep(Duration) duration");
    }

    /** What is read is what is there: own sentences, inherited ones, constructors, nested types. */
    @Test
    void api_knownOperations_areRead() {
        assertThat(operation("Chan.buffered(int)").documented())
                .contains(new Throws(
                        "IllegalArgumentException", "if {@code capacity} is negative or above 2<sup>30</sup>"));
        assertThat(operation("Mutex.lock(Cancellation)").documented())
                .isEqualTo(operation("CancellableLock.lock(Cancellation)").documented())
                .isNotEmpty();
        assertThat(operation("new Value(Object)").documents("NullPointerException", "value"))
                .isTrue();
        assertThat(operation("ContextKey.of(String)").parameters())
                .containsExactly(new Parameter("name", String.class, false));
        assertThat(operation("CancellableContext.cancel(Throwable)").parameters())
                .containsExactly(new Parameter("cause", Throwable.class, true));
    }

    private static Operation operation(String name) {
        return OPERATIONS.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
