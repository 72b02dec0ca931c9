package io.github.goloom.badinput;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.Select;
import io.github.goloom.context.Context;
import io.github.goloom.context.Shutdown;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Tracking;
import io.github.goloom.pipe.Broadcast;
import io.github.goloom.pipe.Chans;
import io.github.goloom.pipe.Replicas;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.Pool;
import io.github.goloom.sync.RateLimiter;
import io.github.goloom.sync.Subtask;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import io.github.goloom.time.ChanTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The rows that somebody has to think of: numbers that cannot be, and calls at the wrong time. */
final class WrittenRows {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Cancellation NEVER = Context.background();

    private WrittenRows() {}

    static Stream<Row> all() {
        return Stream.of(
                        capacities(),
                        lossyCapacities(),
                        closed(),
                        batches(),
                        selects(),
                        conds(),
                        groups(),
                        semaphores(),
                        limiters(),
                        inspection(),
                        PipelineRows.all(),
                        replicas(),
                        broadcasts(),
                        bridges(),
                        others())
                .flatMap(each -> each);
    }

    /** CHAN-003, CHAN-004: a capacity that cannot be is refused at once, with the number. */
    private static Stream<Row> capacities() {
        return IntStream.of(-1, Integer.MIN_VALUE, (1 << 30) + 1, Integer.MAX_VALUE)
                .boxed()
                .flatMap(wrong -> Stream.of(
                        argument("Chan.buffered(int)", "capacity", ": " + wrong, () -> Chan.buffered(wrong)),
                        argument(
                                "Chan.buffered(int, String)",
                                "capacity",
                                ": " + wrong,
                                () -> Chan.buffered(wrong, "name"))));
    }

    /** A channel that drops values has room for one at least. */
    private static Stream<Row> lossyCapacities() {
        return IntStream.of(0, -1, Integer.MIN_VALUE, (1 << 30) + 1, Integer.MAX_VALUE)
                .boxed()
                .flatMap(wrong -> Stream.of(
                        argument("Chan.sliding(int)", "capacity", ": " + wrong, () -> Chan.sliding(wrong)),
                        argument("Chan.sliding(int, String)", "capacity", ": " + wrong, () -> Chan.sliding(wrong, "a")),
                        argument("Chan.dropping(int)", "capacity", ": " + wrong, () -> Chan.dropping(wrong)),
                        argument(
                                "Chan.dropping(int, String)",
                                "capacity",
                                ": " + wrong,
                                () -> Chan.dropping(wrong, "a"))));
    }

    /** CHAN-018, CHAN-019, CHAN-020: a wrong send or close names the channel. */
    private static Stream<Row> closed() {
        Chan<String> jobs = Samples.closed("jobs");
        String send = "send on closed channel \"jobs\"";
        return Stream.of(
                closed("SendChan.send(Object)", send, () -> jobs.send("a")),
                closed("SendChan.trySend(Object, Duration)", send, () -> jobs.trySend("a", LONG)),
                closed("SendChan.send(Object, Cancellation)", send, () -> jobs.send("a", NEVER)),
                closed("SendChan.trySend(Object)", send, () -> jobs.trySend("a")),
                closed("SendChan.close()", "close of closed channel \"jobs\"", jobs::close),
                state("SendChan.close()", "close of nil channel", Chan.nil()::close));
    }

    private static Stream<Row> batches() {
        return Samples.chans().stream()
                .flatMap(chan -> IntStream.of(0, -1, Integer.MIN_VALUE)
                        .boxed()
                        .flatMap(wrong -> Stream.of(
                                argument(
                                        "ReceiveChan.receiveUpTo(int)",
                                        "max",
                                        "max must be positive: " + wrong,
                                        () -> chan.receiveUpTo(wrong)),
                                argument(
                                        "ReceiveChan.receiveUpTo(int, Cancellation)",
                                        "max",
                                        "max must be positive: " + wrong,
                                        () -> chan.receiveUpTo(wrong, NEVER)),
                                argument(
                                        "ReceiveChan.drainTo(Collection, int)",
                                        "max",
                                        "max must be positive: " + wrong,
                                        () -> chan.drainTo(new ArrayList<>(), wrong)))));
    }

    /** SEL-011: one {@code otherwise} at most. */
    private static Stream<Row> selects() {
        Select.Case<String, RuntimeException> idle = Select.otherwise(() -> "idle");
        Select.Case<String, RuntimeException> send = Select.send(Samples.closed("jobs"), "a", () -> "sent");
        return Stream.of(
                        selects("more than one otherwise", List.of(idle, idle)),
                        selects(": 65537", Collections.nCopies(65_537, idle)),
                        selects("send on closed channel \"jobs\"", List.of(send)))
                .flatMap(each -> each);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Stream<Row> selects(String says, List<Select.Case<String, RuntimeException>> list) {
        Select.Case<String, RuntimeException>[] array = list.toArray(new Select.Case[0]);
        return Stream.of(
                select("select(Case[])", says, () -> Select.select(array)),
                select("select(List)", says, () -> Select.select(list)),
                select("select(Cancellation, Case[])", says, () -> Select.select(NEVER, array)),
                select("select(Cancellation, List)", says, () -> Select.select(NEVER, list)),
                select("selectInOrder(Case[])", says, () -> Select.selectInOrder(array)),
                select("selectInOrder(List)", says, () -> Select.selectInOrder(list)),
                select("selectInOrder(Cancellation, Case[])", says, () -> Select.selectInOrder(NEVER, array)),
                select("selectInOrder(Cancellation, List)", says, () -> Select.selectInOrder(NEVER, list)));
    }

    private static Row select(String method, String says, ThrowingCallable body) {
        String operation = "Select." + method;
        return says.startsWith("send") ? closed(operation, says, body) : argument(operation, "cases", says, body);
    }

    @SuppressWarnings({"WaitNotInLoop", "JavaUtilDate"}) // none of them waits; the date is that of Condition
    private static Stream<Row> conds() {
        Cond cond = new Cond(new Mutex());
        return Stream.of(
                unlocked("Cond.await()", cond::await),
                unlocked("Cond.await(Cancellation)", () -> cond.await(NEVER)),
                unlocked("Cond.await(Duration)", () -> cond.await(LONG)),
                unlocked("Cond.await(long, TimeUnit)", () -> cond.await(1, TimeUnit.HOURS)),
                unlocked("Cond.awaitNanos(long)", () -> cond.awaitNanos(1)),
                unlocked("Cond.awaitUntil(Date)", () -> cond.awaitUntil(new Date())),
                unlocked("Cond.awaitUninterruptibly()", cond::awaitUninterruptibly),
                unlocked("Mutex.unlock()", new Mutex()::unlock));
    }

    private static Stream<Row> groups() {
        WaitGroup one = new WaitGroup();
        one.add(1);
        WaitGroup full = new WaitGroup();
        full.add(Integer.MAX_VALUE);
        String add = "WaitGroup.add(int)";
        return Stream.of(
                state(add, ": 0 - 3", () -> new WaitGroup().add(-3)),
                state(add, ": 1 - 2", () -> one.add(-2)),
                state(add, ": 1 - 2147483648", () -> one.add(Integer.MIN_VALUE)),
                state(add, ": 1 + 2147483647", () -> one.add(Integer.MAX_VALUE)),
                state("WaitGroup.done()", ": 0 - 1", () -> new WaitGroup().done()),
                state("WaitGroup.go(Task)", ": 2147483647 + 1", () -> full.go(() -> {})),
                state("WaitGroup.go(String, Task)", ": 2147483647 + 1", () -> full.go("task", () -> {})),
                state("ErrGroup.limit(int)", "1 ", WrittenRows::limitWhileOneRuns),
                over("ErrGroup.go(Task)", group -> group.go(() -> {})),
                over("ErrGroup.go(String, Task)", group -> group.go("name", () -> {})),
                over("ErrGroup.fork(Callable)", group -> group.fork(() -> "result")),
                over("ErrGroup.fork(String, Callable)", group -> group.fork("name", () -> "result")),
                over("ErrGroup.tryGo(Task)", group -> {
                    boolean unused = group.tryGo(() -> {});
                }),
                state("ErrGroup.close()", "\"dropped\", 0 running, 1 failed", WrittenRows::closeWithoutAwait),
                state("Subtask.get()", "has not ended", WrittenRows::getBeforeTheEnd),
                state("Subtask.get()", "was not started", WrittenRows::getOfARefusedTask),
                state("Subtask.get()", "failed", WrittenRows::getOfAFailedTask));
    }

    /** What {@link #over} calls. */
    @FunctionalInterface
    private interface Start {
        void on(ErrGroup group) throws Exception;
    }

    /** A group that was closed, which the message names. */
    private static Row over(String operation, Start start) {
        return state(operation, "the group is over, because it was closed or awaited: ErrGroup[\"closed\", ", () -> {
            ErrGroup group = new ErrGroup("closed");
            group.close();
            start.on(group);
        });
    }

    private static void closeWithoutAwait() throws InterruptedException {
        try (ErrGroup group = new ErrGroup("dropped")) {
            group.go(() -> {
                throw new IOException("broken");
            });
        }
    }

    private static void getBeforeTheEnd() throws InterruptedException {
        try (ErrGroup group = new ErrGroup()) {
            Subtask<String> subtask = group.fork(() -> Chan.<String>nil().receive());
            try {
                subtask.get();
            } finally {
                group.cancel();
            }
        }
    }

    private static void getOfARefusedTask() throws InterruptedException {
        try (ErrGroup group = new ErrGroup()) {
            group.cancel();
            group.fork(() -> "result").get();
        }
    }

    private static void getOfAFailedTask() throws InterruptedException {
        try (ErrGroup group = new ErrGroup()) {
            Subtask<String> subtask = group.fork(() -> {
                throw new IOException("broken");
            });
            assertThatThrownBy(group::await).isInstanceOf(ExecutionException.class);
            subtask.get();
        }
    }

    private static void limitWhileOneRuns() throws InterruptedException {
        try (ErrGroup group = new ErrGroup()) {
            group.go(Chan.nil()::receive);
            group.limit(7);
        }
    }

    /** SEM-011, SEM-016. */
    private static Stream<Row> semaphores() {
        WeightedSemaphore some = new WeightedSemaphore(3);
        return Stream.of(
                        negative("new WeightedSemaphore(long)", "size", wrong -> () -> new WeightedSemaphore(wrong)),
                        negative(
                                "new WeightedSemaphore(long, String)",
                                "size",
                                wrong -> () -> new WeightedSemaphore(wrong, "name")),
                        negative("WeightedSemaphore.acquire(long)", "weight", wrong -> () -> some.acquire(wrong)),
                        negative(
                                "WeightedSemaphore.acquire(long, Cancellation)",
                                "weight",
                                wrong -> () -> some.acquire(wrong, NEVER)),
                        negative("WeightedSemaphore.tryAcquire(long)", "weight", wrong -> () -> some.tryAcquire(wrong)),
                        negative(
                                "WeightedSemaphore.tryAcquire(long, Duration)",
                                "weight",
                                wrong -> () -> some.tryAcquire(wrong, LONG)),
                        negative("WeightedSemaphore.release(long)", "weight", wrong -> () -> some.release(wrong)),
                        Stream.of(state(
                                "WeightedSemaphore.release(long)",
                                "released 4, but only 0 is held",
                                () -> some.release(4))))
                .flatMap(each -> each);
    }

    private static Stream<Row> limiters() {
        RateLimiter some = RateLimiter.perSecond(10, 3);
        RateLimiter none = RateLimiter.perSecond(10, 0);
        String four = "4 permits are more than the burst of 3";
        String one = "1 permits are more than the burst of 0";
        String acquire = "RateLimiter.acquire(int, Cancellation)";
        String every = "RateLimiter.every(Duration, int)";
        return Stream.of(
                        rates("RateLimiter.perSecond(double, int)", wrong -> () -> RateLimiter.perSecond(wrong, 3)),
                        rates("RateLimiter.setRate(double)", wrong -> () -> some.setRate(wrong)),
                        ints("RateLimiter.perSecond(double, int)", "burst", n -> () -> RateLimiter.perSecond(10, n)),
                        ints(every, "burst", n -> () -> RateLimiter.every(LONG, n)),
                        ints("RateLimiter.setBurst(int)", "burst", n -> () -> some.setBurst(n)),
                        ints("RateLimiter.allow(int)", "permits", n -> () -> some.allow(n)),
                        ints("RateLimiter.acquire(int)", "permits", n -> () -> some.acquire(n)),
                        ints(acquire, "permits", n -> () -> some.acquire(n, NEVER)),
                        ints("RateLimiter.tryAcquire(int, Duration)", "permits", n -> () -> some.tryAcquire(n, LONG)),
                        ints("RateLimiter.reserve(int)", "permits", n -> () -> some.reserve(n)),
                        Stream.of(Duration.ZERO, Duration.ofNanos(-1))
                                .map(wrong -> argument(
                                        every,
                                        "interval",
                                        "interval must be positive: " + wrong,
                                        () -> RateLimiter.every(wrong, 1))),
                        Stream.of(
                                argument("RateLimiter.acquire(int)", "permits", four, () -> some.acquire(4)),
                                argument(acquire, "permits", four, () -> some.acquire(4, NEVER)),
                                argument("RateLimiter.reserve(int)", "permits", four, () -> some.reserve(4)),
                                argument("RateLimiter.acquire()", null, one, none::acquire),
                                argument("RateLimiter.acquire(Cancellation)", null, one, () -> none.acquire(NEVER))))
                .flatMap(each -> each);
    }

    private static Stream<Row> rates(String operation, DoubleFunction<ThrowingCallable> body) {
        return DoubleStream.of(-1, -Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY)
                .mapToObj(wrong -> argument(
                        operation, "rate", "rate must be a number that is not negative: " + wrong, body.apply(wrong)));
    }

    private static Stream<Row> ints(String operation, String name, IntFunction<ThrowingCallable> body) {
        return IntStream.of(-1, Integer.MIN_VALUE)
                .mapToObj(wrong ->
                        argument(operation, name, name + " must not be negative: " + wrong, body.apply(wrong)));
    }

    private static Stream<Row> negative(String operation, String name, LongFunction<ThrowingCallable> body) {
        return LongStream.of(-1, Long.MIN_VALUE)
                .mapToObj(wrong ->
                        argument(operation, name, name + " must not be negative: " + wrong, body.apply(wrong)));
    }

    /** TMR-026, TMR-032, POL-003, POL-008. */
    private static Stream<Row> inspection() {
        String leaks = "-Dgoloom.track=leaks";
        String locks = "-Dgoloom.track=locks";
        String unknown = "unknown option \"sights\"";
        return Stream.of(
                state("Goroutines.leaks()", leaks, untracked(Goroutines::leaks)),
                state("Goroutines.onLeak(Consumer)", leaks, untracked(() -> Goroutines.onLeak(leak -> {}))),
                state("Goroutines.deadlocks()", locks, untracked(Goroutines::deadlocks)),
                state("Goroutines.collect()", "not tracked", untracked(Goroutines::collect)),
                state("Goroutines.count()", "not tracked", untracked(Goroutines::count)),
                state("GoroutinesMXBean.getCount()", "not tracked", untracked(Samples.bean()::getCount)),
                state("GoroutinesMXBean.leaks()", leaks, untracked(Samples.bean()::leaks)),
                state("GoroutinesMXBean.deadlocks()", locks, untracked(Samples.bean()::deadlocks)),
                argument(
                        "GoroutinesMXBean.track(String)",
                        null,
                        unknown,
                        () -> Samples.bean().track("sights")),
                argument("Tracking.parse(String)", null, unknown, () -> Tracking.parse("sights")),
                argument(
                        "new Tracking(boolean, boolean, boolean, Duration)",
                        "interval",
                        "the interval must be positive: PT0S",
                        () -> new Tracking(true, true, true, Duration.ZERO)),
                argument(
                        "Tracking.withLeaks(Duration)",
                        "every",
                        "the interval must be positive: PT-1S",
                        () -> Tracking.basic().withLeaks(Duration.ofSeconds(-1))));
    }

    private static ThrowingCallable untracked(ThrowingCallable body) {
        return () -> {
            Goroutines.untrack();
            body.call();
        };
    }

    private static Stream<Row> replicas() {
        Context ctx = Context.background();
        List<Callable<String>> none = List.of();
        List<Callable<String>> withNull = Arrays.asList(() -> "result", null);
        String list = "Replicas.first(Context, Collection)";
        String query = "Replicas.first(Context, Collection, Query)";
        return Stream.of(
                argument(
                        "Replicas.first(Context, Callable[])", "tasks", "must not be empty", () -> Replicas.first(ctx)),
                argument(list, "tasks", "tasks must not be empty", () -> Replicas.first(ctx, none)),
                row(list, "tasks", NullPointerException.class, "tasks[1]", () -> Replicas.first(ctx, withNull)),
                argument(
                        query,
                        "replicas",
                        "replicas must not be empty",
                        () -> Replicas.first(ctx, none, (replica, of) -> replica)),
                row(
                        query,
                        "replicas",
                        NullPointerException.class,
                        "replicas[1]",
                        () -> Replicas.first(ctx, withNull, (replica, of) -> replica)));
    }

    private static Stream<Row> broadcasts() {
        String says = "replay must not be negative: -1";
        Broadcast<String> closed = new Broadcast<>(0, "news");
        closed.close();
        String send = "send on closed broadcast \"news\"";
        Broadcast<String> open = new Broadcast<>(3);
        String room = "room for the 3 values";
        return Stream.of(
                argument("new Broadcast(int)", "replay", says, () -> new Broadcast<>(-1)),
                argument("new Broadcast(int, String)", "replay", says, () -> new Broadcast<>(-1, "news")),
                state("Broadcast.send(Object)", send, () -> closed.send("a")),
                state("Broadcast.send(Object, Cancellation)", send, () -> closed.send("a", NEVER)),
                argument("Broadcast.subscribe(Chan)", "chan", room, () -> open.subscribe(Chan.buffered(2))),
                argument("Broadcast.subscribe(Chan)", "chan", "nil or closed", () -> open.subscribe(Chan.nil())),
                argument(
                        "Broadcast.subscribeUntilFull(Chan)",
                        "chan",
                        room,
                        () -> open.subscribeUntilFull(Chan.unbuffered())),
                argument(
                        "Broadcast.subscribeUntilFull(Chan)",
                        "chan",
                        "nil or closed: BufferedChan[\"jobs\"",
                        () -> open.subscribeUntilFull(Samples.closed("jobs"))));
    }

    @SuppressWarnings("MustBeClosedChecker") // none is made, but the last
    private static Stream<Row> bridges() {
        Flow.Publisher<String> none = subscriber -> {};
        Flow.Publisher<String> failed = subscriber -> subscriber.onError(new IOException("broken"));
        return Stream.concat(
                IntStream.of(0, -1, Integer.MIN_VALUE, (1 << 30) + 1, Integer.MAX_VALUE)
                        .mapToObj(wrong -> argument(
                                "Chans.subscribe(Publisher, int)",
                                "capacity",
                                ": " + wrong,
                                () -> Chans.subscribe(none, wrong))),
                Stream.of(
                        row(
                                "Chans.ofEnd(Thread)",
                                "thread",
                                IllegalThreadStateException.class,
                                "not been started",
                                () -> Chans.ofEnd(Thread.ofVirtual().unstarted(() -> {}))),
                        state(
                                "Inflow.close()",
                                "has failed",
                                () -> Chans.subscribe(failed, 1).close())));
    }

    private static Stream<Row> others() {
        Stream<Row> periods = LongStream.of(0, -1, Long.MIN_VALUE)
                .mapToObj(Duration::ofSeconds)
                .flatMap(wrong -> Stream.of(
                        argument(
                                "ChanTicker.every(Duration)",
                                "period",
                                "period must be positive: " + wrong,
                                () -> ChanTicker.every(wrong)),
                        argument(
                                "ChanTicker.reset(Duration)",
                                "period",
                                "period must be positive: " + wrong,
                                () -> ChanTicker.every(LONG).reset(wrong))));
        Duration negative = Duration.ofNanos(-1);
        return Stream.concat(
                periods,
                Stream.of(
                        argument(
                                "Shutdown.context(Duration)",
                                "grace",
                                "grace must not be negative: PT-0.000000001S",
                                () -> Shutdown.context(negative)),
                        row(
                                "Pool.get()",
                                null,
                                NullPointerException.class,
                                "supplier.get()",
                                () -> new Pool<String>(() -> null).get())));
    }

    private static Row argument(String operation, String parameter, String says, ThrowingCallable body) {
        return row(operation, parameter, IllegalArgumentException.class, says, body);
    }

    private static Row closed(String operation, String says, ThrowingCallable body) {
        return row(operation, null, ChanClosedException.class, says, body);
    }

    private static Row state(String operation, String says, ThrowingCallable body) {
        return row(operation, null, IllegalStateException.class, says, body);
    }

    private static Row unlocked(String operation, ThrowingCallable body) {
        return row(operation, null, IllegalMonitorStateException.class, "unlock of unlocked mutex", body);
    }

    private static Row row(
            String operation,
            String parameter,
            Class<? extends RuntimeException> type,
            String says,
            ThrowingCallable body) {
        return new Row(operation, parameter, type, says, "", body);
    }
}
