package io.github.goloom.context;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A context that is not the library's: values and deadline are those of one inside, the end is its own. */
final class Foreign implements Context {
    final Chan<Void> done;

    /** Who asked for the error of the end. */
    final List<Thread> askers = new CopyOnWriteArrayList<>();

    private final Context inside;
    private final Runnable whenAsked;
    private volatile ContextException error;
    private volatile Throwable why;
    private volatile RuntimeException failure;

    Foreign(Context inside) {
        this(inside, () -> {});
    }

    /** One that does something when it is asked for its error. */
    Foreign(Context inside, Runnable whenAsked) {
        this(inside, whenAsked, Chan.unbuffered("done of a foreign context"));
    }

    private Foreign(Context inside, Runnable whenAsked, Chan<Void> done) {
        this.done = done;
        this.inside = inside;
        this.whenAsked = whenAsked;
    }

    /** One that breaks its promise: it is done, and has no error. */
    static Foreign broken() {
        Foreign broken = new Foreign(Context.background());
        broken.done.close();
        return broken;
    }

    /** One that breaks its promise of a channel. */
    static Foreign withoutChannel() {
        return new Foreign(Context.background(), () -> {}, null);
    }

    /** Ends this as the contract asks for. */
    void end(ContextException ownError, Throwable ownCause) {
        why = ownCause;
        error = ownError;
        done.close();
    }

    /** Ends this with an {@code err()} that throws. */
    void endFailing(RuntimeException ownFailure) {
        failure = ownFailure;
        done.close();
    }

    @Override
    public ReceiveChan<Void> done() {
        return done;
    }

    @Override
    public ContextException err() {
        askers.add(Thread.currentThread());
        whenAsked.run();
        if (failure != null) {
            throw failure;
        }
        return error;
    }

    @Override
    public Throwable cause() {
        return why;
    }

    @Override
    public Optional<Instant> deadline() {
        return inside.deadline();
    }

    @Override
    public <V> V value(ContextKey<V> key) {
        return inside.value(key);
    }

    @Override
    public String toString() {
        return "foreign";
    }
}
