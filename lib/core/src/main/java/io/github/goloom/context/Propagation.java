package io.github.goloom.context;

import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import io.github.goloom.park.Source;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ends a context with one of its parents, which may be foreign: it follows the parent's done channel. */
final class Propagation extends Follower {
    /** The next of those of the same child. */
    final @Nullable Propagation next;

    private final CancelContext child;
    private final Context parent;
    private final Source source;

    Propagation(CancelContext child, Context parent, @Nullable Propagation next) {
        this.child = child;
        this.parent = parent;
        this.next = next;
        source = sourceOf(parent);
    }

    /** {@return where those who follow a context enrol} */
    static Source sourceOf(Context context) {
        return (Source) Objects.requireNonNull(context.done(), "done()");
    }

    /** {@return false if the parent has ended} */
    boolean begin() {
        return source.enrol(this);
    }

    void withdraw() {
        source.withdraw(this);
    }

    /** A foreign parent is asked for its {@code err()} and {@code cause()}. */
    @Override
    protected boolean mayWait() {
        return !(ValueContext.scopeOf(parent) instanceof CancelContext);
    }

    @Override
    protected @Nullable Node ended() {
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
