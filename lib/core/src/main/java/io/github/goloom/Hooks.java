package io.github.goloom;

import io.github.goloom.park.Origin;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The hook of the process, and the tasks that it has wrapped. */
final class Hooks {
    static volatile @Nullable UnaryOperator<Runnable> hook = load();

    private Hooks() {}

    private static @Nullable UnaryOperator<Runnable> load() {
        UnaryOperator<Runnable> all = null;
        try {
            for (StartHook each : ServiceLoader.load(StartHook.class, StartHook.class.getClassLoader())) {
                UnaryOperator<Runnable> inner = all;
                all = inner == null ? each : body -> each.apply(inner.apply(body));
            }
        } catch (Throwable e) { // a goroutine must start nevertheless
            System.err.println("goloom: a start hook cannot be loaded: " + e);
        }
        return all;
    }

    /** A task that a hook has wrapped, with what it inherits from the thread that registered it. */
    static final class Wrapped implements Go.Task, Origin {
        private final Go.Task task;
        private final Runnable body;
        private final @Nullable Object origin;

        Wrapped(Go.Task task, Runnable body, @Nullable Object origin) {
            this.task = task;
            this.body = body;
            this.origin = origin;
        }

        @Override
        public void run() {
            body.run();
        }

        @Override
        public @Nullable Object origin() {
            return origin;
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    /** Runs a task, whose exceptions come out as they are. */
    static void run(Go.Task task) {
        try {
            task.run();
        } catch (Throwable e) {
            Hooks.<RuntimeException>rethrow(e);
        }
    }

    @SuppressWarnings("unchecked")
    static <X extends Throwable> void rethrow(Throwable e) throws X {
        throw (X) e;
    }
}
