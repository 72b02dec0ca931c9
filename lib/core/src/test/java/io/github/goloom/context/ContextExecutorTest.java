package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.park.DoneTrigger;
import io.github.goloom.testing.Goroutine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The executor of a context runs goroutines that its end interrupts. */
class ContextExecutorTest {
    private static final int LIMIT_SECONDS = 30;

    private final CancellableContext context = CancellableContext.childOf(Context.background());
    private final Executor executor = ContextBridges.executor(context);
    private final Exception why = new Exception("why");

    private boolean isAwaited() {
        return ((DoneTrigger) context.done()).isAwaited();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** A task runs in a virtual thread of its own. */
    @Test
    void execute_task_runsInAGoroutineOfItsOwn() throws Exception {
        CompletableFuture<Thread> ran = CompletableFuture.supplyAsync(Thread::currentThread, executor);

        assertThat(get(ran)).isNotSameAs(Thread.currentThread()).matches(Thread::isVirtual);
    }

    /** The caller does not wait for it. */
    @Test
    void execute_taskThatWaits_returns() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Boolean> waited = CompletableFuture.supplyAsync(() -> await(gate), executor);

        assertThat(waited).isNotDone();

        gate.countDown();
        assertThat(get(waited)).isTrue();
    }

    private static boolean await(CountDownLatch gate) {
        try {
            return gate.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** The end of the context interrupts the tasks that run. */
    @Test
    void execute_contextEndsWhileItRuns_interruptsIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Boolean> waited = CompletableFuture.supplyAsync(
                () -> {
                    started.countDown();
                    return await(never);
                },
                executor);
        assertThat(started.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

        context.cancel();

        assertThat(get(waited)).isFalse();
    }

    /** Once the context is done, tasks are rejected with its error as the cause, and do not run. */
    @Test
    void execute_contextDone_rejects() {
        CompletableFuture<String> ran = new CompletableFuture<>();
        context.cancel(why);

        assertThatThrownBy(() -> executor.execute(() -> ran.complete("ran")))
                .isExactlyInstanceOf(RejectedExecutionException.class)
                .hasMessage("context is done: context.Background.WithCancel")
                .cause()
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(why);
        assertThat(ran).isNotDone();
    }

    /** What was accepted is started, whatever becomes of the context: nobody is left waiting. */
    @Test
    void execute_racesWithTheEnd_runsWhatItAccepts() throws Exception {
        Chan<CancellableContext> ending = Chan.buffered(1);
        Goroutine<Void> ender = Goroutine.go(() -> ending.receiveEach(CancellableContext::cancel));
        int accepted = 0;
        int rounds = 3_000;
        for (int i = 0; i < rounds; i++) {
            CancellableContext each = CancellableContext.childOf(Context.background());
            CompletableFuture<String> ran = new CompletableFuture<>();
            ending.send(each);
            for (int spins = i % 7 * 200; spins > 0; spins--) {
                Thread.onSpinWait();
            }
            try {
                ContextBridges.executor(each).execute(() -> ran.complete("ran"));
                assertThat(get(ran)).isEqualTo("ran");
                accepted++;
            } catch (RejectedExecutionException e) {
                assertThat(ran).isNotDone();
            }
        }
        ending.close();
        ender.result();
        assertThat(accepted).as("accepted tasks").isPositive();
    }

    /** The context keeps nothing of a task that is over, by its end or by what it threw. */
    @Test
    void execute_taskThatIsOver_isNotKept() throws Exception {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        get(CompletableFuture.runAsync(() -> assertThat(isAwaited()).isTrue(), executor));
        executor.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.complete(thrown));
            throw new IllegalArgumentException("bad");
        });

        assertThat(get(uncaught)).isInstanceOf(IllegalArgumentException.class);
        Goroutine.until(() -> !isAwaited());
        assertThat(context.isDone()).isFalse();
    }
}
