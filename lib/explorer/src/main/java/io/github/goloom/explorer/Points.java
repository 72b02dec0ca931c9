package io.github.goloom.explorer;

import java.lang.constant.ClassDesc;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What instrumented code calls, see {@link Instrumenter}. In a goroutine that is explored each call is a point at which
 * others may go on; elsewhere it does what the original does. Not for anybody else, public only because instrumented
 * classes are in other packages.
 *
 * <p>The names and parameters of the methods that stand for one of the JDK are those of the original, with the receiver
 * before and the number of the site behind.
 */
public final class Points {
    static final int END = Sites.add(new Sites.Site("the end", "", "", true));

    private static final int REFERENCE = Sites.add(new Sites.Site("a method reference", "Thread.interrupt", "", true));

    private static final IdentityHashMap<VarHandle, String> NAMES = new IdentityHashMap<>();

    /** How many classes are just being initialized, each because of the other. */
    private static int initializing;

    private Points() {}

    private static @Nullable Calls calls() {
        Run run = initializing > 0 ? null : Run.current();
        return run == null ? null : run.calls;
    }

    // what follows stands before an access

    /** Before an access to a part of the object; null stands for a static field. */
    public static void access(@Nullable Object object, int site) {
        Calls calls = calls();
        if (calls != null) {
            Sites.Site place = Sites.get(site);
            calls.access(object, place.field(), site, place.write());
        }
    }

    /** Before an access by a handle. */
    public static void handle(VarHandle handle, @Nullable Object object, int site) {
        Calls calls = calls();
        if (calls != null) {
            String name = NAMES.computeIfAbsent(handle, Points::nameOf);
            calls.access(
                    name.contains(".") ? null : object,
                    name,
                    site,
                    Sites.get(site).write());
        }
    }

    /** {@return the name of the field, with its class and a dot if it is static} */
    private static String nameOf(VarHandle handle) {
        return handle.describeConstable()
                .map(description -> handle.coordinateTypes().isEmpty()
                        ? ((ClassDesc) description.bootstrapArgsList().get(0)).displayName() + "."
                                + description.constantName()
                        : description.constantName())
                .orElse("[]");
    }

    /** Before the initializer of a class, which has no points: it runs in the first schedule only. */
    public static void initializing() {
        initializing++;
    }

    /** After the initializer of a class. */
    public static void initialized(Class<?> type) {
        if (type.getClassLoader() instanceof ExploringLoader loader) {
            loader.statics.remember(type);
        }
        initializing--;
    }

    // what follows stands in place of a call

    public static void park(int site) {
        park(null, site);
    }

    public static void park(@Nullable Object blocker, int site) {
        Calls calls = calls();
        if (calls == null) {
            LockSupport.park(blocker);
        } else {
            calls.park(Actor.NEVER, site);
        }
    }

    public static void parkNanos(long nanos, int site) {
        parkNanos(null, nanos, site);
    }

    public static void parkNanos(@Nullable Object blocker, long nanos, int site) {
        Calls calls = calls();
        if (calls == null) {
            LockSupport.parkNanos(blocker, nanos);
        } else {
            calls.park(Math.min(nanos, Actor.NEVER - 1), site);
        }
    }

    public static void unpark(@Nullable Thread thread, int site) {
        Calls calls = calls();
        if (calls == null) {
            LockSupport.unpark(thread);
        } else {
            calls.unpark(thread, site);
        }
    }

    public static void interrupt(Thread thread, int site) {
        Calls calls = calls();
        if (calls == null) {
            thread.interrupt();
        } else {
            calls.interrupt(thread, site);
        }
    }

    /** What the method reference {@code Thread::interrupt} becomes. */
    public static void interrupt(Thread thread) {
        interrupt(thread, REFERENCE);
    }

    public static boolean isInterrupted(Thread thread, int site) {
        Calls calls = calls();
        return calls == null ? thread.isInterrupted() : calls.isInterrupted(thread, site);
    }

    public static boolean interrupted(int site) {
        Calls calls = calls();
        return calls == null ? Thread.interrupted() : calls.interrupted(site);
    }

    public static void onSpinWait(int site) {
        Calls calls = calls();
        if (calls == null) {
            Thread.onSpinWait();
        } else {
            calls.spin(site);
        }
    }

    @SuppressWarnings({"ThreadPriorityCheck", "NamedLikeContextualKeyword"}) // it stands for just that
    public static void yield(int site) {
        Calls calls = calls();
        if (calls == null) {
            Thread.yield();
        } else {
            calls.spin(site);
        }
    }

    public static void sleep(long millis, int site) throws InterruptedException {
        sleep(Duration.ofMillis(millis), site);
    }

    public static void sleep(Duration time, int site) throws InterruptedException {
        Calls calls = calls();
        if (calls == null) {
            Thread.sleep(time);
            return;
        }
        calls.park(time.toNanos(), site);
        if (calls.interrupted(site)) {
            throw new InterruptedException();
        }
    }

    public static void join(Thread thread, int site) throws InterruptedException {
        Calls calls = calls();
        if (calls == null) {
            thread.join();
        } else {
            calls.join(thread, site);
        }
    }

    public static void start(Thread thread, int site) {
        Calls calls = calls();
        if (calls == null) {
            thread.start();
        } else {
            calls.start(thread);
        }
    }

    public static Thread start(Thread.Builder.OfVirtual builder, Runnable task, int site) {
        Thread thread = unstarted(builder, task, site);
        start(thread, site);
        return thread;
    }

    public static Thread unstarted(Thread.Builder.OfVirtual builder, Runnable task, int site) {
        return made(builder, false, task);
    }

    public static Thread start(Thread.Builder.OfPlatform builder, Runnable task, int site) {
        Thread thread = unstarted(builder, task, site);
        start(thread, site);
        return thread;
    }

    /** A platform thread is taken for a daemon: it need not end. */
    public static Thread unstarted(Thread.Builder.OfPlatform builder, Runnable task, int site) {
        return made(builder, true, task);
    }

    private static Thread made(Thread.Builder builder, boolean daemon, Runnable task) {
        Thread original = builder.unstarted(task);
        Calls calls = calls();
        if (calls == null) {
            return original;
        }
        String name = original.getName();
        return calls.newThread(name.isEmpty() ? "a goroutine" : name, daemon, task);
    }

    public static long threadId(Thread thread, int site) {
        Calls calls = calls();
        return calls == null ? thread.threadId() : calls.number(thread);
    }

    public static long nanoTime(int site) {
        Calls calls = calls();
        return calls == null ? Run.time() : calls.nanoTime(site);
    }

    /** Every order is explored, each with the others. */
    public static void shuffle(List<?> list, Random random, int site) {
        Calls calls = calls();
        if (calls == null) {
            Collections.shuffle(list, random);
        } else {
            for (int i = list.size(); i > 1; i--) {
                Collections.swap(list, i - 1, calls.draw(i));
            }
        }
    }

    /** Every number is explored. */
    public static int nextInt(ThreadLocalRandom random, int bound, int site) {
        Calls calls = calls();
        return calls == null ? random.nextInt(bound) : calls.draw(bound);
    }
}
