package io.github.goloom.park;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Jvm;
import io.github.goloom.testing.Wrapper;
import io.github.goloom.time.ChanTimer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * One thread rings all alarms: nobody may hold it up, it goes when it is not needed, and it keeps nothing of those that
 * it has worked for.
 */
@SuppressWarnings({"ThreadPriorityCheck", "StringSplitter"})
class TimerThreadTest {
    private static final Duration MOMENT = Duration.ofMillis(20);

    private static Optional<Thread> timerThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("goloom-timer"))
                .findAny();
    }

    /** An alarm that counts its rings. */
    private static final class Counting extends Alarm {
        final Semaphore rings = new Semaphore(0);

        @Override
        protected Node ring() {
            rings.release();
            return null;
        }
    }

    private static void assertOthersRing() throws InterruptedException {
        Counting alarm = new Counting();
        alarm.setAndWake(Clock.now());
        assertThat(alarm.rings.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Of 200,000 that follow a context, a few hundred are told of its deadline before another alarm rings. */
    @Test
    void deadline_manyFollowers_othersRingInBetween() throws Exception {
        int many = 200_000;
        AtomicInteger told = new AtomicInteger();
        AtomicInteger toldBefore = new AtomicInteger(-1);
        try (CancellableContext context = Context.background().withTimeout(Duration.ofHours(1))) {
            DoneTrigger signal = (DoneTrigger) context.done();
            follow(signal, many, told);
            Alarm other = new Alarm() {
                @Override
                protected Node ring() {
                    toldBefore.set(told.get());
                    return null;
                }
            };
            Alarm end = new Alarm() {
                @Override
                protected Node ring() {
                    other.setAndWake(Clock.now());
                    return signal.end("over");
                }
            };
            end.setAndWake(Clock.now());
            Goroutine.until(() -> told.get() == many && toldBefore.get() >= 0);
        }

        assertThat(toldBefore.get()).isLessThan(1_000);
    }

    /** The end of a signal claims its followers in portions, so that its lock is never held for long. */
    @Test
    void end_manyFollowers_claimsSomeAtATime() {
        int many = 1_000;
        AtomicInteger told = new AtomicInteger();
        int first = 0;
        try (CancellableContext context = Context.background().withCancel()) {
            DoneTrigger signal = (DoneTrigger) context.done();
            follow(signal, many, told);

            Node claimed = signal.end("over");

            for (Node node = claimed; node != null; node = node.next) {
                first++;
            }
            Guarded.wake(claimed);
        }

        assertThat(first).isPositive().isLessThan(200);
        assertThat(told).hasValue(many);
    }

    /** Registers followers that count how many of them were told. */
    private static void follow(DoneTrigger signal, int many, AtomicInteger told) {
        for (int i = 0; i < many; i++) {
            signal.register(new Follower() {
                @Override
                protected Node onEnd() {
                    told.incrementAndGet();
                    return null;
                }
            });
        }
    }

    /** A thread whose interrupt takes its time, as that of one in a channel of java.nio may, holds up nobody. */
    @Test
    void deadline_interruptThatWaits_othersRing() throws Exception {
        Semaphore interrupting = new Semaphore(0);
        Semaphore released = new Semaphore(0);
        Thread deaf =
                new Thread(() -> {
                    try (CancellableContext context = Context.background().withTimeout(MOMENT)) {
                        context.interrupting(() -> LockSupport.park());
                    } catch (Exception e) {
                        // the end
                    }
                }) {
                    @Override
                    public void interrupt() {
                        interrupting.release();
                        released.acquireUninterruptibly();
                        super.interrupt();
                    }
                };
        deaf.setDaemon(true);
        deaf.start();
        assertThat(interrupting.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

        assertOthersRing();
        released.release();
    }

    /**
     * A foreign context whose error is guarded by a lock that somebody holds, likewise; its children end once the lock
     * is free.
     */
    @Test
    void deadline_foreignErrorThatWaits_othersRing() throws Exception {
        Semaphore asked = new Semaphore(0);
        Semaphore released = new Semaphore(0);
        try (CancellableContext inside = Context.background().withTimeout(MOMENT);
                CancellableContext child = new Waiting(inside, asked, released).withCancel()) {
            assertThat(asked.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

            assertOthersRing();
            assertThat(child.isDone()).isFalse();
            released.release(9);
            Goroutine.until(child::isDone);
        }
    }

    /** A wrapper whose error has to be waited for. */
    private static final class Waiting extends Wrapper {
        private final Semaphore asked;
        private final Semaphore released;

        Waiting(Context inside, Semaphore asked, Semaphore released) {
            super(inside);
            this.asked = asked;
            this.released = released;
        }

        @Override
        public ContextException err() {
            asked.release();
            released.acquireUninterruptibly();
            return super.err();
        }
    }

    /** An uncaught-exception handler that waits, likewise. */
    @Test
    void ring_handlerThatWaits_othersRing() throws Exception {
        Semaphore told = new Semaphore(0);
        Semaphore released = new Semaphore(0);
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            told.release();
            released.acquireUninterruptibly();
        });
        try {
            new Alarm() {
                @Override
                protected Node ring() {
                    throw new IllegalStateException("thrown by the test");
                }
            }.setAndWake(Clock.now());
            assertThat(told.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

            assertOthersRing();
        } finally {
            released.release();
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /** An alarm that is set while the thread is about to sleep is not overslept. */
    @Test
    void set_threadAboutToSleep_ringsInTime() {
        AtomicInteger rings = new AtomicInteger();
        Alarm later = new Counting();
        later.setAndWake(Clock.now() + 3_600_000_000_000L);
        Alarm alarm = new Alarm() {
            @Override
            protected Node ring() {
                rings.incrementAndGet();
                return null;
            }
        };
        for (int i = 1; i <= 100_000; i++) {
            for (int spins = i % 200; spins > 0; spins--) {
                Thread.onSpinWait();
            }
            alarm.setAndWake(Clock.now());
            long end = System.nanoTime() + 20_000_000_000L;
            while (rings.get() < i) {
                assertThat(System.nanoTime() - end)
                        .as("late by 20 s: ring %d", i)
                        .isNegative();
                Thread.onSpinWait();
            }
        }
        later.cancel();
    }

    /** An interrupt of the thread, by a program that interrupts all, does not keep it from sleeping. */
    @Test
    void thread_interrupted_sleepsOn() {
        Alarm later = new Counting();
        later.setAndWake(Clock.now() + 3_600_000_000_000L);
        Thread timer = timerThread().orElseThrow();
        timer.interrupt();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getThreadCpuTime(timer.threadId());
        for (long end = System.nanoTime() + 1_000_000_000L; System.nanoTime() < end; ) {
            LockSupport.parkNanos(10_000_000);
        }
        later.cancel();

        assertThat(threads.getThreadCpuTime(timer.threadId()) - before).isLessThan(500_000_000L);
    }

    /** Without alarms the thread ends; the next starts another, which has nothing of the thread that set it. */
    @Test
    void thread_noAlarms_endsAndComesAgain() throws Exception {
        assertThat(Jvm.run(Idle.class))
                .contains(
                        "ended: true",
                        "rings again: true",
                        "priority: 5",
                        "group: system",
                        "loader: null",
                        "daemon: true");
    }

    /** Once the canary is off, a tick that was set before does not switch it on again. */
    @Test
    void canary_offBesideATick_staysOff() throws Exception {
        assertThat(Jvm.run(CanaryOff.class)).startsWith("stays off: true");
    }

    /** Switches the canary off when its first tick is set. */
    static final class CanaryOff {
        private CanaryOff() {}

        public static void main(String[] args) throws Exception {
            Field field = Canary.class.getDeclaredField("state");
            field.setAccessible(true);
            Canary.polled();
            int awake = field.getInt(null);
            Canary.off();
            int off = field.getInt(null);
            ChanTimer.after(Duration.ofMillis(100)).receive(); // the timer thread has rung what was due before
            System.out.println("stays off: " + (awake != off && field.getInt(null) == off));
        }
    }

    /**
     * The program that sets an alarm, waits for the end of the timer thread, and sets another from a thread with a
     * group and a loader.
     */
    static final class Idle {
        private Idle() {}

        public static void main(String[] args) throws Exception {
            System.out.println("rings: " + rings());
            long end = System.nanoTime() + 30_000_000_000L;
            while (timerThread().isPresent() && System.nanoTime() < end) {
                LockSupport.parkNanos(10_000_000);
            }
            System.out.println("ended: " + timerThread().isEmpty());
            Thread setter = new Thread(
                    new ThreadGroup("of the test"), () -> new Counting().setAndWake(Clock.now() + 10_000_000_000L));
            setter.setPriority(Thread.MIN_PRIORITY);
            setter.setContextClassLoader(new URLClassLoader(new URL[0]));
            setter.start();
            setter.join();
            Thread timer = timerThread().orElseThrow();
            System.out.println("priority: " + timer.getPriority());
            System.out.println("group: " + timer.getThreadGroup().getName());
            System.out.println("loader: " + timer.getContextClassLoader());
            System.out.println("daemon: " + timer.isDaemon());
            System.out.println("rings again: " + rings());
        }

        private static boolean rings() throws InterruptedException {
            Counting alarm = new Counting();
            alarm.setAndWake(Clock.now());
            return alarm.rings.tryAcquire(10, TimeUnit.SECONDS);
        }
    }

    /** A class loader with its own copy of the library, whose deadline has come, becomes garbage. */
    @Test
    void thread_loaderDropped_isCollected() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            urls.add(Path.of(each).toUri().toURL());
        }
        WeakReference<ClassLoader> loader = deploy(urls.toArray(URL[]::new));

        Goroutine.until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    /**
     * Runs the application. The loader stays open: the timer thread may need a class when the application has ended.
     */
    private static WeakReference<ClassLoader> deploy(URL[] urls) throws Exception {
        ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        Class<?> application = loader.loadClass(Application.class.getName());
        ((Runnable) application.getDeclaredConstructor().newInstance()).run();
        return new WeakReference<>(loader);
    }

    /** What is deployed. */
    public static final class Application implements Runnable {
        @Override
        public void run() {
            try (CancellableContext context = Context.background().withTimeout(MOMENT)) {
                context.done().receive();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
