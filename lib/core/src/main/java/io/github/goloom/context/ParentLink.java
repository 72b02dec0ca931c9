package io.github.goloom.context;

import io.github.goloom.park.DoneSignal;
import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ends a context with one of its parents, which may be foreign, by following the parent's done channel. */
final class ParentLink extends Follower {
    /** The next link of the same child. */
    final @Nullable ParentLink next;

    private final CancelContext child;
    private final Context parent;
    private final DoneSignal signal;

    ParentLink(CancelContext child, Context parent, @Nullable ParentLink next) {
        this.child = child;
        this.parent = parent;
        this.next = next;
        signal = signalOf(parent);
    }

    /** {@return the signal on which followers of a context register} */
    static DoneSignal signalOf(Context context) {
        return (DoneSignal) Objects.requireNonNull(context.done(), "done()");
    }

    /** Registers this link. {@return false if the parent has ended} */
    boolean begin() {
        return signal.register(this);
    }

    void unregister() {
        signal.unregister(this);
    }

    /** {@return true if the parent is foreign} Its {@code err()} and {@code cause()} are then called. */
    @Override
    protected boolean mayWait() {
        return !(ValueContext.scopeOf(parent) instanceof CancelContext);
    }

    @Override
    protected @Nullable Node onEnd() {
        return child.end(endingOfParent());
    }

    /** An exception of a foreign parent must not reach the thread that ends it, and becomes the cause of the child. */
    private Ending endingOfParent() {
        try {
            return Ending.of(parent);
        } catch (Throwable failure) {
            return Ending.cancelled(failure);
        }
    }
}
