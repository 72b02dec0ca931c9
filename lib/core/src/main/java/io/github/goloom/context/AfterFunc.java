package io.github.goloom.context;

import io.github.goloom.Go;
import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import io.github.goloom.park.Source;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A function that is called when a context has ended. Who takes it out of its field, the end or a stop, decides the race. */
final class AfterFunc extends Follower implements Context.Registration {
    private static final VarHandle FUNCTION;

    static {
        try {
            FUNCTION = MethodHandles.lookup().findVarHandle(AfterFunc.class, "function", Go.Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Source source;

    @SuppressWarnings("UnusedVariable") // read through its handle
    private volatile Go.@Nullable Task function;

    private AfterFunc(Source source, Go.Task function) {
        this.source = source;
        this.function = function;
    }

    static AfterFunc register(Context context, Go.Task function) {
        AfterFunc registration = new AfterFunc(Propagation.sourceOf(context), function);
        if (!registration.source.enrol(registration)) {
            registration.ended();
        }
        return registration;
    }

    private Go.@Nullable Task take() {
        return (Go.Task) FUNCTION.getAndSet(this, null);
    }

    @Override
    public boolean stop() {
        boolean stopped = take() != null;
        if (stopped) {
            source.withdraw(this);
        }
        return stopped;
    }

    @Override
    protected @Nullable Node ended() {
        Go.Task taken = take();
        if (taken != null) {
            Go.go(taken);
        }
        return null;
    }
}
