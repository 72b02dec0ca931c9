package io.github.goloom.pipe;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Futures as channels. */
class ChansFutureTest {
    private final CompletableFuture<String> future = new CompletableFuture<>();
    private final ReceiveChan<Future<String>> chan = Chans.of(future);

    private void assertReceivesTheFutureAndTheEnd() throws Exception {
        assertThat(chan.receive()).isSameAs(future);
        assertThat(chan.receive()).isNull();
        assertThat(chan.tryReceive()).isInstanceOf(Received.Closed.class);
    }

    /** A future that is not done has nothing to receive. */
    @Test
    void tryReceive_notDone_isEmpty() {
        assertThat(chan.tryReceive()).isInstanceOf(Received.Empty.class);
        assertThat(chan.isClosed()).isFalse();
    }

    /** A result comes out of the future, which is received once. */
    @Test
    void receive_completed_getsTheFutureOnce() throws Exception {
        future.complete("page");

        assertThat(chan.size()).isEqualTo(1);
        assertReceivesTheFutureAndTheEnd();
        assertThat(future.resultNow()).isEqualTo("page");
    }

    /** A null result is not the end of the channel. */
    @Test
    void receive_completedWithNull_getsTheFuture() throws Exception {
        future.complete(null);

        assertReceivesTheFutureAndTheEnd();
        assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
    }

    /** A failure comes out of the future. */
    @Test
    void receive_failed_getsTheFuture() throws Exception {
        IOException failure = new IOException("broken");
        future.completeExceptionally(failure);

        assertReceivesTheFutureAndTheEnd();
        assertThat(future.exceptionNow()).isSameAs(failure);
    }

    /** A cancelled future is received, too. */
    @Test
    void receive_cancelled_getsTheFuture() throws Exception {
        future.cancel(true);

        assertReceivesTheFutureAndTheEnd();
        assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
    }

    /** A future that was done before is there at once, and so is one that depends on another. */
    @Test
    void of_doneBefore_isThereAtOnce() throws Exception {
        CompletableFuture<String> dependent = future.thenApply(String::strip);
        ReceiveChan<Future<String>> late = Chans.of(dependent);
        future.cancel(true);
        ReceiveChan<Future<String>> later = Chans.of(dependent);

        assertThat(late.receive()).isSameAs(dependent);
        assertThat(later.receive()).isSameAs(dependent);
        assertThatThrownBy(dependent::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancellationException.class);
    }

    /** A stage that is no future has one, which is done when it is received. */
    @Test
    void receive_minimalStage_getsAFutureThatIsDone() throws Exception {
        CompletionStage<String> stage = future.minimalCompletionStage();
        ReceiveChan<Future<String>> ofStage = Chans.of(stage);
        future.complete("page");

        assertThat(ofStage.receive().resultNow()).isEqualTo("page");
    }

    /** A stage that has no future is refused with its own exception. */
    @Test
    void of_stageWithoutFuture_throwsWhatItThrows() {
        CompletionStage<String> stage = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> toCompletableFuture() {
                throw new UnsupportedOperationException("no future");
            }
        };

        assertThatThrownBy(() -> Chans.of(stage)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** A thread that waits is served when the future is done. */
    @Test
    void receive_doneLater_isServed() throws Exception {
        Goroutine<Future<String>> receiver = Goroutine.call(chan::receive).parkedOn(chan);

        future.complete("page");

        assertThat(receiver.result()).isSameAs(future);
    }

    /** A select takes the future that is done; the one that is not keeps what it will have. */
    @Test
    void select_oneOfTwoDone_loserKeepsItsFuture() throws Exception {
        CompletableFuture<String> other = new CompletableFuture<>();
        ReceiveChan<Future<String>> others = Chans.of(other);
        Goroutine<String> selecting = Goroutine.<String>call(
                        () -> select(receive(chan, Future::get), receive(others, each -> "other")))
                .parked();

        future.complete("page");
        assertThat(selecting.result()).isEqualTo("page");
        other.complete("late");

        assertThat(others.receive()).isSameAs(other);
    }

    /** If both are ready, exactly one is received. */
    @Test
    void select_bothReady_receivesOne() throws Exception {
        Chan<String> words = Chan.buffered(1);
        for (int i = 0; i < 100; i++) {
            ReceiveChan<Future<String>> done = Chans.of(CompletableFuture.completedFuture("page"));
            words.send("word");
            String chosen = select(receive(words, word -> word), receive(done, Future::get));
            assertThat(done.size() + words.size()).isEqualTo(1);
            assertThat(words.size()).isEqualTo(chosen.equals("word") ? 0 : 1);
            assertThat(words.drainTo(new java.util.ArrayList<>(), 1)).isLessThanOrEqualTo(1);
        }
    }

    /** The failure of a future is thrown by the select that gets its result. */
    @Test
    void select_failed_throwsTheFailure() {
        future.completeExceptionally(new IOException("broken"));

        assertThatThrownBy(() -> select(receive(chan, Future::get), otherwise(() -> "not done")))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    /** A select with a time beats a future that is late, which can be received afterwards. */
    @InAWorld
    @Test
    void select_late_timesOutAndGetsItLater() throws Exception {
        Go.go(() -> {
            Go.sleep(Duration.ofSeconds(5));
            future.complete("page");
        });

        assertThat(select(receive(chan, Future::get), after(Duration.ofSeconds(3), () -> "late")))
                .isEqualTo("late");
        assertThat(select(receive(chan, Future::get), after(Duration.ofSeconds(3), () -> "late")))
                .isEqualTo("page");
    }

    /** A channel keeps no future that is done: the two go together. */
    @Test
    void of_bothUnreferenced_areGarbage() {
        CompletableFuture<Object> pending = new CompletableFuture<>();
        WeakReference<Object> channel = new WeakReference<>(Chans.of(pending));
        pending.complete("done");

        Goroutine.until(() -> {
            System.gc();
            return channel.get() == null;
        });
        assertThat(pending).isDone();
    }
}
