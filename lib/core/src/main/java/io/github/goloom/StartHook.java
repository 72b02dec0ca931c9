package io.github.goloom;

import io.github.goloom.park.Seam;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Wraps the body of every goroutine that the library starts, so that what belongs to a request, such as a trace or a
 * logging context, reaches the goroutines of the request. There is one hook in a process, set in code or found by
 * {@link ServiceLoader}.
 *
 * {@snippet :
 * StartHook.set(body -> {
 *     Trace trace = Trace.current(); // of the thread that starts the goroutine
 *     return () -> trace.run(body);
 * });
 * }
 *
 * <p>The hook is called by the thread that starts the goroutine, or that registers a function with a context or a
 * timer; it is not called again when the function runs. If it throws an exception, no goroutine is started, or no
 * function registered, and the exception is thrown by the method that was called. A wrapper that does not run its body,
 * or fails around it, counts as a task that has ended, or failed. Without a hook, a start costs one read of a field
 * more.
 *
 * <p>If the ServiceLoader finds several hooks, each wraps what the one before has made. A hook that cannot be loaded is
 * reported on standard error, and is not used.
 */
@FunctionalInterface
public interface StartHook extends UnaryOperator<Runnable> {
    /**
     * Sets the hook of the process, in place of the former one.
     *
     * @param hook the hook, which must not return null; null for none
     */
    static void set(@Nullable UnaryOperator<Runnable> hook) {
        Hooks.hook = hook;
    }

    /**
     * {@return the hook of the process; null if there is none}
     */
    static @Nullable UnaryOperator<Runnable> get() {
        return Hooks.hook;
    }

    /**
     * Wraps a task as if the current thread started it now, for a thread or an executor that is not the library's. A
     * goroutine that runs the result is not wrapped again.
     *
     * @param task the task
     * @return the task as the hook wraps it; the task itself if there is no hook
     * @throws NullPointerException if {@code task} is null
     * @throws RuntimeException what the hook throws
     */
    static Go.Task wrap(Go.Task task) {
        Objects.requireNonNull(task, "task");
        UnaryOperator<Runnable> hook = Hooks.hook;
        if (task instanceof Hooks.Wrapped || (hook == null && Seam.tracker() == null)) {
            return task;
        }
        Runnable body = () -> Hooks.run(task);
        if (hook != null) {
            body = Objects.requireNonNull(hook.apply(body), "the start hook has returned null");
        }
        return new Hooks.Wrapped(task, body, Seam.origin());
    }
}
