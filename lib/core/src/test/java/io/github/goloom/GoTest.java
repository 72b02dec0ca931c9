package io.github.goloom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goroutines are virtual threads that swallow nothing, and their sleep can be interrupted. */
class GoTest {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** {@code go} does not wait for its task (GOR-001). */
    @Test
    void go_taskThatWaits_returnsAtOnce() throws Exception {
        Chan<Signal> gate = Chan.unbuffered();

        Thread started = Go.go(() -> gate.receive());

        assertThat(started.isAlive()).isTrue();
        gate.send(Signal.SIGNAL);
        join(started);
    }

    /** What makes the task is evaluated by the caller; only the task runs elsewhere (GOR-001). */
    @Test
    void go_expressionThatMakesTheTask_runsInTheCaller() throws Exception {
        List<Thread> made = new CopyOnWriteArrayList<>();
        List<Thread> ran = new CopyOnWriteArrayList<>();

        Thread started = Go.go(taskOf(made, ran));

        join(started);
        assertThat(made).containsExactly(Thread.currentThread());
        assertThat(ran).containsExactly(started);
    }

    private static Go.Task taskOf(List<Thread> made, List<Thread> ran) {
        made.add(Thread.currentThread());
        return () -> ran.add(Thread.currentThread());
    }

    /** A failure to make the task is the caller's, and nothing starts (GOR-001). */
    @Test
    void go_expressionThatThrows_throwsInTheCaller() {
        assertThatThrownBy(() -> Go.go(failing())).isInstanceOf(IllegalStateException.class);
    }

    private static Go.Task failing() {
        throw new IllegalStateException("no task");
    }

    /** The goroutine ends with its task (GOR-002). */
    @Test
    void go_taskThatReturns_endsTheThread() throws Exception {
        Thread started = Go.go(() -> {});

        join(started);
        assertThat(started.getState()).isEqualTo(Thread.State.TERMINATED);
    }

    /** Goroutines do not keep the program alive when main returns (GOR-004). */
    @Test
    void go_anyTask_runsInADaemonThatIsVirtual() throws Exception {
        Thread started = Go.go(() -> {});

        assertThat(started.isVirtual()).isTrue();
        assertThat(started.isDaemon()).isTrue();
        join(started);
    }

    /** A goroutine has no name unless it is given one (GOR-005). */
    @Test
    void go_withoutName_isUnnamed() {
        assertThat(Go.go(() -> {}).getName()).isEmpty();
    }

    /** A name given is the thread's name. */
    @Test
    void go_withName_isNamed() {
        assertThat(Go.go("worker 7", () -> {}).getName()).isEqualTo("worker 7");
    }

    /** A null task is refused in the caller, by name (GOR-003). */
    @Test
    void go_nullTask_throwsNamingTheArgument() {
        assertThatThrownBy(() -> Go.go(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("task");
        assertThatThrownBy(() -> Go.go("name", null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("task");
    }

    /** A null name is refused in the caller, by name. */
    @Test
    void go_nullName_throwsNamingTheArgument() {
        assertThatThrownBy(() -> Go.go(null, () -> {}))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("name");
    }

    /** What escapes reaches the handler as the object that was thrown: checked, unchecked and errors alike. */
    @Test
    void go_taskThatThrows_handsTheSameThrowableToTheHandler() throws Exception {
        Exception checked = new IOException("disk");
        RuntimeException unchecked = new IllegalArgumentException("bad");

        assertThat(uncaught(() -> {
                    throw checked;
                }))
                .containsExactly(checked);
        assertThat(uncaught(() -> {
                    throw unchecked;
                }))
                .containsExactly(unchecked);
        assertThat(uncaught(() -> {
                    throw new AssertionError("broken");
                }))
                .singleElement()
                .isInstanceOf(AssertionError.class);
    }

    /** A goroutine that was interrupted has ended normally. */
    @Test
    void go_taskThatThrowsInterruptedException_endsNormally() throws Exception {
        assertThat(uncaught(() -> {
                    throw new InterruptedException();
                }))
                .isEmpty();
    }

    private static List<Throwable> uncaught(Go.Task task) throws Exception {
        List<Throwable> seen = new CopyOnWriteArrayList<>();
        join(Go.go(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> seen.add(thrown));
            task.run();
        }));
        return seen;
    }

    /** 10,000 goroutines in a chain each add one to what they receive from the right (GOR-006). */
    @Test
    void go_daisyChainOfTenThousand_completes() throws Exception {
        Chan<Integer> leftmost = Chan.unbuffered();
        Chan<Integer> left = leftmost;
        for (int i = 0; i < 10_000; i++) {
            Chan<Integer> to = left;
            Chan<Integer> from = Chan.unbuffered();
            Go.go(() -> to.send(1 + from.receive()));
            left = from;
        }
        Chan<Integer> rightmost = left;
        Go.go(() -> rightmost.send(0));

        assertThat(leftmost.receive()).isEqualTo(10_000);
    }

    /** A recursion as deep as a goroutine's stack allows comes back as an error of that goroutine alone (GOR-006). */
    @Test
    void go_stackOverflow_reachesTheHandlerAndNobodyElse() throws Exception {
        assertThat(uncaught(() -> peano(1))).singleElement().isInstanceOf(StackOverflowError.class);
    }

    private static int peano(int n) {
        return n == 0 ? 0 : 1 + peano(n + 1);
    }

    /** A goroutine inherits the inheritable thread-locals of its starter, and no others (GOR-010). */
    @Test
    void go_threadLocals_onlyInheritableOnesAreThere() throws Exception {
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        ThreadLocal<String> own = new ThreadLocal<>();
        inheritable.set("inherited");
        own.set("kept");
        List<String> seen = new CopyOnWriteArrayList<>();

        join(Go.go(() -> seen.addAll(List.of(inheritable.get(), String.valueOf(own.get())))));

        inheritable.remove();
        own.remove();
        assertThat(seen).containsExactly("inherited", "null");
    }

    /** Each pass of a loop captures its own variable (GOR-009). */
    @Test
    void go_inALoop_capturesTheVariableOfThePass() throws Exception {
        Chan<Integer> seen = Chan.buffered(3);
        for (int each : new int[] {1, 2, 3}) {
            Go.go(() -> seen.send(each));
        }

        int sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += seen.receive();
        }
        assertThat(sum).isEqualTo(6);
    }

    /** A sleep lasts at least its time. */
    @Test
    void sleep_positive_lastsAtLeastThatLong() throws Exception {
        long start = System.nanoTime();

        Go.sleep(Duration.ofMillis(20));

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    /** Nothing to wait for is no wait, however negative. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void sleep_zeroOrNegative_returnsAtOnce(long seconds) throws Exception {
        Goroutine.go(() -> Go.sleep(Duration.ofSeconds(seconds))).result();
    }

    /** A huge time saturates: it does not wrap into the past, and an interrupt still ends it. */
    @Test
    void sleep_huge_waitsUntilInterrupted() throws Exception {
        Goroutine<Void> sleeper = Goroutine.go(() -> Go.sleep(FOREVER)).parkedOn(Go.class);

        Goroutine.assertStillParked(sleeper);
        assertThat(sleeper.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** An interrupt that came before ends the sleep at its start, also one of no length, and the status is cleared. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 3600, Long.MAX_VALUE})
    void sleep_interruptedOnEntry_throwsAndClearsTheStatus(long seconds) throws Exception {
        Goroutine<Boolean> sleeper = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> Go.sleep(Duration.ofSeconds(seconds))).isInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(sleeper.result()).isFalse();
    }

    /** A platform thread sleeps and is interrupted alike. */
    @Test
    void sleep_platformThreadInterrupted_throws() throws Exception {
        Goroutine<Void> sleeper =
                Goroutine.platform(() -> Go.sleep(Duration.ofHours(1))).parkedOn(Go.class);

        assertThat(sleeper.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** An unpark from outside does not shorten a sleep. */
    @Test
    void sleep_unparkedFromOutside_sleepsOn() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Goroutine<Void> sleeper = Goroutine.go(() -> {
                    Go.sleep(Duration.ofHours(1));
                    ended.countDown();
                })
                .parkedOn(Go.class);

        LockSupport.unpark(sleeper.thread());

        assertThat(ended.await(20, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(sleeper.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** A null length is refused by name. */
    @Test
    void sleep_null_throwsNamingTheArgument() {
        assertThatThrownBy(() -> Go.sleep(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("duration");
    }

    private static void join(Thread thread) throws InterruptedException {
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }
}
