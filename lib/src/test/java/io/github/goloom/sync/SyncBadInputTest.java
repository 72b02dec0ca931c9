package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.context.Context;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong argument of every public method gets the promised exception, and a message that names or carries it. */
class SyncBadInputTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Context NEVER = Context.background();
    private static final Cancellation NOBODY = null;
    private static final Duration NO_TIME = null;

    /** Those whose arguments cannot be wrong: each number means something. */
    private static final Set<String> NEVER_WRONG = Set.of("Cond.awaitNanos(long)", "ErrGroup.limit(int)");

    private static final List<Class<?>> TYPES = List.of(
            Mutex.class,
            RWMutex.class,
            CancellableLock.class,
            Cond.class,
            WaitGroup.class,
            Once.class,
            ErrGroup.class,
            WeightedSemaphore.class,
            SingleFlight.class,
            Pool.class);

    /** A method, a call of it, the type of what it throws, and what the message says. */
    record Row(String method, ThrowingCallable body, Class<?> type, String message) {
        @Override
        public String toString() {
            return method + " -> " + type.getSimpleName() + " " + message;
        }
    }

    /** Nulls are named, numbers are carried (SEM-011, SEM-016, POL-003, POL-008). */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void call_wrongArgument_throwsNamingIt(Row row) {
        assertThatThrownBy(row.body).isExactlyInstanceOf(row.type).hasMessageContaining(row.message);
    }

    /** No method is forgotten: the table has a row for each one that has a parameter. */
    @Test
    void rows_allTypes_coverEveryMethodWithAParameter() {
        Set<String> methods = new TreeSet<>();
        for (Class<?> type : TYPES) {
            Stream.<Executable>concat(Arrays.stream(type.getConstructors()), Arrays.stream(type.getDeclaredMethods()))
                    .filter(each -> !each.isSynthetic() && Modifier.isPublic(each.getModifiers()))
                    .filter(each -> each.getParameterCount() > 0)
                    .forEach(each -> methods.add(signature(each)));
        }
        methods.removeAll(NEVER_WRONG);

        Set<String> inTheTable = new TreeSet<>();
        rows().forEach(row -> inTheTable.add(row.method));
        assertThat(inTheTable).containsAll(methods);
    }

    private static String signature(Executable method) {
        String type = method.getDeclaringClass().getSimpleName();
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        return (method.getName().equals(method.getDeclaringClass().getName())
                        ? "new " + type
                        : type + "." + method.getName())
                + "(" + parameters + ")";
    }

    static Stream<Row> rows() {
        return Stream.of(
                        locks("Mutex", new Mutex()),
                        locks("RWMutex.readLock", new RWMutex().readLock()),
                        locks("RWMutex.writeLock", new RWMutex().writeLock()),
                        locks("CancellableLock", new Mutex()),
                        conds(),
                        groups(),
                        errGroups(),
                        onces(),
                        semaphores(),
                        flights(),
                        pools())
                .flatMap(List::stream);
    }

    private static List<Row> locks(String name, CancellableLock lock) {
        return List.of(
                npe(name + ".lock(Cancellation)", () -> lock.lock(NOBODY), "until"),
                npe(name + ".tryLock(Duration)", () -> lock.tryLock(NO_TIME), "timeout"),
                npe(name + ".tryLock(long, TimeUnit)", () -> lock.tryLock(1, null), "unit"));
    }

    @SuppressWarnings("WaitNotInLoop") // none of them waits
    private static List<Row> conds() {
        Lock none = null;
        Date never = null;
        Mutex mutex = new Mutex();
        Cond cond = new Cond(mutex);
        mutex.lock();
        return List.of(
                npe("new Cond(Lock)", () -> new Cond(none), "lock"),
                npe("Cond.await(Cancellation)", () -> cond.await(NOBODY), "until"),
                npe("Cond.await(Duration)", () -> cond.await(NO_TIME), "timeout"),
                npe("Cond.await(long, TimeUnit)", () -> cond.await(1, null), "unit"),
                npe("Cond.awaitUntil(Date)", () -> cond.awaitUntil(never), "deadline"));
    }

    private static List<Row> groups() {
        Go.Task task = null;
        WaitGroup one = new WaitGroup();
        one.add(1);
        return List.of(
                row("WaitGroup.add(int)", () -> new WaitGroup().add(-3), IllegalStateException.class, ": 0 - 3"),
                row("WaitGroup.add(int)", () -> one.add(-2), IllegalStateException.class, ": 1 - 2"),
                row(
                        "WaitGroup.add(int)",
                        () -> one.add(Integer.MIN_VALUE),
                        IllegalStateException.class,
                        ": 1 - 2147483648"),
                row(
                        "WaitGroup.add(int)",
                        () -> one.add(Integer.MAX_VALUE),
                        IllegalStateException.class,
                        ": 1 + 2147483647"),
                row("WaitGroup.done()", () -> new WaitGroup().done(), IllegalStateException.class, ": 0 - 1"),
                npe("WaitGroup.go(Task)", () -> new WaitGroup().go(task), "task"),
                npe("WaitGroup.await(Cancellation)", () -> new WaitGroup().await(NOBODY), "until"),
                npe("WaitGroup.await(Duration)", () -> new WaitGroup().await(NO_TIME), "timeout"));
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static List<Row> errGroups() {
        Go.Task task = null;
        Context parent = null;
        return List.of(
                npe("ErrGroup.withContext(Context)", () -> ErrGroup.withContext(parent), "parent"),
                npe("ErrGroup.go(Task)", () -> new ErrGroup().go(task), "task"),
                npe("ErrGroup.tryGo(Task)", () -> new ErrGroup().tryGo(task), "task"),
                npe("ErrGroup.await(Cancellation)", () -> new ErrGroup().await(NOBODY), "until"),
                npe("ErrGroup.await(Duration)", () -> new ErrGroup().await(NO_TIME), "timeout"));
    }

    private static List<Row> onces() {
        Once.Body<RuntimeException> body = null;
        Runnable function = null;
        Supplier<String> supplier = null;
        return List.of(
                npe("Once.run(Body)", () -> new Once().run(body), "body"),
                npe("Once.function(Runnable)", () -> Once.function(function), "function"),
                npe("Once.value(Supplier)", () -> Once.value(supplier), "supplier"));
    }

    private static List<Row> semaphores() {
        WeightedSemaphore semaphore = new WeightedSemaphore(3);
        List<Row> rows = new ArrayList<>(List.of(
                npe("WeightedSemaphore.acquire(long, Cancellation)", () -> semaphore.acquire(1, NOBODY), "until"),
                npe("WeightedSemaphore.tryAcquire(long, Duration)", () -> semaphore.tryAcquire(1, NO_TIME), "timeout"),
                row(
                        "WeightedSemaphore.release(long)",
                        () -> semaphore.release(4),
                        IllegalStateException.class,
                        "released 4, but only 0 is held")));
        for (long wrong : new long[] {-1, Long.MIN_VALUE}) {
            rows.add(negative("new WeightedSemaphore(long)", () -> new WeightedSemaphore(wrong), "size", wrong));
            rows.add(negative("WeightedSemaphore.acquire(long)", () -> semaphore.acquire(wrong), "weight", wrong));
            rows.add(negative(
                    "WeightedSemaphore.acquire(long, Cancellation)",
                    () -> semaphore.acquire(wrong, NEVER),
                    "weight",
                    wrong));
            rows.add(
                    negative("WeightedSemaphore.tryAcquire(long)", () -> semaphore.tryAcquire(wrong), "weight", wrong));
            rows.add(negative(
                    "WeightedSemaphore.tryAcquire(long, Duration)",
                    () -> semaphore.tryAcquire(wrong, LONG),
                    "weight",
                    wrong));
            rows.add(negative("WeightedSemaphore.release(long)", () -> semaphore.release(wrong), "weight", wrong));
        }
        return rows;
    }

    private static List<Row> flights() {
        SingleFlight<String, String> flights = new SingleFlight<>();
        String key = null;
        Callable<String> body = null;
        Callable<String> some = () -> "result";
        return List.of(
                npe("SingleFlight.run(Object, Callable)", () -> flights.run(key, some), "key"),
                npe("SingleFlight.run(Object, Callable)", () -> flights.run("key", body), "body"),
                npe("SingleFlight.run(Object, Callable, Cancellation)", () -> flights.run(key, some, NEVER), "key"),
                npe("SingleFlight.run(Object, Callable, Cancellation)", () -> flights.run("key", body, NEVER), "body"),
                npe(
                        "SingleFlight.run(Object, Callable, Cancellation)",
                        () -> flights.run("key", some, NOBODY),
                        "until"),
                npe("SingleFlight.start(Object, Callable)", () -> flights.start(key, some), "key"),
                npe("SingleFlight.start(Object, Callable)", () -> flights.start("key", body), "body"),
                npe("SingleFlight.forget(Object)", () -> flights.forget(key), "key"));
    }

    private static List<Row> pools() {
        Supplier<String> supplier = null;
        return List.of(
                npe("new Pool(Supplier)", () -> new Pool<>(supplier), "supplier"),
                npe("Pool.put(Object)", () -> new Pool<>(() -> "item").put(null), "item"),
                npe("Pool.get()", () -> new Pool<String>(() -> null).get(), "supplier.get()"));
    }

    private static Row negative(String method, ThrowingCallable body, String name, long number) {
        return row(method, body, IllegalArgumentException.class, name + " must not be negative: " + number);
    }

    private static Row npe(String method, ThrowingCallable body, String message) {
        return row(method, body, NullPointerException.class, message);
    }

    private static Row row(String method, ThrowingCallable body, Class<?> type, String message) {
        return new Row(method, body, type, message);
    }
}
