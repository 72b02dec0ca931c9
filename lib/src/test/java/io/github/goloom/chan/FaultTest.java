package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.testing.Diver;
import io.github.goloom.testing.Diver.Attempt;
import io.github.goloom.testing.Jvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels survive an {@code OutOfMemoryError} and a {@code StackOverflowError}; both are provoked in a JVM of their own. */
class FaultTest {
    /** Running out of memory while a waiter is made leaves no trace, and the channel can be used again. */
    @Test
    void wait_outOfMemory_leavesTheChannelUsable() throws Exception {
        String output = Jvm.run(OutOfMemory.class, "-Xmx48m", "-XX:+UseSerialGC", "-XX:-UseTLAB");

        System.out.println(output);
        assertThat(output.lines()).hasSize(5).allMatch(line -> line.endsWith("usable: true"));
    }

    /**
     * A stack that overflows within an operation, at any of 400 depths, on platform and virtual threads, breaks a channel at
     * no more depths than it breaks a {@code ReentrantLock}. In the interpreter, where frames do not change their size, it
     * breaks none, and leaves a goroutine that waits unserved for ever at no more depths than one that waits on a condition of such a lock.
     */
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-Xmixed"})
    void operation_stackOverflow_breaksNoMoreThanReentrantLock(String mode) throws Exception {
        String output = Jvm.run(StackOverflow.class, mode, "-Xss400k");

        for (String kind : List.of("platform", "virtual")) {
            Map<String, Figures> ours = Figures.parse(output, kind);
            ours.forEach(
                    (operation, figures) -> System.out.println(mode + " " + kind + " " + operation + " " + figures));
            Figures lock = ours.remove(StackOverflow.LOCK);
            Figures condition = ours.remove(StackOverflow.CONDITION);
            assertThat(ours).hasSize(8);
            ours.forEach((operation, figures) -> {
                assertThat(figures.overflows).as(operation).isPositive();
                assertThat(figures.broken).as("%s: broken", operation).isLessThanOrEqualTo(lock.broken);
                if (mode.equals("-Xint")) {
                    assertThat(figures.broken).as("%s: broken", operation).isZero();
                    assertThat(figures.stranded).as("%s: stranded", operation).isLessThanOrEqualTo(condition.stranded);
                }
            });
        }
    }

    /** At how many depths the stack overflowed, and what that did. */
    private record Figures(int overflows, int broken, int stranded) {
        private static final Pattern LINE =
                Pattern.compile("(\\w+), ([^:]+): overflows (\\d+), broken (\\d+), stranded (\\d+)");

        static Map<String, Figures> parse(String output, String kind) {
            Map<String, Figures> all = new LinkedHashMap<>();
            for (MatchResult line : LINE.matcher(output).results().toList()) {
                if (line.group(1).equals(kind)) {
                    all.put(line.group(2), new Figures(number(line, 3), number(line, 4), number(line, 5)));
                }
            }
            return all;
        }

        private static int number(MatchResult line, int group) {
            return Integer.parseInt(line.group(group));
        }
    }

    /** The program that runs out of memory. */
    static final class OutOfMemory {
        private static final Duration MOMENT = Duration.ofNanos(1);
        private static final Chan<Object> CHAN = Chan.unbuffered();
        private static final Chan<Object> OTHER = Chan.unbuffered();
        private static final Chan<Object> FULL = Chan.buffered(1);

        private static final int[] SIZES = {1 << 20, 1 << 16, 1 << 12, 1 << 8, 1 << 4, 0};

        private record Cell(Object next) {}

        private static Object ballast;

        private OutOfMemory() {}

        public static void main(String[] args) throws Exception {
            Object value = new Object();
            FULL.send(value);
            List<Select.Case<Object, RuntimeException>> cases = List.of(
                    Select.receive(CHAN),
                    Select.send(OTHER, value, () -> value),
                    Select.send(FULL, value, () -> value),
                    Select.after(MOMENT, () -> value));
            Map<String, Attempt> attempts = new LinkedHashMap<>();
            attempts.put("receive", () -> CHAN.receive(MOMENT));
            attempts.put("send", () -> CHAN.send(value, MOMENT));
            attempts.put("send to a full buffer", () -> FULL.send(value, MOMENT));
            attempts.put("select", () -> Select.select(cases));
            attempts.put("select in order", () -> Select.selectInOrder(cases));
            for (Map.Entry<String, Attempt> each : attempts.entrySet()) {
                for (int i = 0; i < 3; i++) {
                    each.getValue().run();
                }
                int failures = exhaust(each.getValue());
                System.out.println(
                        each.getKey() + ", failures " + failures + ", usable: " + (failures > 0 && usable()));
            }
        }

        /** Fills the heap, then tries with 16 bytes more at a time until it succeeds; returns how often it failed. */
        private static int exhaust(Attempt attempt) throws Exception {
            Cell spare = null;
            for (int i = 0; i < 256; i++) {
                spare = new Cell(spare);
            }
            for (int size : SIZES) {
                fill(size);
            }
            int failures = 0;
            while (spare != null) {
                try {
                    attempt.run();
                    spare = null;
                } catch (OutOfMemoryError e) {
                    failures++;
                    spare = (Cell) spare.next;
                }
            }
            ballast = null;
            return failures;
        }

        /** Fills what is left with arrays of that many bytes, each in a cell; with 0, with cells alone. */
        private static void fill(int size) {
            try {
                while (true) {
                    ballast = new Cell(ballast);
                    if (size > 0) {
                        ballast = new Object[] {ballast, new byte[size]};
                    }
                }
            } catch (OutOfMemoryError e) {
                // no room for one more
            }
        }

        private static boolean usable() throws Exception {
            boolean free = true;
            for (Chan<Object> each : List.of(CHAN, OTHER, FULL)) {
                AbstractChan<Object> chan = (AbstractChan<Object>) each;
                free &= chan.receivers.isEmpty() && chan.senders.isEmpty();
            }
            for (Chan<Object> each : List.of(CHAN, OTHER)) {
                Object value = new Object();
                Go.go(() -> each.send(value));
                free &= value.equals(each.receive());
                Go.go(() -> Select.select(Select.onSend(each, value, () -> {})));
                free &= value.equals(Select.select(Select.receive(each), Select.receive(Chan.nil())));
            }
            return free && FULL.size() == 1;
        }
    }

    /** The program whose stacks overflow. Each depth has its own channel, lock and partner. */
    static final class StackOverflow {
        static final String LOCK = "ReentrantLock";
        static final String CONDITION = "ReentrantLock, signal";

        private static final int DEPTHS = 400;
        private static final long PATIENCE_NANOS = 4_000_000_000L;
        private static final Duration SHORT = Duration.ofMillis(1);
        private static final Duration LONG = Duration.ofSeconds(20);

        private StackOverflow() {}

        /** One operation for one depth, what is done again later, the goroutine that waits for it, and the check after. */
        private record Trial(Attempt operation, Attempt again, Thread partner, Callable<Boolean> usable) {
            /** Whether the partner is served, now or by the operations that follow. */
            boolean served() throws Exception {
                long deadline = System.nanoTime() + PATIENCE_NANOS;
                while (partner != null && !partner.join(Duration.ofMillis(20))) {
                    if (System.nanoTime() - deadline > 0) {
                        return false;
                    }
                    again.run();
                }
                return true;
            }
        }

        public static void main(String[] args) throws Exception {
            Map<String, Callable<Trial>> makers = new LinkedHashMap<>();
            makers.put(LOCK, StackOverflow::lock);
            makers.put(CONDITION, StackOverflow::condition);
            for (Operation each : Operation.all()) {
                makers.put("buffered " + each.name, () -> buffered(each));
                makers.put("unbuffered " + each.name, () -> unbuffered(each));
            }
            List<Runnable> reports = new ArrayList<>();
            for (boolean virtual : new boolean[] {false, true}) {
                for (Map.Entry<String, Callable<Trial>> each : makers.entrySet()) {
                    reports.add(
                            sweep((virtual ? "virtual, " : "platform, ") + each.getKey(), virtual, each.getValue()));
                }
            }
            reports.forEach(Runnable::run);
            System.exit(0);
        }

        /** Runs the trials of all depths and starts their checks; the result waits for those and prints. */
        private static Runnable sweep(String what, boolean virtual, Callable<Trial> maker) throws Exception {
            for (int i = 0; i < 200; i++) {
                maker.call().operation.run();
            }
            int overflows = 0;
            List<FutureTask<Boolean>> served = new ArrayList<>();
            List<FutureTask<Boolean>> usable = new ArrayList<>();
            for (int depth = 0; depth < DEPTHS; depth++) {
                Trial trial = maker.call();
                overflows += Diver.overflows(virtual, depth, trial.operation) ? 1 : 0;
                FutureTask<Boolean> first = new FutureTask<>(trial::served);
                FutureTask<Boolean> second = new FutureTask<>(trial.usable);
                served.add(first);
                usable.add(second);
                Thread.startVirtualThread(() -> {
                    first.run();
                    second.run();
                });
            }
            int overflowed = overflows;
            return () -> System.out.println(
                    what + ": overflows " + overflowed + ", broken " + failed(usable) + ", stranded " + failed(served));
        }

        private static long failed(List<FutureTask<Boolean>> checks) {
            long deadline = System.nanoTime() + 3 * PATIENCE_NANOS;
            return checks.stream().filter(each -> !succeeds(each, deadline)).count();
        }

        private static boolean succeeds(FutureTask<Boolean> check, long deadline) {
            try {
                return check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return false;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static Trial lock() {
            ReentrantLock lock = new ReentrantLock();
            int[] count = {0};
            Attempt operation = () -> {
                lock.lock();
                try {
                    count[0]++;
                } finally {
                    lock.unlock();
                }
            };
            return new Trial(operation, operation, null, () -> isFree(lock));
        }

        private static Trial condition() {
            ReentrantLock lock = new ReentrantLock();
            Condition condition = lock.newCondition();
            boolean[] signalled = {false};
            Thread partner = parked(() -> {
                lock.lock();
                try {
                    while (!signalled[0]) {
                        condition.await();
                    }
                } finally {
                    lock.unlock();
                }
            });
            Attempt operation = () -> {
                lock.lock();
                try {
                    signalled[0] = true;
                    condition.signal();
                } finally {
                    lock.unlock();
                }
            };
            Attempt again = () -> {
                if (isFree(lock)) {
                    operation.run();
                }
            };
            return new Trial(operation, again, partner, () -> isFree(lock));
        }

        private static boolean isFree(ReentrantLock lock) throws InterruptedException {
            boolean free = lock.tryLock(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
            if (free) {
                lock.unlock();
            }
            return free;
        }

        /** What is done at the bottom of the stack on a channel; the other channel is never ready. */
        private record Operation(String name, boolean sends, Body body) {
            private interface Body {
                void run(Chan<Object> chan, Chan<Object> other) throws InterruptedException;
            }

            static List<Operation> all() {
                return List.of(
                        new Operation("send", true, (chan, other) -> chan.send("sent")),
                        new Operation("receive", false, (chan, other) -> chan.receive()),
                        new Operation(
                                "select send",
                                true,
                                (chan, other) -> Select.select(
                                        Select.onSend(chan, "sent", () -> {}), Select.onReceive(other, value -> {}))),
                        new Operation(
                                "select receive",
                                false,
                                (chan, other) -> Select.select(
                                        Select.onReceive(chan, value -> {}), Select.onReceive(other, value -> {}))));
            }
        }

        private static Trial buffered(Operation operation) throws InterruptedException {
            Chan<Object> chan = Chan.buffered(2);
            Chan<Object> other = Chan.unbuffered();
            chan.send("first");
            return new Trial(() -> operation.body.run(chan, other), () -> {}, null, () -> works(chan) && works(other));
        }

        private static Trial unbuffered(Operation operation) {
            Chan<Object> chan = Chan.unbuffered();
            Chan<Object> other = Chan.unbuffered();
            Thread partner = parked(operation.sends ? chan::receive : () -> chan.send("partner"));
            Attempt again = operation.sends ? () -> chan.send("again", SHORT) : () -> chan.receive(SHORT);
            return new Trial(() -> operation.body.run(chan, other), again, partner, () -> works(chan) && works(other));
        }

        /** Whether what is in the channel comes out, and values that follow come through in order. */
        private static boolean works(Chan<Object> chan) throws Exception {
            List<Object> left = new ArrayList<>();
            chan.drainTo(left, 100);
            boolean works = left.size() <= 2 && chan.size() == 0 && !chan.isClosed();
            Go.go(() -> {
                for (int i = 0; i < 5; i++) {
                    chan.send(i, LONG);
                }
            });
            for (int i = 0; i < 5; i++) {
                works &= chan.receive(LONG).equals(new Received.Value<Object>(i));
            }
            return works && chan.size() == 0;
        }

        private static Thread parked(Attempt body) {
            Thread thread = Go.go(body::run);
            while (thread.getState() != Thread.State.WAITING || LockSupport.getBlocker(thread) == null) {
                Thread.onSpinWait();
            }
            return thread;
        }
    }
}
