package io.github.goloom.pipe;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.ContextException;
import io.github.goloom.park.Clock;
import io.github.goloom.sync.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a {@link Pipeline}: the elements that come out of it, and what is to be done with them next. Each stage is
 * continued once, by a further stage or by an end; {@link #tee} gives its elements to two.
 *
 * <p>Functions may throw any exception, which ends the pipeline. Functions and elements are never null.
 *
 * @param <T> the type of the elements
 */
@CheckReturnValue
public final class Stage<T> {
    /** The largest number of workers. */
    static final int MOST = 1 << 16;

    private static final int MOST_CAPACITY = 1 << 30;

    private final Pipeline pipeline;
    private final @Nullable Branch branch;
    private final Title title;
    private final Step<T> step;
    private boolean continued;

    /**
     * A function that makes something of an element.
     *
     * @param <T> the type of the elements
     * @param <R> the type of the results
     */
    @FunctionalInterface
    public interface Mapper<T, R> {
        /**
         * Applies the function.
         *
         * @param element the element
         * @return the result, which is not null
         * @throws Exception if the function fails
         */
        @CanIgnoreReturnValue // an action may be written as a mapper
        R map(T element) throws Exception;
    }

    /**
     * A condition of an element.
     *
     * @param <T> the type of the elements
     */
    @FunctionalInterface
    public interface Condition<T> {
        /**
         * Tests the condition.
         *
         * @param element the element
         * @return whether the condition holds
         * @throws Exception if the test fails
         */
        boolean test(T element) throws Exception;
    }

    /**
     * A function that builds the branch of a {@link #tee}.
     *
     * @param <T> the type of the elements
     */
    @FunctionalInterface
    public interface BranchBuilder<T> {
        /**
         * Builds the branch.
         *
         * @param copy the stage of the elements, to be continued up to an end
         * @throws Exception never from the methods of a stage in a branch
         */
        void build(Stage<T> copy) throws Exception;
    }

    /** What follows a tee, until its end is known. */
    static final class Branch {
        @Nullable
        Title title;

        @Nullable
        End end;
    }

    Stage(Pipeline pipeline, @Nullable Branch branch, Title title, Step<T> step) {
        this.pipeline = pipeline;
        this.branch = branch;
        this.title = title;
        this.step = step;
    }

    /**
     * Gives this stage a name, for its goroutines and its failures. The goroutines of a stage {@code parse} with eight
     * workers are called {@code parse 1/8} to {@code parse 8/8}.
     *
     * @param name the name
     * @return this stage
     * @throws NullPointerException if {@code name} is null
     */
    @CanIgnoreReturnValue
    public Stage<T> named(String name) {
        title.rename(Objects.requireNonNull(name, "name"));
        return this;
    }

    /**
     * Applies a function to each element, one after the other.
     *
     * @param mapper the function
     * @param <R> the type of the results
     * @return the stage of the results
     * @throws IllegalStateException if this stage was continued before
     * @throws NullPointerException if {@code mapper} is null
     */
    public <R> Stage<R> map(Mapper<? super T, ? extends R> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        Title next = after("map");
        return then(next, new Mapping<>(next, step, mapper));
    }

    /**
     * Applies a function to each element, to several at once. The results come in the order in which they are ready.
     *
     * @param workers the number of goroutines that call the function
     * @param mapper the function
     * @param <R> the type of the results
     * @return the stage of the results
     * @throws IllegalArgumentException if {@code workers} is less than 1 or above 2<sup>16</sup>
     * @throws IllegalStateException if this stage was continued before
     * @throws NullPointerException if {@code mapper} is null
     */
    public <R> Stage<R> map(int workers, Mapper<? super T, ? extends R> mapper) {
        return map("map", workers, false, mapper);
    }

    /**
     * Applies a function to each element, to several at once. The results come in the order of the elements.
     *
     * @param workers the number of goroutines that call the function
     * @param mapper the function
     * @param <R> the type of the results
     * @return the stage of the results
     * @throws IllegalArgumentException if {@code workers} is less than 1 or above 2<sup>16</sup>
     * @throws IllegalStateException if this stage was continued before
     * @throws NullPointerException if {@code mapper} is null
     */
    public <R> Stage<R> mapOrdered(int workers, Mapper<? super T, ? extends R> mapper) {
        return map("mapOrdered", workers, true, mapper);
    }

    private <R> Stage<R> map(String operation, int workers, boolean ordered, Mapper<? super T, ? extends R> mapper) {
        checkWorkers(workers);
        Objects.requireNonNull(mapper, "mapper");
        Title next = after(operation);
        return then(next, new ParallelMapping<>(next, step, workers, ordered, mapper));
    }

    /**
     * Replaces each element by those that a function makes of it, one after the other.
     *
     * @param mapper the function, which may return a list or a channel
     * @param <R> the type of the new elements
     * @return the stage of the new elements
     * @throws IllegalStateException if this stage was continued before
     * @throws NullPointerException if {@code mapper} is null
     */
    public <R> Stage<R> flatMap(Mapper<? super T, ? extends Iterable<? extends R>> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        Title next = after("flatMap");
        return then(next, new FlatMapping<>(next, step, mapper));
    }

    /**
     * Replaces each element by those that a function makes of it, several elements at once. The new elements come in
     * the order in which they are ready; those of one element keep their order.
     *
     * @param workers the number of goroutines that call the function and iterate over what it returns
     * @param mapper the function, which may return a list or a channel
     * @param <R> the type of the new elements
     * @return the stage of the new elements
     * @throws IllegalArgumentException if {@code workers} is less than 1 or above 2<sup>16</sup>
     * @throws IllegalStateException if this stage was continued before
     * @throws NullPointerException if {@code mapper} is null
     */
    public <R> Stage<R> flatMap(int workers, Mapper<? super T, ? extends Iterable<? extends R>> mapper) {
        checkWorkers(workers);
        Objects.requireNonNull(mapper, "mapper");
        Title next = after("flatMap");
        return then(next, new ParallelFlatMapping<>(next, step, workers, mapper));
    }

    /**
     * Lets the elements through that fulfil a condition.
     *
     * @param condition the condition
     * @return the stage of these elements
     * @throws IllegalStateException if this stage was continued before
     * @throws NullPointerException if {@code condition} is null
     */
    public Stage<T> filter(Condition<? super T> condition) {
        Objects.requireNonNull(condition, "condition");
        Title next = after("filter");
        return then(next, new Filtering<>(next, step, condition));
    }

    /**
     * Lets the first elements through. After the last of them the stages before this one are ended: their functions are
     * interrupted, and what these throw then is no failure.
     *
     * @param elements the number of elements
     * @return the stage of these elements
     * @throws IllegalArgumentException if {@code elements} is negative
     * @throws IllegalStateException if this stage was continued before
     */
    public Stage<T> limit(long elements) {
        if (elements < 0) {
            throw new IllegalArgumentException("elements must not be negative: " + elements);
        }
        return then(after("limit"), new Limiting<>(step, elements));
    }

    /**
     * Collects elements into lists of a size; the last list may be smaller.
     *
     * @param size the number of elements of a list
     * @return the stage of the lists, which belong to the receiver
     * @throws IllegalArgumentException if {@code size} is less than 1
     * @throws IllegalStateException if this stage was continued before
     */
    public Stage<List<T>> batch(int size) {
        checkSize(size);
        return then(after("batch"), new Batching<>(step, size));
    }

    /**
     * Collects elements into lists, until a list is full or a time has passed since this stage took its first element,
     * which it does when it has passed the list before on. No list is empty. The stages before this one run in a
     * goroutine of their own.
     *
     * @param size the largest number of elements of a list
     * @param linger the longest time that the first element waits for others; with zero, a list has what is there
     * @return the stage of the lists, which belong to the receiver
     * @throws IllegalArgumentException if {@code size} is less than 1, or {@code linger} is negative
     * @throws IllegalStateException if this stage was continued before
     * @throws NullPointerException if {@code linger} is null
     */
    public Stage<List<T>> batch(int size, Duration linger) {
        checkSize(size);
        if (Objects.requireNonNull(linger, "linger").isNegative()) {
            throw new IllegalArgumentException("linger must not be negative: " + linger);
        }
        Title next = after("batch");
        return then(next, new TimedBatching<>(next, step, size, Clock.nanos(linger)));
    }

    /**
     * Lets each element through when a rate limiter grants a permit, which other pipelines may use, too.
     *
     * @param limiter the rate limiter
     * @return the stage of the same elements
     * @throws IllegalStateException if this stage was continued before
     * @throws NullPointerException if {@code limiter} is null
     */
    public Stage<T> throttle(RateLimiter limiter) {
        Objects.requireNonNull(limiter, "limiter");
        Title next = after("throttle");
        return then(next, new Throttling<>(next, step, limiter));
    }

    /**
     * Merges the elements of this stage with those of others, as they come. Each of the stages runs in a goroutine of
     * its own.
     *
     * @param others the other stages, of the same pipeline
     * @return the stage of all elements
     * @throws IllegalArgumentException if one of {@code others} belongs to another pipeline or to a branch
     * @throws IllegalStateException if this stage or another one was continued before
     * @throws NullPointerException if {@code others} or one of them is null
     */
    @SafeVarargs
    public final Stage<T> merge(Stage<? extends T>... others) {
        Objects.requireNonNull(others, "others");
        List<Step<? extends T>> steps = new ArrayList<>(List.of(step));
        for (int i = 0; i < others.length; i++) {
            Objects.requireNonNull(others[i], "others[" + i + "]");
        }
        for (Stage<? extends T> other : others) {
            if (other.pipeline != pipeline || other.branch != branch) {
                throw new IllegalArgumentException("a stage of another pipeline or branch: " + other);
            }
            steps.add(other.step);
        }
        Title next = after("merge");
        for (Stage<? extends T> other : others) {
            other.continueBy(null);
        }
        return then(next, new Merging<>(next, steps));
    }

    /**
     * Passes all elements to a branch, too, which has stages and an end of its own. The function is called at once, to
     * build the branch. The {@code forEach} at the end of a branch returns at once; the branch runs in goroutines of
     * its own when the pipeline runs. A slow branch makes the stages before the tee wait. A branch that
     * has ended early, by a limit, does not.
     *
     * {@snippet :
     * pipeline.from(lines)
     *         .tee(copy -> copy.batch(100).forEach(batch -> System.out.println(batch.size())))
     *         .map(String::length)
     *         .forEach(length -> System.out.println(length));
     * }
     *
     * @param builder the function that builds the branch, which ends by {@code forEach}
     * @return the stage of the same elements
     * @throws IllegalArgumentException if {@code builder} throws a checked exception
     * @throws IllegalStateException if this stage was continued before, or if the branch has no end
     * @throws NullPointerException if {@code builder} is null
     */
    public Stage<T> tee(BranchBuilder<T> builder) {
        Objects.requireNonNull(builder, "builder");
        Title next = after("tee");
        Branch made = new Branch();
        Chan<T> copies = Chan.buffered(Hop.AHEAD, "tee");
        try {
            builder.build(new Stage<>(pipeline, made, new Title(next.place(), "tee"), new Receiving<>(copies)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("the branch could not be built", e);
        }
        if (made.title == null || made.end == null) {
            throw new IllegalStateException("the branch of " + next + " has no end, such as forEach");
        }
        return then(next, new Teeing<>(made.title, step, copies, made.end));
    }

    /**
     * Lets the stages before and after run at the same time, with a buffer between them.
     *
     * @param capacity the number of elements that the buffer holds, which may be 0
     * @return the stage of the same elements
     * @throws IllegalArgumentException if {@code capacity} is negative or above 2<sup>30</sup>
     * @throws IllegalStateException if this stage was continued before
     */
    public Stage<T> buffer(int capacity) {
        if (capacity < 0 || capacity > MOST_CAPACITY) {
            throw new IllegalArgumentException("capacity must be from 0 to " + MOST_CAPACITY + ": " + capacity);
        }
        Title next = after("buffer");
        return then(next, new Buffering<>(next, step, () -> Chan.buffered(capacity, next.name())));
    }

    /**
     * Lets the stages before and after run at the same time, with a channel between them. The kind of the channel
     * decides what happens if the stages after it are slower.
     *
     * @param chan a new channel, which is used by this stage only and is closed after the last element
     * @return the stage of the elements that come out of the channel
     * @throws IllegalArgumentException if {@code chan} is the nil channel
     * @throws IllegalStateException if this stage was continued before
     * @throws NullPointerException if {@code chan} is null
     */
    public Stage<T> buffer(Chan<T> chan) {
        if (Objects.requireNonNull(chan, "chan").isNil()) {
            throw new IllegalArgumentException("chan is the nil channel, on which nothing can be sent");
        }
        Title next = after("buffer");
        return then(next, new Buffering<>(next, step, () -> chan));
    }

    /**
     * Runs the pipeline, and passes each element to an action, one after the other.
     *
     * @param action the action
     * @throws ContextException the {@code err()} of the context, if its end from outside has cut work short
     * @throws IllegalStateException if this stage was continued before
     * @throws InterruptedException if interrupted before or while waiting; the pipeline goes on until it is closed
     * @throws NullPointerException if {@code action} is null
     * @throws StageException if a stage has failed
     */
    public void forEach(ReceiveChan.Each<? super T, ? extends Exception> action)
            throws InterruptedException, ExecutionException {
        forEach(1, action);
    }

    /**
     * Runs the pipeline, and passes each element to an action, several at once.
     *
     * @param workers the number of goroutines that call the action
     * @param action the action
     * @throws ContextException the {@code err()} of the context, if its end from outside has cut work short
     * @throws IllegalArgumentException if {@code workers} is less than 1 or above 2<sup>16</sup>
     * @throws IllegalStateException if this stage was continued before
     * @throws InterruptedException if interrupted before or while waiting; the pipeline goes on until it is closed
     * @throws NullPointerException if {@code action} is null
     * @throws StageException if a stage has failed
     */
    public void forEach(int workers, ReceiveChan.Each<? super T, ? extends Exception> action)
            throws InterruptedException, ExecutionException {
        checkWorkers(workers);
        Objects.requireNonNull(action, "action");
        Title last = end("forEach");
        End end = new ForEach<T>(last, step, workers, action);
        if (branch == null) {
            pipeline.run(last, end);
        } else {
            branch.title = last;
            branch.end = end;
        }
    }

    /**
     * Runs the pipeline, and collects the elements.
     *
     * @param collector the collector, whose functions are called by one goroutine at a time
     * @param <A> the type of the collector's container
     * @param <R> the type of the result
     * @return the result
     * @throws ContextException the {@code err()} of the context, if its end from outside has cut work short
     * @throws IllegalStateException if this stage was continued before, or belongs to a branch
     * @throws InterruptedException if interrupted before or while waiting; the pipeline goes on until it is closed
     * @throws NullPointerException if {@code collector} is null
     * @throws StageException if a stage or the collector has failed
     */
    public <A extends @Nullable Object, R extends @Nullable Object> R collect(Collector<? super T, A, R> collector)
            throws InterruptedException, ExecutionException {
        Objects.requireNonNull(collector, "collector");
        Collecting<T, A, R> end = new Collecting<>(mainEnd("collect"), step, collector);
        pipeline.run(end.title(), end);
        return end.result();
    }

    /**
     * Runs the pipeline up to its first element.
     *
     * @return the first element that comes out of this stage; empty if there is none
     * @throws ContextException the {@code err()} of the context, if its end from outside has cut work short
     * @throws IllegalStateException if this stage was continued before, or belongs to a branch
     * @throws InterruptedException if interrupted before or while waiting; the pipeline goes on until it is closed
     * @throws StageException if a stage has failed
     */
    public Optional<T> first() throws InterruptedException, ExecutionException {
        List<T> found = new ArrayList<>(1);
        pipeline.run(mainEnd("first"), run -> new Limiting<>(step, 1).run(run, found::add));
        return found.stream().findFirst();
    }

    /**
     * Starts the pipeline, and returns a channel of its elements, for a {@code select} or a loop. The channel is closed
     * after the last element, and also if a stage fails; {@link Pipeline#await} tells which it was, and has to be
     * called after the channel has ended, or {@link Pipeline#cancel} before.
     *
     * @return an unbuffered channel
     * @throws IllegalStateException if this stage was continued before, or belongs to a branch
     * @throws InterruptedException if interrupted; nothing is started
     */
    public ReceiveChan<T> chan() throws InterruptedException {
        ToChan<T> end = new ToChan<>(mainEnd("chan"), step);
        if (!pipeline.start(end.title(), end)) {
            end.chan().close();
        }
        return end.chan();
    }

    private <R> Stage<R> then(Title next, Step<R> following) {
        return new Stage<>(pipeline, branch, next, following);
    }

    private Title after(String operation) {
        Title next = new Title(title.place() + 1, operation);
        continueBy(next);
        return next;
    }

    private Title end(String operation) {
        continueBy(null);
        return new Title(title.place() + 1, operation);
    }

    private Title mainEnd(String operation) {
        if (branch != null) {
            throw new IllegalStateException("a branch ends by forEach, not by " + operation);
        }
        return end(operation);
    }

    private void continueBy(@Nullable Title next) {
        if (continued) {
            throw new IllegalStateException("this stage was continued before; tee passes the elements to two: " + this);
        }
        if (branch == null) {
            pipeline.replace(title, next);
        }
        continued = true;
    }

    private static void checkWorkers(int workers) {
        if (workers < 1 || workers > MOST) {
            throw new IllegalArgumentException("workers must be from 1 to " + MOST + ": " + workers);
        }
    }

    private static void checkSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be positive: " + size);
        }
    }

    @Override
    public String toString() {
        return "Stage[" + title.place() + ", " + title + "]";
    }
}
