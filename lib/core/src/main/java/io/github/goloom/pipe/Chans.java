package io.github.goloom.pipe;

import com.google.errorprone.annotations.MustBeClosed;
import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Channels for what else a Java program waits for: futures, threads, processes and publishers. So each of them can be a
 * case of a {@code select}, beside channels, timers and contexts.
 *
 * {@snippet :
 * CompletableFuture<String> page = CompletableFuture.supplyAsync(() -> load(url));
 * String text = select(
 *         receive(Chans.of(page), Future::get), // throws an ExecutionException if the future has failed
 *         receive(ctx.done(), done -> "cancelled"),
 *         after(Duration.ofSeconds(2), () -> "not in time"));
 * }
 *
 * <p>A channel of a future, thread or process has one element, which is that object when it has ended, and is closed
 * after it. One receiver gets the element; a case of a select that is not chosen receives nothing. Each call makes a
 * new channel, to which the future, or a goroutine that waits for the thread, refers until the end. So a loop that
 * selects until something ends should make the channel once, before the loop.
 *
 * <p><b>Thread safety.</b> Any thread may call any method; none of them waits.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before it completes a future, and all actions of a thread
 * whose end was received, <i>happen-before</i> the return of the receive that gets the element.
 */
public final class Chans {
    private Chans() {}

    /**
     * Returns a channel that receives a future when that is done: completed, failed or cancelled. What the future holds
     * comes out of its own methods, such as {@link Future#get}, {@link Future#resultNow} or {@link Future#state}. So a
     * null, a failure and a cancellation are different things.
     *
     * <p>A future that is never done refers to the channel for ever.
     *
     * @param stage the stage, whose {@link CompletionStage#toCompletableFuture() future} is the element
     * @param <T> the type of the result, which may be null
     * @return a new channel of one element; if the future is done, the element is there at once
     * @throws NullPointerException if {@code stage} is null
     * @throws RuntimeException what {@code toCompletableFuture} throws, which some stages do not support
     */
    public static <T extends @Nullable Object> ReceiveChan<Future<T>> of(CompletionStage<T> stage) {
        CompletableFuture<T> future = Objects.requireNonNull(stage, "stage").toCompletableFuture();
        Chan<Future<T>> chan = Chan.buffered(1);
        CompletableFuture<?> unused = future.whenComplete((result, failure) -> end(chan, future));
        return chan;
    }

    /**
     * Returns a channel that receives a thread when that has ended.
     *
     * <p>A goroutine joins the thread. In a bubble of goloom-testing, that is a wait outside of goloom, so the time
     * does not move before the thread ends. Before JDK 24, a join of a platform thread occupies a carrier. If the
     * goroutine is interrupted, the channel is closed without an element.
     *
     * @param thread the thread, virtual or platform
     * @return a new channel of one element; if the thread has ended, the element is there at once
     * @throws IllegalThreadStateException if {@code thread} has not been started
     * @throws NullPointerException if {@code thread} is null
     */
    public static ReceiveChan<Thread> ofEnd(Thread thread) {
        if (Objects.requireNonNull(thread, "thread").getState() == Thread.State.NEW) {
            throw new IllegalThreadStateException("the thread has not been started: " + thread);
        }
        Chan<Thread> chan = Chan.buffered(1);
        if (thread.isAlive()) {
            Go.go("Chans.ofEnd", () -> {
                try {
                    thread.join();
                    end(chan, thread);
                } catch (InterruptedException e) {
                    chan.close();
                    throw e;
                }
            });
        } else {
            end(chan, thread);
        }
        return chan;
    }

    /**
     * Returns a channel that receives a process when that has exited. The process refers to the channel until then. If
     * the future of {@link Process#onExit} fails, the channel is closed without an element.
     *
     * @param process the process
     * @return a new channel of one element; if the process has exited, the element is there soon, but perhaps not at
     *     once
     * @throws NullPointerException if {@code process} is null
     * @throws RuntimeException what {@link Process#onExit} throws, which some processes do not support
     */
    public static ReceiveChan<Process> ofExit(Process process) {
        CompletableFuture<Process> exit =
                Objects.requireNonNull(process, "process").onExit();
        Chan<Process> chan = Chan.buffered(1);
        CompletableFuture<?> unused = exit.whenComplete((exited, failure) -> {
            if (failure == null) {
                end(chan, process);
            } else {
                chan.close();
            }
        });
        return chan;
    }

    /** Sends the one element of a channel, and closes that. */
    private static <T> void end(Chan<T> chan, T element) {
        boolean unused = chan.trySend(element);
        chan.close();
    }

    /**
     * Subscribes to a publisher, and returns its elements as a channel. {@link Inflow} says how it ends and fails.
     *
     * {@snippet :
     * try (Inflow<Order> inflow = Chans.subscribe(publisher, 16)) {
     *     inflow.chan().receiveEach(order -> handle(order), ctx);
     *     inflow.throwIfFailed();
     * }
     * }
     *
     * @param publisher the publisher
     * @param capacity the number of elements that are requested or wait to be received, at most
     * @param <T> the type of the elements
     * @return the subscription, which is to be closed
     * @throws IllegalArgumentException if {@code capacity} is less than 1 or above 2<sup>30</sup>
     * @throws NullPointerException if {@code publisher} is null
     * @throws RuntimeException what the publisher throws from {@code subscribe}; the subscription is cancelled then
     */
    @MustBeClosed
    public static <T> Inflow<T> subscribe(Flow.Publisher<? extends T> publisher, int capacity) {
        Objects.requireNonNull(publisher, "publisher");
        Feed<T> feed = new Feed<>(capacity);
        try {
            publisher.subscribe(feed);
        } catch (Throwable e) {
            feed.close();
            throw e;
        }
        return new Inflow<>(feed);
    }

    /**
     * Returns a publisher of the elements of a channel. Each subscription is a goroutine that receives from the channel
     * as long as its subscriber has a demand, and then calls the subscriber. So the elements are divided among the
     * subscriptions, and other receivers of the channel, as they are among all receivers: each element goes to one of
     * them.
     *
     * <p>When the channel is closed and drained, the subscribers complete: at once if they have a demand or have just
     * received their last element, and otherwise with their next request. The goroutine ends then, or when the
     * subscription is cancelled. An element that it has received by the time of the cancellation is still passed to the
     * subscriber. A subscriber that throws an exception, which it must not, ends its goroutine by that.
     *
     * <p>Nothing is received from the channel before there is a subscriber with a demand. If the goroutine is
     * interrupted, the subscriber gets the {@link InterruptedException} as its error.
     *
     * @param chan the channel
     * @param <T> the type of the elements
     * @return a new publisher, which any number of subscribers may use
     * @throws NullPointerException if {@code chan} is null
     */
    public static <T> Flow.Publisher<T> publisher(ReceiveChan<T> chan) {
        return new ChanPublisher<>(Objects.requireNonNull(chan, "chan"));
    }
}
