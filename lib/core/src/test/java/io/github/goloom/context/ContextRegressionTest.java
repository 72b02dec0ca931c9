package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.park.DoneTrigger;
import io.github.goloom.testing.Jvm;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What went wrong once with foreign and with merged contexts. */
class ContextRegressionTest {
    private static final ContextKey<String> USER = ContextKey.of("user");
    private static final int CHAIN = 100_000;
    private static final int LIMIT_SECONDS = 30;

    private final CancellableContext context = CancellableContext.childOf(Context.background());

    /** A merge that fails for one of its parents leaves nothing with the others. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // nothing is derived
    void merge_failsForOneParent_isNotKeptByTheOthers() {
        CancellableContext live = CancellableContext.childOf(Context.background());
        Foreign other = new Foreign(Context.background());

        WeakReference<Object> reference = failedMerge(live, other);

        Garbage.assertCollected(reference);
        assertThat(live.isDone()).isFalse();
        assertThat(other.isDone()).isFalse();
    }

    @SuppressWarnings("MustBeClosedChecker") // nothing is derived
    private static WeakReference<Object> failedMerge(Context... live) {
        Foreign broken = Foreign.broken();
        assertThatThrownBy(() -> Context.merge(live[0], live[1], broken)).isInstanceOf(IllegalStateException.class);
        return new WeakReference<>(broken);
    }

    /** A merge of a context that is done leaves nothing with the others. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // nothing is derived
    void merge_oneParentIsDone_isNotKeptByTheOthers() {
        CancellableContext live = CancellableContext.childOf(Context.background());
        CancellableContext done = CancellableContext.childOf(Context.background());
        done.cancel();

        assertThat(Context.merge(done, live).isDone()).isTrue();
        assertThat(((DoneTrigger) live.done()).isAwaited()).isFalse();
        assertThat(Context.merge(live, done).isDone()).isTrue();
        assertThat(((DoneTrigger) live.done()).isAwaited()).isFalse();
    }

    /** Who only computes and asks sees the deadline, also if there is no processor left for a goroutine. */
    @Test
    void isDone_askedByThoseWhoHoldEveryCarrier_isTold() throws Exception {
        String output = Jvm.run(
                Polling.class,
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1");

        assertThat(output).contains("seen");
    }

    /** The program of the other JVM. */
    static final class Polling {
        private Polling() {}

        public static void main(String[] args) throws InterruptedException {
            CancellableContext parent = CancellableContext.childOf(Context.background());
            Thread polling = Go.go(() -> {
                try (CancellableContext outer = parent.withTimeout(Duration.ofMillis(20));
                        CancellableContext inner = outer.withCancel()) {
                    while (!inner.isDone()) {
                        Thread.onSpinWait();
                    }
                    System.out.println("seen");
                }
            });
            polling.join(Duration.ofSeconds(LIMIT_SECONDS));
            System.exit(0); // it would poll for ever
        }
    }

    /** The future of a foreign context that ends without an error fails all the same (CTX-064). */
    @Test
    void toFuture_foreignEndsWithoutError_fails() {
        Foreign foreign = new Foreign(context);
        CompletableFuture<Void> future = ContextBridges.toFuture(foreign);

        foreign.done.close();

        assertThatThrownBy(() -> future.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                .isExactlyInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    /** A foreign context without a done channel is refused by the name of the method that gave null. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // nothing is derived
    void withCancel_foreignDoneIsNull_throwsNamingIt() {
        Context without = Foreign.withoutChannel();

        assertThatThrownBy(without::withCancel)
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessageContaining("done()");
    }

    /** A value is found above a line of merged contexts of any length. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // all are garbage
    void value_aboveALongLineOfMerged_isFound() {
        Context line = context.withValue(USER, "ann");
        for (int i = 0; i < CHAIN; i++) {
            line = Context.merge(line);
        }

        assertThat(line.value(USER)).isEqualTo("ann");
    }
}
