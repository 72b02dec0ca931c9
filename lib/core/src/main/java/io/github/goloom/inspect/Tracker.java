package io.github.goloom.inspect;

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
    private record Inherited(
            @Nullable Scope scope, @Nullable String site) {}

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
    public @Nullable Object origin() {
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
        boolean isRegistered = origin instanceof Inherited;
        Inherited inherited = (Inherited) (isRegistered ? origin : origin());
        Scope scope = inherited == null ? null : inherited.scope;
        String site = inherited == null ? null : inherited.site;
        Thread.Builder.OfVirtual builder = Thread.ofVirtual();
        if (name != null) {
            builder = builder.name(name);
        }
        Tracked tracked = new Tracked(this, body, isRegistered ? scope : null);
        if (!usesContainers()) {
            Thread thread = builder.unstarted(tracked);
            register(tracked, thread, site, scope);
            boolean started = false;
            try {
                thread.start();
                started = true;
            } finally {
                if (!started) {
                    tracked.end();
                }
            }
            return thread;
        }
        return startInContainer(builder.factory(), tracked, site, scope);
    }

    private Thread startInContainer(
            ThreadFactory factory, Tracked tracked, @Nullable String site, @Nullable Scope scope) {
        Thread[] thread = new Thread[1];
        ExecutorService container = Executors.newThreadPerTaskExecutor(body -> {
            thread[0] = factory.newThread(body);
            register(tracked, thread[0], site, scope);
            return thread[0];
        });
        tracked.container = container;
        boolean started = false;
        try {
            container.execute(tracked);
            started = true;
        } finally {
            if (!started) {
                tracked.end();
            }
        }
        return thread[0];
    }

    private void register(Tracked tracked, Thread thread, @Nullable String site, @Nullable Scope scope) {
        Goroutine record = new Goroutine(thread, this, site, scope, true);
        tracked.record = record;
        live.put(record.id, record);
        if (scope != null) {
            scope.add(record);
        }
    }

    /** The body of a goroutine, which notes its end. */
    private static final class Tracked implements Runnable {
        private final Tracker tracker;
        private final Runnable body;
        private final @Nullable Scope scope;
        private @Nullable Goroutine record;
        private @Nullable ExecutorService container;

        Tracked(Tracker tracker, Runnable body, @Nullable Scope scope) {
            this.tracker = tracker;
            this.body = body;
            this.scope = scope;
        }

        @Override
        public void run() {
            try {
                if (scope != null) {
                    SCOPE.set(scope);
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
                if (ended.scope instanceof Scope its) {
                    its.remove(ended);
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
