package io.github.goloom.faults;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.sync.Mutex;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program in which two goroutines hold both carriers: each blocks in the initializer of a class, below a frame that
 * is not Java's.
 */
@SuppressWarnings("LockNotBeforeTry")
final class PinnedCarriers {
    private static final CountDownLatch PINNED = new CountDownLatch(2);
    private static final CountDownLatch RELEASE = new CountDownLatch(1);

    private PinnedCarriers() {}

    static void block() {
        PINNED.countDown();
        try {
            RELEASE.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class First {
        static final int VALUE;

        static {
            block();
            VALUE = 1;
        }
    }

    private static final class Second {
        static final int VALUE;

        static {
            block();
            VALUE = 2;
        }
    }

    public static void main(String[] args) throws Exception {
        Chan<Integer> results = Chan.buffered(2);
        Chan<Integer> values = Chan.unbuffered();
        Chan<Integer> echo = Chan.unbuffered();
        AtomicBoolean ran = new AtomicBoolean();
        Go.go(() -> values.receiveEach(echo::send));
        values.send(0);
        echo.receive();
        Go.go(() -> results.send(First.VALUE));
        Go.go(() -> results.send(Second.VALUE));
        PINNED.await();
        Go.go(() -> ran.set(true));

        System.out.println("platform threads go on: " + platformGoesOn());
        System.out.println("goroutines ran: " + ran);
        RELEASE.countDown();
        int sum = results.receive() + results.receive();
        for (int i = 1; i <= 1000; i++) {
            values.send(i);
            sum += echo.receive();
        }
        System.out.println("sum: " + sum);
    }

    /** Timers, deadlines, channels and locks between two platform threads. */
    private static boolean platformGoesOn() throws InterruptedException {
        Chan<Integer> chan = Chan.unbuffered();
        Mutex mutex = new Mutex();
        mutex.lock();
        Thread other = Thread.ofPlatform().daemon().start(() -> {
            mutex.lock();
            for (Integer each : chan) {
                if (each == 99) {
                    chan.close();
                }
            }
        });
        boolean fired = ChanTimer.after(Duration.ofMillis(100)).receive() != null;
        mutex.unlock();
        for (int i = 0; i < 100; i++) {
            chan.send(i);
        }
        other.join();
        try (CancellableContext ctx = Context.background().withTimeout(Duration.ofMillis(50))) {
            Chan.nil().receive(ctx);
            return false;
        } catch (DeadlineExceededException e) {
            return fired;
        }
    }
}
