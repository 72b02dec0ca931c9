package io.github.goloom.sync;

import io.github.goloom.Go;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.park.Follower;
import io.github.goloom.park.InterruptScope;
import io.github.goloom.park.Node;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The running tasks of an {@link ErrGroup}, which the end of its context interrupts. */
final class RunningTasks extends Follower {
    /** The scopes of the tasks, by thread: the hash codes of threads cost less than those of other objects. */
    private final ConcurrentHashMap<Thread, InterruptScope> scopes = new ConcurrentHashMap<>();

    /**
     * Runs a task in the current thread.
     *
     * @param end the context with whose end this is registered
     */
    void run(Go.Task task, Cancellation end) throws Exception {
        Thread current = Thread.currentThread();
        InterruptScope interrupts = new InterruptScope();
        try {
            scopes.put(current, interrupts);
            if (end.isDone()) {
                interrupts.tell(); // it may have ended before the task was in the map
            }
            task.run();
        } finally {
            scopes.remove(current);
            interrupts.close(null);
        }
    }

    @Override
    protected boolean mayWait() {
        return true;
    }

    @Override
    protected @Nullable Node onEnd() {
        scopes.values().forEach(InterruptScope::tell);
        return null;
    }
}
