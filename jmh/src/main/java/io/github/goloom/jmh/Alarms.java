package io.github.goloom.jmh;

import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Something that calls a function after a time, unless that is cancelled before. */
interface Alarms {
    /** Sets an alarm that is due in two seconds, and cancels it. {@return whether the cancel came in time} */
    boolean setAndCancel();

    /** Sets an alarm. {@return what cancels it, and says whether that came in time} */
    BooleanSupplier set(Duration delay, Runnable function);

    /** Ends its threads. */
    void close();

    /** Those of this library. */
    final class Timers implements Alarms {
        private static final Duration DELAY = Duration.ofSeconds(2);

        @Override
        public boolean setAndCancel() {
            return ChanTimer.afterFunc(DELAY, () -> {}).stop();
        }

        @Override
        public BooleanSupplier set(Duration delay, Runnable function) {
            return ChanTimer.afterFunc(delay, function::run)::stop;
        }

        @Override
        public void close() {}
    }

    /** Those of the JDK. */
    final class Scheduled implements Alarms {
        private final ScheduledExecutorService executor;
        private final boolean own;

        Scheduled(ScheduledExecutorService executor, boolean own) {
            this.executor = executor;
            this.own = own;
        }

        @Override
        public boolean setAndCancel() {
            Future<?> alarm = executor.schedule(() -> {}, 2, TimeUnit.SECONDS);
            return alarm.cancel(false);
        }

        @Override
        public BooleanSupplier set(Duration delay, Runnable function) {
            Future<?> alarm = executor.schedule(function, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> alarm.cancel(false);
        }

        @Override
        public void close() {
            if (own) {
                executor.shutdownNow();
            }
        }
    }
}
