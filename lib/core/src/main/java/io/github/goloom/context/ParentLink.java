package io.github.goloom.context;

import io.github.goloom.park.DoneSignal;
import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ends a context with one of its parents, which may be foreign: it follows the parent's done channel. */
final class ParentLink extends Follower {
    /** The next of those of the same child. */
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

    /** {@return where those who follow a context register} */
    static DoneSignal signalOf(Context context) {
        return (DoneSignal) Objects.requireNonNull(context.done(), "done()");
    }

    /** {@return false if the parent has ended} */
    boolean begin() {
        return signal.register(this);
    }

    void unregister() {
        signal.unregister(this);
    }

    /** A foreign parent is asked for its {@code err()} and {@code cause()}. */
    @Override
    protected boolean mayWait() {
        return !(ValueContext.scopeOf(parent) instanceof CancelContext);
    }

    @Override
    protected @Nullable Node onEnd() {
        return child.end(endingOfParent());
    }

    /** Whoever ends the parent must not get what is wrong with a foreign context: the child tells it. */
    private Ending endingOfParent() {
        try {
            return Ending.of(parent);
        } catch (Throwable failure) {
            return Ending.cancelled(failure);
        }
    }
}
