package io.github.goloom.soak;

import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.UncheckedInterruptedException;
import io.github.goloom.context.ContextException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A goroutine that does one operation after the other, and is interrupted. One interrupt is out at a time; each has to
 * come out of the operation it hits, as an exception or as the status that stays set, and none may come from nowhere.
 */
final class Worker implements Runnable {
    private static final int CALM = 0;
    private static final int INTERRUPTING = 1;
    private static final int INTERRUPTED = 2;

    final int id;
    final World world;
    final SplittableRandom random;
    private final AtomicInteger interrupt = new AtomicInteger();
    private long numbers;

    Worker(int id, World world, SplittableRandom random) {
        this.id = id;
        this.world = world;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            while (!world.over) {
                Op op = Op.pick(random);
                world.tally.add(op, perform(op));
            }
        } catch (Throwable e) {
            world.fail(e);
        }
    }

    /** Interrupts this worker, whose thread is given, unless the last interrupt is still out. */
    void interrupt(Thread thread) {
        if (interrupt.compareAndSet(CALM, INTERRUPTING)) {
            thread.interrupt();
            interrupt.set(INTERRUPTED);
            world.interrupts.increment();
        }
    }

    private Tally.End perform(Op op) throws Exception {
        Tally.End end;
        boolean thrown = false;
        try {
            end = op.body.run(this) ? Tally.End.DONE : Tally.End.NOT_READY;
        } catch (InterruptedException e) {
            thrown = true;
            end = Tally.End.INTERRUPTED;
        } catch (UncheckedInterruptedException e) {
            end = Tally.End.INTERRUPTED;
        } catch (ContextException e) {
            end = Tally.End.CANCELLED;
        } catch (ChanClosedException e) {
            end = Tally.End.CLOSED;
        }
        settle(op, end, thrown);
        return end;
    }

    private void settle(Op op, Tally.End end, boolean thrown) {
        int out = interrupt.get();
        boolean kept = Thread.interrupted();
        if (thrown && kept) {
            throw new AssertionError(op + " threw InterruptedException and left the status set");
        } else if (thrown || kept) {
            if (interrupt.get() == CALM) { // it was noted before it came
                throw new AssertionError(op + " was interrupted by nobody: " + end);
            }
            while (interrupt.get() == INTERRUPTING) {
                Thread.onSpinWait();
            }
            interrupt.set(CALM);
            (thrown ? world.interruptsThrown : world.interruptsKept).increment();
        } else if (out == INTERRUPTED) {
            throw new AssertionError(op + " swallowed an interrupt: " + end);
        } else if (end == Tally.End.INTERRUPTED) {
            throw new AssertionError(op + " threw UncheckedInterruptedException without the status");
        }
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** A time of up to so many microseconds; zero and one nanosecond come, too. */
    Duration upTo(int micros) {
        return switch (random.nextInt(16)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofNanos(1);
            default -> Duration.ofNanos(1000L * random.nextInt(micros));
        };
    }

    Books.Line line() {
        return world.lines.get(random.nextInt(world.lines.length()));
    }

    Books.Item item(Books.Line line) {
        return new Books.Item(line, id, numbers++);
    }
}
