package io.github.goloom.badinput;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Select;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.context.ContextKey;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.GoroutinesMXBean;
import io.github.goloom.inspect.Started;
import io.github.goloom.inspect.Tracking;
import io.github.goloom.pipe.Broadcast;
import io.github.goloom.pipe.Stage;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.Once;
import io.github.goloom.sync.Pool;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.sync.RateLimiter;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import io.github.goloom.testing.FakeProcess;
import io.github.goloom.time.ChanTicker;
import io.github.goloom.time.ChanTimer;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What operations are called on, and the arguments that are not wrong. */
@SuppressWarnings({"JavaUtilDate", "CheckReturnValue"}) // that of Condition
final class Samples {
    /** Breaks the promise of {@link Cancellation}: it is done, and does not say why. */
    static final Context BROKEN = new Broken();

    private static final Duration HOUR = Duration.ofHours(1);

    private static final Map<Class<?>, Object> BY_TYPE = Map.ofEntries(
            Map.entry(boolean.class, true),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(double.class, 1.0),
            Map.entry(Object.class, "object"),
            Map.entry(Process.class, new FakeProcess(new CompletableFuture<>())),
            Map.entry(String.class, "name"),
            Map.entry(Thread.class, Thread.currentThread()),
            Map.entry(Throwable.class, new Exception("why")),
            Map.entry(Duration.class, HOUR),
            Map.entry(Instant.class, Instant.ofEpochSecond(4_000_000_000L)),
            Map.entry(Date.class, new Date(Long.MAX_VALUE)),
            Map.entry(TimeUnit.class, TimeUnit.HOURS),
            Map.entry(Cancellation.class, Context.background()),
            Map.entry(Context.class, Context.background()),
            Map.entry(Context[].class, new Context[] {Context.background()}),
            Map.entry(ContextKey.class, ContextKey.of("key")),
            Map.entry(Tracking.class, Tracking.basic()),
            Map.entry(CompletableFuture.class, new CompletableFuture<>()),
            Map.entry(Chan.class, Chan.buffered(3)),
            Map.entry(ReceiveChan.class, Chan.unbuffered()),
            Map.entry(RateLimiter.class, RateLimiter.perSecond(1, 1)),
            Map.entry(Stage[].class, new Stage<?>[] {PipelineRows.stage()}),
            Map.entry(io.github.goloom.chan.SendChan.class, Chan.unbuffered()),
            Map.entry(Callable[].class, new Callable<?>[] {() -> "result"}),
            Map.entry(List.class, List.of(Select.otherwise(() -> "idle"))),
            Map.entry(Select.Case[].class, new Select.Case<?, ?>[] {Select.otherwise(() -> "idle")}));

    private Samples() {}

    /** {@return an argument that is not wrong; any interface will do that has a proxy} */
    static Object of(Class<?> type) {
        Object sample = BY_TYPE.get(type);
        return sample != null
                ? sample
                : Proxy.newProxyInstance(
                        type.getClassLoader() == null ? Samples.class.getClassLoader() : type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> null);
    }

    static Object[] argumentsOf(Operation operation) {
        return operation.parameters().stream().map(each -> of(each.type())).toArray();
    }

    /** {@return what the operation is called on, new at each call; a null if it needs none} */
    static List<Object> subjectsOf(Operation operation) {
        if (!operation.needsSubject()) {
            List<Object> none = new ArrayList<>();
            none.add(null);
            return none;
        }
        List<Object> subjects = Stream.<Stream<?>>of(
                        chans().stream(), contexts(), family(), timers(), inspection(), pipelines())
                .<Object>flatMap(each -> each)
                .filter(operation.executable().getDeclaringClass()::isInstance)
                .toList();
        if (subjects.isEmpty()) {
            throw new IllegalStateException("no sample to call it on: " + operation);
        }
        return subjects;
    }

    private static Stream<Object> inspection() {
        Tracking all = Tracking.all();
        Goroutines.track(Tracking.basic());
        try (Started started = Goroutines.collect()) {
            return Stream.of(all, started, bean());
        } finally {
            Goroutines.untrack();
        }
    }

    static GoroutinesMXBean bean() {
        Goroutines.registerMXBean();
        try {
            return JMX.newMXBeanProxy(
                    ManagementFactory.getPlatformMBeanServer(),
                    new ObjectName("io.github.goloom:type=Goroutines"),
                    GoroutinesMXBean.class);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Chan<String>> chans() {
        Chan<String> full = Chan.buffered(1, "full");
        full.trySend("a");
        return List.of(
                Chan.unbuffered("empty"),
                Chan.buffered(2, "buffered"),
                full,
                Chan.nil(),
                closed("closed"),
                sliding(),
                Chan.dropping(2, "dropping"),
                Chan.unbounded("unbounded"));
    }

    private static Chan<String> sliding() {
        Chan<String> chan = Chan.sliding(1, "sliding");
        chan.trySend("a");
        return chan;
    }

    static Chan<String> closed(String name) {
        Chan<String> chan = Chan.buffered(2, name);
        chan.close();
        return chan;
    }

    @SuppressWarnings("MustBeClosedChecker") // of the root, which keeps nothing
    private static Stream<Object> contexts() {
        CancellableContext done = CancellableContext.childOf(Context.background());
        done.cancel();
        CancellableContext open = CancellableContext.childOf(Context.background());
        return Stream.of(
                Context.background(),
                Context.todo(),
                open,
                done,
                Context.merge(open, Context.background()),
                open.withValue(ContextKey.of("key"), "value"),
                open.withoutCancel(),
                new Foreign(),
                BROKEN);
    }

    private static Stream<Object> family() {
        Mutex locked = new Mutex();
        locked.lock();
        RWMutex both = new RWMutex();
        return Stream.of(
                new Mutex(),
                both,
                both.readLock(),
                both.writeLock(),
                new Cond(locked),
                new WaitGroup(),
                new ErrGroup(),
                new Once(),
                new SingleFlight<>(),
                new WeightedSemaphore(3),
                RateLimiter.perSecond(1e9, 3),
                RateLimiter.perSecond(1e9, 3).reserve(1),
                new Pool<>(() -> "item"),
                new Broadcast<>(),
                new Broadcast<>(3, "news"),
                new Broadcast<>().subscribe(Chan.unbuffered()));
    }

    private static Stream<Object> pipelines() {
        return Stream.of(PipelineRows.pipeline(), PipelineRows.stage());
    }

    private static Stream<Object> timers() {
        return Stream.of(ChanTimer.start(HOUR), ChanTicker.every(HOUR));
    }

    /** A context that is not the library's. */
    private static class Foreign implements Context {
        @Override
        public ReceiveChan<Void> done() {
            return Chan.nil();
        }

        @Override
        public ContextException err() {
            return null;
        }

        @Override
        public Throwable cause() {
            return null;
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.empty();
        }

        @Override
        public <V> V value(ContextKey<V> key) {
            return Context.background().value(key);
        }
    }

    private static final class Broken extends Foreign {
        private final Chan<Void> done = Chan.unbuffered();

        Broken() {
            done.close();
        }

        @Override
        public ReceiveChan<Void> done() {
            return done;
        }

        @Override
        public String toString() {
            return "broken";
        }
    }
}
