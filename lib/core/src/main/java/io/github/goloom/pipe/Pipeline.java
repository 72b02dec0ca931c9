package io.github.goloom.pipe;

import com.google.errorprone.annotations.MustBeClosed;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.sync.ErrGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Goroutines that work on a sequence of elements in stages, with channels between them. A pipeline is built from a
 * source and {@linkplain Stage stages}, and runs when the end is called.
 *
 * {@snippet :
 * try (Pipeline pipeline = Pipeline.withContext(ctx)) {
 *     int total = pipeline.from(urls)
 *             .mapOrdered(8, url -> fetch(ctx, url)) // eight at a time, the order kept
 *             .filter(page -> !page.isEmpty())
 *             .collect(Collectors.summingInt(String::length));
 *     System.out.println(total);
 * }
 * }
 *
 * <p><b>The end.</b> A pipeline runs once. Its end waits until all its goroutines have ended; nothing outlives the block.
 * The first failure of a function, a source or a collector ends all of them, and comes out as a {@link StageException},
 * which tells the stage and the element. If the context ends before, by its parent, a deadline or {@link #cancel}, its
 * {@link Context#err() err()} comes out. Functions are then interrupted; one that answers by another exception than an
 * {@link InterruptedException} or a {@link ContextException} has failed.
 *
 * <p><b>Goroutines.</b> A stage to which a number of workers is given has up to as many goroutines, which start when
 * there are elements for them. Other stages run in the goroutine that brings the elements, one after the other;
 * {@link Stage#buffer(int)} between two of them lets them run at the same time. Functions of a stage without a number
 * are called by one goroutine at a time, and in the order of the elements.
 *
 * <p><b>Memory.</b> A stage with <i>n</i> workers holds at most 2<i>n</i> elements, or 64 if that is more. A merge, a
 * flatMap with workers and a batch with a time hold at most 128 more. A source that is faster than the stages waits. A
 * stage may thus work on elements that are never asked for, if a {@link Stage#limit limit} follows.
 *
 * <p><b>Thread safety.</b> A pipeline is built, run and closed by one thread, which is none of its goroutines. Any
 * thread may call {@link #cancel} and {@link #context}.
 *
 * <p><b>Memory consistency effects.</b> Actions of a stage for an element <i>happen-before</i> those of later stages for
 * what has come of it. Actions of a function that is called by one goroutine at a time <i>happen-before</i> those of its
 * next call. Actions of all stages <i>happen-before</i> the return of the end.
 *
 * @see <a href="https://go.dev/blog/pipelines">Go: pipelines and cancellation</a>
 */
public final class Pipeline implements AutoCloseable {
    private final ErrGroup group;
    private final Context parent;
    private final List<Stream<?>> streams = new ArrayList<>();

    /** The last stages, so far, of what has no end yet. */
    private final Set<Title> open = new LinkedHashSet<>();

    private boolean over;

    private Pipeline(ErrGroup group, Context parent) {
        this.group = group;
        this.parent = parent;
    }

    /**
     * Makes a pipeline that ends with a context.
     *
     * @param parent the context from which that of the pipeline is derived
     * @return a new pipeline
     * @throws IllegalStateException if {@code parent} is a foreign context that is done but has no {@code err()}
     * @throws NullPointerException if {@code parent} is null
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the pipeline closes the group
    public static Pipeline withContext(Context parent) {
        return new Pipeline(ErrGroup.withContext(parent), parent);
    }

    /**
     * Makes a pipeline with a name that ends with a context.
     *
     * @param parent the context from which that of the pipeline is derived
     * @param name the name of the pipeline, for messages and dumps
     * @return a new pipeline
     * @throws IllegalStateException if {@code parent} is a foreign context that is done but has no {@code err()}
     * @throws NullPointerException if {@code parent} or {@code name} is null
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the pipeline closes the group
    public static Pipeline withContext(Context parent, String name) {
        return new Pipeline(ErrGroup.withContext(parent, name), parent);
    }

    /**
     * {@return the context of the pipeline, for its functions} It ends with the pipeline; the first failure is its
     * cause.
     */
    public Context context() {
        return group.context();
    }

    /**
     * Begins with the elements of a collection or of another object to iterate over.
     *
     * @param elements what to iterate over, which happens once and in one goroutine
     * @param <T> the type of the elements
     * @return the source
     * @throws IllegalStateException if the pipeline is over
     * @throws NullPointerException if {@code elements} is null
     */
    public <T> Stage<T> from(Iterable<? extends T> elements) {
        Objects.requireNonNull(elements, "elements");
        return begin("from", title -> new Elements<T>(title, elements::iterator));
    }

    /**
     * Begins with the elements of an iterator.
     *
     * @param elements the iterator, which is used in one goroutine
     * @param <T> the type of the elements
     * @return the source
     * @throws IllegalStateException if the pipeline is over
     * @throws NullPointerException if {@code elements} is null
     */
    public <T> Stage<T> from(Iterator<? extends T> elements) {
        Objects.requireNonNull(elements, "elements");
        return begin("from", title -> new Elements<T>(title, () -> elements));
    }

    /**
     * Begins with the elements of a stream, which is closed when the pipeline is.
     *
     * @param elements the stream, which is used in one goroutine
     * @param <T> the type of the elements
     * @return the source
     * @throws IllegalStateException if the pipeline is over
     * @throws NullPointerException if {@code elements} is null
     */
    public <T> Stage<T> from(Stream<? extends T> elements) {
        Objects.requireNonNull(elements, "elements");
        checkNotOver();
        streams.add(elements);
        return begin("from", title -> new Elements<T>(title, elements::iterator));
    }

    /**
     * Begins with the values of a channel, until that is closed and drained. Each is received when it is needed.
     *
     * @param chan the channel
     * @param <T> the type of the elements
     * @return the source
     * @throws IllegalStateException if the pipeline is over
     * @throws NullPointerException if {@code chan} is null
     */
    public <T> Stage<T> from(ReceiveChan<? extends T> chan) {
        Objects.requireNonNull(chan, "chan");
        return begin("from", title -> new Receiving<T>(chan));
    }

    /**
     * Begins with the elements of a publisher, to which the pipeline subscribes when it runs. At most 64 elements are
     * requested ahead. The subscription is cancelled when the pipeline needs no more.
     *
     * @param publisher the publisher
     * @param <T> the type of the elements
     * @return the source
     * @throws IllegalStateException if the pipeline is over
     * @throws NullPointerException if {@code publisher} is null
     */
    public <T> Stage<T> from(Flow.Publisher<? extends T> publisher) {
        Objects.requireNonNull(publisher, "publisher");
        return begin("from", title -> new Subscribing<T>(title, publisher));
    }

    /**
     * Begins with the times of a ticker, which never ends. Ticks for which the pipeline is too slow are dropped.
     *
     * @param period the time between two elements
     * @return the source
     * @throws IllegalArgumentException if {@code period} is not positive
     * @throws IllegalStateException if the pipeline is over
     * @throws NullPointerException if {@code period} is null
     */
    public Stage<Instant> every(Duration period) {
        if (!Objects.requireNonNull(period, "period").isPositive()) {
            throw new IllegalArgumentException("period must be positive: " + period);
        }
        return begin("every", title -> new Ticking(period));
    }

    private <T> Stage<T> begin(String operation, Function<Title, Step<T>> source) {
        checkNotOver();
        Title title = new Title(1, operation);
        open.add(title);
        return new Stage<>(this, null, title, source.apply(title));
    }

    private void checkNotOver() {
        if (over) {
            throw new IllegalStateException("the pipeline has run or is closed: " + this);
        }
    }

    /** Notes that a stage is continued, by another one or by an end. */
    void replace(Title before, @Nullable Title after) {
        checkNotOver();
        if (open.remove(before) && after != null) {
            open.add(after);
        }
    }

    /** Starts an end in a goroutine. {@return false if the context is done} */
    boolean start(Title title, End end) throws InterruptedException {
        checkNotOver();
        over = true;
        Run run = Run.of(group, parent);
        return group.go(title.name(), title.failing(run, () -> end.run(run)));
    }

    /** Runs an end in a goroutine. */
    void run(Title title, End end) throws InterruptedException, ExecutionException {
        boolean unused = start(title, end); // await tells why not
        await();
    }

    /**
     * Waits until the goroutines of a pipeline that was started by {@link Stage#chan} have ended, and tells whether that
     * was by a failure.
     *
     * @throws ContextException the {@code err()} of the context, if its end has cut work short
     * @throws InterruptedException if interrupted before or while waiting
     * @throws StageException if a stage has failed
     */
    public void await() throws InterruptedException, ExecutionException {
        try {
            group.await();
        } catch (ExecutionException e) {
            throw StageException.of(e);
        }
    }

    /** Ends the pipeline: its goroutines are interrupted. Does not wait. */
    public void cancel() {
        group.cancel();
    }

    /**
     * Ends the pipeline and waits until its goroutines, which are interrupted, have ended. An interrupt does not end
     * the wait, and the interrupted status stays set.
     *
     * @throws IllegalStateException if stages were built but never run, or if the pipeline was started by
     *     {@link Stage#chan}, but neither {@link #await} nor {@link #cancel} was called
     */
    @Override
    public void close() {
        over = true;
        List<Runnable> steps = new ArrayList<>(List.of(this::closeGroup, this::checkRun));
        streams.forEach(each -> steps.add(each::close));
        RuntimeException failure = null;
        for (Runnable each : steps) {
            try {
                each.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void closeGroup() {
        try {
            group.close();
        } catch (IllegalStateException e) {
            IllegalStateException thrown =
                    new IllegalStateException("the pipeline was closed without await or cancel: " + this);
            for (Throwable each : e.getSuppressed()) {
                thrown.addSuppressed(each);
            }
            throw thrown;
        }
    }

    private void checkRun() {
        if (!open.isEmpty()) {
            String last = open.toString();
            open.clear();
            throw new IllegalStateException("a pipeline was built but never run; it has no end after " + last);
        }
    }

    @Override
    public String toString() {
        return "Pipeline[" + group + "]";
    }
}
