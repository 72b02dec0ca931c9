package io.github.goloom.starvation;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.sync.Mutex;
import io.github.goloom.time.ChanTimer;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Programs whose goroutines keep all carriers busy, each with something beside that must go on; for JVMs of their own.
 */
@SuppressWarnings("ThreadPriorityCheck") // yields are what they are about
final class Starvation {
    private Starvation() {}

    private static void pingPong(int pairs) {
        for (int p = 0; p < pairs; p++) {
            Chan<Integer> ping = Chan.unbuffered();
            Chan<Integer> pong = Chan.unbuffered();
            Go.go(() -> {
                while (true) {
                    ping.send(1);
                    pong.receive();
                }
            });
            Go.go(() -> {
                while (true) {
                    ping.receive();
                    pong.send(1);
                }
            });
        }
    }

    /** Waits on a platform thread, whose sleep nothing can starve. */
    private static boolean isSoon(int seconds, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    /** Senders and receivers of one channel contend for its lock. */
    static final class Contenders {
        private static final int EACH = 50_000;

        private Contenders() {}

        public static void main(String[] args) throws InterruptedException {
            AtomicInteger received = new AtomicInteger();
            Go.go(() -> {
                Chan<Signal> start = Chan.unbuffered();
                Chan<Integer> chan = Chan.buffered(64);
                for (int p = 0; p < 4; p++) {
                    Go.go(() -> {
                        start.receive();
                        for (int i = 0; i < EACH; i++) {
                            chan.send(i);
                        }
                    });
                    Go.go(() -> {
                        start.receive();
                        for (int i = 0; i < EACH; i++) {
                            chan.receive();
                            received.incrementAndGet();
                        }
                    });
                }
                pingPong(4);
                Thread.sleep(300);
                start.close();
            });
            isSoon(20, () -> received.get() == 4 * EACH);
            System.out.println("received: " + received);
            System.exit(0);
        }
    }

    /** Goroutines poll a channel, and yield in between. */
    static final class Pollers {
        private static final int ROUNDS = 60;
        private static final int EACH = 5_000;

        private Pollers() {}

        public static void main(String[] args) throws InterruptedException {
            int round = 0;
            while (round < ROUNDS && isOver()) {
                round++;
            }
            System.out.println("rounds: " + round);
            System.exit(0);
        }

        private static boolean isOver() throws InterruptedException {
            Chan<Integer> chan = Chan.buffered(64);
            AtomicInteger received = new AtomicInteger();
            Go.go(() -> {
                for (int p = 0; p < 4; p++) {
                    Go.go(() -> {
                        for (int i = 0; i < EACH; i++) {
                            while (!chan.trySend(i)) {
                                Thread.yield();
                            }
                        }
                    });
                    Go.go(() -> {
                        while (received.get() < 4 * EACH) {
                            if (chan.tryReceive() instanceof Received.Value<Integer>) {
                                received.incrementAndGet();
                            } else {
                                Thread.yield();
                            }
                        }
                    });
                }
            });
            return isSoon(10, () -> received.get() == 4 * EACH);
        }
    }

    /** Timers, sleeps, sockets and new goroutines are woken from outside the carriers. */
    static final class Outside {
        private static final int TIMES = 100;

        private Outside() {}

        public static void main(String[] args) throws Exception {
            AtomicInteger timers = new AtomicInteger();
            AtomicInteger sleeps = new AtomicInteger();
            AtomicInteger echoes = new AtomicInteger();
            List<Long> waits = new ArrayList<>();
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            int pairs = Integer.parseInt(args[0]);
            Go.go(() -> pingPong(pairs));
            Thread.sleep(500);
            Go.go(() -> {
                while (true) {
                    Thread.sleep(10);
                    sleeps.incrementAndGet();
                }
            });
            Go.go(() -> echo(server));
            Thread.ofPlatform().daemon().start(() -> ask(server, echoes));
            for (int i = 0; i < TIMES; i++) {
                ChanTimer.afterFunc(Duration.ofMillis(10), timers::incrementAndGet);
                long since = System.nanoTime();
                AtomicLong until = new AtomicLong();
                Go.go(() -> until.set(System.nanoTime()));
                Thread.sleep(20);
                waits.add(until.get() == 0 ? Long.MAX_VALUE : until.get() - since);
            }
            Collections.sort(waits);
            System.out.println("timers: " + timers + ", sleeps: " + sleeps + ", echoes: " + echoes);
            System.out.println("goroutines started within 20 ms: "
                    + waits.stream().filter(each -> each <= 20_000_000).count());
            System.exit(0);
        }

        private static void echo(ServerSocket server) throws Exception {
            Socket socket = server.accept();
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                out.write(b);
            }
        }

        private static void ask(ServerSocket server, AtomicInteger echoes) {
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                while (true) {
                    socket.getOutputStream().write(1);
                    socket.getInputStream().read();
                    echoes.incrementAndGet();
                    Thread.sleep(10);
                }
            } catch (Exception e) {
                throw new IllegalStateException("no echo", e);
            }
        }
    }

    /** Goroutines ask for a mutex again and again, and yield in between; one that sleeps comes beside. */
    static final class Triers {
        private Triers() {}

        public static void main(String[] args) throws InterruptedException {
            Mutex mutex = new Mutex();
            AtomicInteger sleeps = new AtomicInteger();
            mutex.lock();
            Go.go(() -> {
                for (int i = 0; i < 8; i++) {
                    Go.go(() -> {
                        while (!mutex.tryLock()) {
                            Thread.yield();
                        }
                        mutex.unlock();
                    });
                }
            });
            Go.go(() -> {
                while (true) {
                    Thread.sleep(10);
                    sleeps.incrementAndGet();
                }
            });
            isSoon(20, () -> sleeps.get() == 100);
            System.out.println("sleeps: " + sleeps);
            System.exit(0);
        }
    }

    /** An idle program, after goroutines have woken each other: how much processor time all its threads take. */
    static final class Idle {
        private Idle() {}

        public static void main(String[] args) throws Exception {
            Chan<Integer> chan = Chan.unbuffered();
            Thread receiver = Go.go(() -> chan.receiveEach(value -> {}));
            Go.go(() -> {
                        long end = System.nanoTime() + 500_000_000;
                        while (System.nanoTime() < end) {
                            chan.send(1);
                        }
                    })
                    .join();
            Thread.sleep(1_000);
            long all = time();
            long timer = timeOfTimerThread();
            Thread.sleep(2_000);
            System.out.println("milliseconds: " + (time() - all) / 1_000_000);
            System.out.println("nanoseconds of the timer thread: "
                    + Math.max(timeOfTimerThread() - timer, 0)); // it may have ended
            chan.close();
            receiver.join();
        }

        private static long timeOfTimerThread() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            return Arrays.stream(threads.dumpAllThreads(false, false))
                    .filter(each -> each.getThreadName().equals("goloom-timer"))
                    .mapToLong(each -> threads.getThreadCpuTime(each.getThreadId()))
                    .sum();
        }

        /** {@return the processor time of the JVM, in nanoseconds} */
        private static long time() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }
    }
}
