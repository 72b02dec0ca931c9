package io.github.goloom.context;

import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.Clock;
import io.github.goloom.park.DoneTrigger;
import io.github.goloom.park.Guarded;
import io.github.goloom.park.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A context that can end, alone or with its parents.
 *
 * <p><b>Protocol.</b> The {@link Ending} and the close of the done channel are one write, under the lock of that
 * channel. This write is the linearization point, and the first one wins. Children, {@code afterFunc}s and threads in
 * {@code interrupting} are followers in the queue of the same channel, as waiting threads are, and are claimed with
 * them. After the lock is freed, the thread that ended the parent tells the followers one after the other. Therefore
 * all of them are done when {@code cancel} returns, except those that another thread is telling at that time; a foreign
 * parent is followed without a thread; and no lock is held while a child takes its own.
 *
 * <p><b>Late children.</b> A child that registers after the parent's channel has ended ends itself with the parent's
 * ending.
 *
 * <p><b>Leaving.</b> A context that ends leaves the queues of its parents and cancels its alarm, so that nothing refers
 * to it. The thread that sets the alarm checks afterwards whether the context has ended, and then cancels the alarm.
 *
 * <p>The class follows Go's {@code context/context.go}.
 */
sealed class CancelContext extends OwnContext implements CancellableContext permits ShutdownContext {
    /** More than the time between a reading of one clock and the next reading of the other. */
    private static final long SKEW_NANOS = 1_000_000;

    private final Context parent;
    private final DoneTrigger signal = CHANS.newDone();

    @SuppressWarnings("unchecked") // a done channel is both
    private final ReceiveChan<Void> done = (ReceiveChan<Void>) signal;

    private final Optional<Instant> deadline;
    private final long due;

    /**
     * One link for each parent. A parent may end while the next link is added. The thread that adds a link writes this
     * field, then reads the ending; the thread that ends the context writes the ending, then reads this field.
     */
    private volatile @Nullable ParentLink links;

    /** Written before another thread can reach this context. */
    private @Nullable DeadlineAlarm alarm;

    CancelContext(Context parent, Optional<Instant> deadline, long due) {
        this.parent = parent;
        this.deadline = deadline;
        this.due = due;
    }

    static CancelContext childOf(Context parent) {
        CancelContext child = new CancelContext(parent, parent.deadline(), dueOf(parent));
        child.follow(parent);
        return child;
    }

    static CancelContext withTimeout(Context parent, Duration timeout, @Nullable Throwable cause) {
        Instant deadline = instantAfter(Objects.requireNonNull(timeout, "timeout"));
        return withDeadline(parent, Clock.after(Clock.now(), Clock.nanos(timeout)), deadline, cause);
    }

    static CancelContext withDeadline(Context parent, Instant deadline, @Nullable Throwable cause) {
        return withDeadline(parent, Clock.due(Objects.requireNonNull(deadline, "deadline")), deadline, cause);
    }

    private static CancelContext withDeadline(Context parent, long due, Instant deadline, @Nullable Throwable cause) {
        if (isEarlier(parent, due, deadline)) {
            return childOf(parent);
        }
        CancelContext child = new CancelContext(parent, Optional.of(deadline), due);
        child.alarm = new DeadlineAlarm(child, cause);
        child.follow(parent);
        try {
            child.setAlarm(child.alarm, deadline, cause);
        } catch (Throwable failure) {
            child.abandon(failure);
            throw failure;
        }
        return child;
    }

    /**
     * {@return whether the deadline of the parent is earlier} The instants as given decide, unless the monotonic clock
     * clearly contradicts them: then the system's clock was set in between, which must not make the new deadline late.
     */
    private static boolean isEarlier(Context parent, long due, Instant deadline) {
        Optional<Instant> other = parent.deadline();
        return other.isPresent() && other.get().isBefore(deadline) && dueOf(parent) <= Clock.after(due, SKEW_NANOS);
    }

    private static Instant instantAfter(Duration timeout) {
        try {
            return Clock.instant().plus(timeout);
        } catch (RuntimeException e) { // out of range
            return timeout.isNegative() ? Instant.MIN : Instant.MAX;
        }
    }

    static CancelContext merge(Context first, Context... others) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(others, "others");
        MergedParents parents = new MergedParents(first, others);
        CancelContext child = new CancelContext(parents, parents.deadline(), parents.due());
        try {
            parents.each(child::follow);
        } catch (Throwable failure) {
            child.abandon(failure);
            throw failure;
        }
        return child;
    }

    /** Ends a context whose making has failed. No caller gets it, and it leaves the parents that it follows. */
    private void abandon(Throwable failure) {
        Guarded.wake(end(Ending.cancelled(failure)));
    }

    /** Follows a parent; only for the thread that makes this context. */
    private void follow(Context context) {
        if (isDone()) {
            return;
        }
        ParentLink link = new ParentLink(this, context, links);
        links = link;
        if (!link.begin()) {
            Guarded.wake(end(Ending.of(context)));
        } else if (isDone()) {
            link.unregister();
        }
    }

    private void setAlarm(DeadlineAlarm own, Instant deadline, @Nullable Throwable cause) {
        if (due <= Clock.now()) {
            Guarded.wake(end(Ending.exceeded(deadline, cause)));
        } else if (!isDone()) {
            own.setAndWake(due);
            if (isDone()) {
                own.cancel();
            }
        }
    }

    /** Ends this context, unless it has ended. {@return the nodes that were claimed, for {@link Guarded#wake}} */
    @Nullable
    Node end(Ending ending) {
        Node claimed = signal.end(ending);
        for (ParentLink each = links; each != null; each = each.next) {
            each.unregister();
        }
        if (alarm != null) {
            alarm.cancel();
        }
        return claimed;
    }

    @Nullable
    Ending ending() {
        return (Ending) signal.reason();
    }

    @Override
    public void cancel() {
        cancel(null);
    }

    @Override
    public void cancel(@Nullable Throwable cause) {
        if (!isDone()) {
            Guarded.wake(end(Ending.cancelled(cause)));
        }
    }

    @Override
    public void close() {
        if (!isDone()) {
            Guarded.wake(end(signal.isAwaited() ? Ending.cancelled(null) : Ending.closed()));
        }
    }

    @Override
    public ReceiveChan<Void> done() {
        return done;
    }

    @Override
    public boolean isDone() {
        return signal.reason() != null;
    }

    @Override
    public @Nullable ContextException err() {
        Ending ending = ending();
        return ending == null ? null : ending.error();
    }

    @Override
    public @Nullable Throwable cause() {
        Ending ending = ending();
        return ending == null ? null : ending.cause();
    }

    @Override
    public Optional<Instant> deadline() {
        return deadline;
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    Context parent() {
        return parent;
    }

    @Override
    String suffix() {
        if (alarm == null) {
            return ".WithCancel";
        }
        Instant at = deadline.orElseThrow();
        return ".WithDeadline(" + at + " [" + Duration.between(Clock.instant(), at) + "])";
    }
}
