package io.github.goloom.context;

import io.github.goloom.Go;
import io.github.goloom.StartHook;
import io.github.goloom.park.DoneSignal;
import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A function that is called when a context has ended. The end of the context and {@link #stop} race to take the
 * function out of its field; the one that gets it decides.
 */
final class AfterFunc extends Follower implements Context.Registration {
    private static final VarHandle FUNCTION = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "function", VarHandle.class, AfterFunc.class, Go.Task.class);

    private final DoneSignal signal;

    @SuppressWarnings("UnusedVariable") // read through its handle
    private volatile Go.@Nullable Task function;

    private AfterFunc(DoneSignal signal, Go.Task function) {
        this.signal = signal;
        this.function = function;
    }

    static AfterFunc register(Context context, Go.Task function) {
        AfterFunc registration = new AfterFunc(ParentLink.signalOf(context), StartHook.wrap(function));
        if (!registration.signal.register(registration)) {
            registration.onEnd();
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
            signal.unregister(this);
        }
        return stopped;
    }

    @Override
    protected @Nullable Node onEnd() {
        Go.Task taken = take();
        if (taken != null) {
            Go.go("afterFunc", taken);
        }
        return null;
    }
}
