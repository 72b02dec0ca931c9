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
 * channel: this is the linearization point, and the first to get there wins. Children, {@code afterFunc}s and threads
 * in {@code interrupting} are followers in the queue of the same channel, as waiting threads are, and are claimed with
 * them. Once the lock is free they are told, one after the other, by the thread that ended the parent: so all that
 * follow are done when {@code cancel} returns (but for those that another thread is just telling), a foreign parent is
 * followed without a thread, and no lock is held while a child takes its own.
 *
 * <p><b>Born late.</b> A child that finds the parent's channel ended when it registers ends itself with the parent's
 * ending.
 *
 * <p><b>Leaving.</b> Who has ended leaves the queues of its parents and cancels its alarm, so that nothing refers to
 * it. An alarm that is set after the end is cancelled by who set it: it looks again.
 *
 * <p>The file it follows is Go's {@code context/context.go}.
 */
final class CancelContext extends OwnContext implements CancellableContext {
    /** More than passes between two readings of the two clocks. */
    private static final long SKEW_NANOS = 1_000_000;

    private final Context parent;
    private final DoneTrigger signal = CHANS.newDone();

    @SuppressWarnings("unchecked") // it is the same
    private final ReceiveChan<Void> done = (ReceiveChan<Void>) signal;

    private final Optional<Instant> deadline;
    private final long due;

    /**
     * One for each parent. A parent may end while the next is added: who adds one writes this, then reads whether this
     * has ended; who ends this writes that, then reads this.
     */
    private volatile @Nullable ParentLink links;

    /** Written before anybody else has this. */
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
        return withDeadline(parent, due(Objects.requireNonNull(deadline, "deadline")), deadline, cause);
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
     * The deadlines as they were given decide, unless the monotonic clock says clearly otherwise: then the system's
     * clock was set in between, and must not make this one late.
     */
    private static boolean isEarlier(Context parent, long due, Instant deadline) {
        Optional<Instant> other = parent.deadline();
        return other.isPresent() && other.get().isBefore(deadline) && dueOf(parent) <= Clock.after(due, SKEW_NANOS);
    }

    private static Instant instantAfter(Duration timeout) {
        try {
            return Instant.now().plus(timeout);
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

    /** If a step of the making fails, nobody gets this, and it leaves the parents that it follows. */
    private void abandon(Throwable failure) {
        Guarded.wake(end(Ending.cancelled(failure)));
    }

    /** By the one who makes this, only. */
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

    /** Ends this, unless it has ended. {@return what was claimed, for {@link Guarded#wake}} */
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
    long due() {
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
        return ".WithDeadline(" + at + " [" + Duration.between(Instant.now(), at) + "])";
    }
}
