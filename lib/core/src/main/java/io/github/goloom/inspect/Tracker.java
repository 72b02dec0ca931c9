package io.github.goloom.inspect;

import io.github.goloom.park.Order;
import io.github.goloom.park.Watcher;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The registry of goroutines, and of the threads that wait in the library.
 *
 * <p>A record is in {@link #live} from before its goroutine is started until its body has ended, or until the goroutine
 * is found to be collected. Of other threads there is a record only while they wait.
 *
 * <p><b>Scopes.</b> A goroutine belongs to the scope of the thread that started it, or that registered the function it
 * runs. The scope is an inheritable thread-local variable, so that it also passes through threads that the library has
 * not started.
 */
final class Tracker implements Watcher {
    /** The scope of the current thread. */
    static final InheritableThreadLocal<@Nullable Scope> SCOPE = new InheritableThreadLocal<>();

    private static final StackWalker WALKER = StackWalker.getInstance();

    /**
     * Whether the JDK keeps every virtual thread reachable. If so, a goroutine gets a container of its own, which the
     * JDK holds weakly.
     */
    private static final boolean ALL_KEPT = isTrue(System.getProperty("jdk.trackAllThreads"));

    /** The records, by the identifiers of their threads. */
    final ConcurrentHashMap<Long, Goroutine> live = new ConcurrentHashMap<>();

    final Tracking options;
    private final @Nullable Sampler sampler;

    /** What a goroutine inherits. */
    record Inherited(@Nullable Scope scope, @Nullable String site) {}

    /** Begins the tracking that the system property {@code goloom.track} asks for. */
    public static final class Provider implements Watcher.Provider {
        /** For {@link java.util.ServiceLoader}. */
        public Provider() {}

        @Override
        public @Nullable Watcher create() {
            String options = System.getProperty("goloom.track");
            if (options != null) {
                try {
                    Goroutines.track(Tracking.parse(options));
                } catch (IllegalArgumentException e) {
                    System.err.println("goloom.track: " + e.getMessage() + "; goroutines are not tracked");
                }
            }
            return null;
        }
    }

    Tracker(Tracking options) {
        this.options = options;
        sampler = options.leaks() ? new Sampler(this, options.interval()) : null;
    }

    private static boolean isTrue(@Nullable String property) {
        return property == null || property.isEmpty() || Boolean.parseBoolean(property);
    }

    long count() {
        return live.values().stream().filter(each -> each.isStarted).count();
    }

    boolean samples() {
        return sampler != null;
    }

    /** {@return whether each goroutine is started in a container of its own} */
    boolean usesContainers() {
        return sampler != null && ALL_KEPT;
    }

    @Nullable
    Sampler sampler() {
        return sampler;
    }

    @Override
    public Inherited origin() {
        return new Inherited(SCOPE.get(), options.sites() ? site() : null);
    }

    /** {@return the innermost frame that belongs to neither the library nor the JDK} */
    private static @Nullable String site() {
        return WALKER.walk(frames -> frames.filter(frame -> !Frames.isForeign(frame.getClassName()))
                .findFirst()
                .map(frame -> Frames.plain(frame.toStackTraceElement().toString()))
                .orElse(null));
    }

    @Override
    public Thread start(@Nullable String name, Runnable body, @Nullable Object origin) {
        Inherited from = origin instanceof Inherited given ? given : origin();
        Thread.Builder.OfVirtual builder = Order.threads();
        if (name != null) {
            builder = builder.name(name);
        }
        Tracked tracked = new Tracked(this, body);
        boolean started = false;
        try {
            Thread thread = usesContainers()
                    ? startInContainer(builder.factory(), tracked, from)
                    : startAlone(builder, tracked, from);
            started = true;
            return thread;
        } finally {
            if (!started) {
                tracked.end();
            }
        }
    }

    private Thread startAlone(Thread.Builder.OfVirtual builder, Tracked tracked, Inherited from) {
        Thread thread = register(tracked, builder.unstarted(tracked), from);
        thread.start();
        return thread;
    }

    private Thread startInContainer(ThreadFactory factory, Tracked tracked, Inherited from) {
        Thread[] thread = new Thread[1];
        ExecutorService container = Executors.newThreadPerTaskExecutor(
                body -> thread[0] = register(tracked, factory.newThread(body), from));
        tracked.container = container;
        container.execute(tracked);
        return thread[0];
    }

    /** {@return the thread, which has a record now} */
    private Thread register(Tracked tracked, Thread thread, Inherited from) {
        Goroutine record = new Goroutine(thread, this, from.site, from.scope, true);
        tracked.record = record;
        live.put(record.id, record);
        if (from.scope != null) {
            from.scope.add(record);
        }
        return thread;
    }

    /** The body of a goroutine, which notes its end. */
    private static final class Tracked implements Runnable {
        private final Tracker tracker;
        private final Runnable body;
        private @Nullable Goroutine record;
        private @Nullable ExecutorService container;

        Tracked(Tracker tracker, Runnable body) {
            this.tracker = tracker;
            this.body = body;
        }

        @Override
        public void run() {
            try {
                if (record != null && record.scope != null) {
                    SCOPE.set(record.scope); // the starting thread may be another than the one that registered it
                }
                body.run();
            } finally {
                end();
            }
        }

        void end() {
            Goroutine ended = record;
            if (ended != null) {
                ended.ended = true;
                tracker.live.remove(ended.id, ended);
                if (ended.scope != null) {
                    ended.scope.remove(ended);
                }
            }
            if (container != null) {
                container.shutdown();
            }
        }

        @Override
        public String toString() {
            return body.toString();
        }
    }

    @Override
    public @Nullable Object waits(Object blocker, boolean endless) {
        Thread current = Thread.currentThread();
        Goroutine record = live.get(current.threadId());
        if (record == null) {
            record = new Goroutine(current, this, null, null, false);
            live.put(record.id, record);
        }
        record.waits(blocker, endless, sampler != null);
        return record;
    }

    @Override
    public void waited(Object blocker, @Nullable Object token) {
        if (token instanceof Goroutine record) {
            record.waited();
            if (!record.isStarted) {
                live.remove(record.id, record);
            }
        }
    }

    @Override
    public String toString() {
        return "Tracker[" + Text.count(live.size(), "goroutine") + "]";
    }
}
