package io.github.goloom.pipe;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.ErrGroup;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The goroutines of a pipeline, or those before a {@link Limiting} stage, which end as soon as that has what it needs.
 *
 * <p>All are tasks of one {@link ErrGroup}, which interrupts them when the pipeline fails or is cancelled. Those before
 * a limit, a part of the run, also run in {@link Context#interrupting} of a context of their own. Once that is cut off,
 * whatever they throw is no failure, because nothing that they do is needed any more.
 *
 * <p>A goroutine is interrupted once for each part, and a function may swallow that. A step therefore asks
 * {@link #throwIfDone} before each wait: a context is done before its interrupt is sent, so either the step sees that,
 * or the interrupt ends the wait.
 */
final class Run {
    private final ErrGroup group;
    private final Context context;

    /** The context with which the group ends; for a part, the run to which it belongs has it. */
    private final Context parent;

    private final @Nullable Run outer;
    private final Queue<Runnable> atCut = new ConcurrentLinkedQueue<>();
    private volatile boolean cut;
    private volatile boolean over; // what the goroutines throw from now on is no failure

    private Run(ErrGroup group, Context context, Context parent, @Nullable Run outer) {
        this.group = group;
        this.context = context;
        this.parent = parent;
        this.outer = outer;
    }

    static Run of(ErrGroup group, Context parent) {
        return new Run(group, group.context(), parent, null);
    }

    /** {@return the whole, of which this may be a part} */
    Run whole() {
        return outer == null ? this : outer.whole();
    }

    /**
     * Runs a body with a part of this run, and a function that cuts that off: its goroutines, and the current one. Only
     * an end of this part is hidden from the caller; that of what it is a part of goes on to the one who runs that.
     */
    void part(Part body) throws Exception {
        CancellableContext end = CancellableContext.childOf(context);
        Run inner = new Run(group, end, parent, this);
        try {
            inner.interrupting(() -> body.run(inner, () -> inner.cutOff(end)));
            inner.cutOff(end); // goroutines that are about to end are not needed any more
        } catch (Exception e) {
            if (!inner.cut) {
                throw e;
            }
        } finally {
            inner.over = true;
            end.close();
        }
    }

    /** The body for {@link #part}. */
    interface Part {
        void run(Run part, Runnable cutOff) throws Exception;
    }

    private void cutOff(CancellableContext end) {
        cut = true;
        over = true;
        runAtCut();
        end.cancel();
    }

    private void runAtCut() {
        for (Runnable each = atCut.poll(); each != null; each = atCut.poll()) {
            each.run();
        }
    }

    /** Calls an action when this, or a part to which it belongs, is cut off; at once if it is. */
    void atCut(Runnable action) {
        for (Run each = this; each.outer != null; each = each.outer) {
            each.atCut.add(action);
            if (each.cut) {
                each.runAtCut();
            }
        }
    }

    /** Starts a goroutine for a stage, which ends the whole pipeline if it fails. */
    void go(Title title, String name, Go.Task task) throws InterruptedException {
        boolean started = false;
        try {
            started = group.go(name, title.failing(this, outer == null ? task : () -> runUntilOver(task)));
        } catch (IllegalStateException e) { // the group is being closed
            Void unused = group.context().done().receive();
        }
        if (!started) {
            throw new InterruptedException();
        }
    }

    private void runUntilOver(Go.Task task) throws Exception {
        try {
            interrupting(task);
        } catch (Exception e) {
            if (!isOver()) {
                throw e;
            }
        }
    }

    private boolean isOver() {
        return over || (outer != null && outer.isOver());
    }

    /** As {@link Context#interrupting}, but a failure of a stage stays one. */
    private void interrupting(Go.Task task) throws Exception {
        @Nullable StageException[] failure = new StageException[1];
        try {
            context.<Exception>interrupting(() -> {
                try {
                    task.run();
                } catch (StageException e) {
                    failure[0] = e;
                }
            });
        } catch (Exception e) {
            if (failure[0] == null) {
                throw e;
            }
        }
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    /** {@return whether an interrupt may come from the end of this, or of what this is a part of} */
    boolean isDone() {
        return context.isDone() || (outer == null ? parent.isDone() : outer.isDone()); // this is told a moment later
    }

    /** To be called before a wait, and after an element that came without one. */
    void throwIfDone() {
        context.throwIfDone();
    }

    /** To be called when a source has ended, since it may have done so because of the end of the context. */
    void throwIfEnded() {
        context.throwIfDone();
        if (outer == null) {
            parent.throwIfDone();
        } else {
            outer.throwIfEnded();
        }
    }
}
