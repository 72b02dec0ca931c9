package io.github.goloom.soak;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.Select;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Goroutines that pass one token round, and that nobody interrupts: a single lost wake-up stops the ring for good. Now
 * and then they take the locks and the semaphore of all others, too.
 */
@SuppressWarnings({"LockNotBeforeTry", "CheckReturnValue"}) // whoever fails ends the soak
final class Ring {
    static final int NODES = 5;
    private static final Duration LONG = Duration.ofDays(1);

    final LongAdder hops = new LongAdder();
    private final World world;
    private final List<Chan<Long>> chans = new ArrayList<>();

    Ring(World world, int capacity) {
        this.world = world;
        for (int i = 0; i < NODES; i++) {
            chans.add(capacity == 0 ? Chan.unbuffered() : Chan.buffered(capacity));
        }
    }

    /** The body of a node; the first begins. */
    void node(int number) {
        Chan<Long> in = chans.get(number);
        Chan<Long> out = chans.get((number + 1) % NODES);
        try (CancellableContext ctx = CancellableContext.childOf(Context.background())) {
            if (number == 0) {
                out.send(0L);
            }
            for (Long token = receive(in, number, ctx); token != null; token = receive(in, number, ctx)) {
                if (token % NODES != (number + NODES - 1) % NODES) {
                    throw new AssertionError("node " + number + " got " + token);
                }
                if (token % 61 == 0) {
                    visit(token);
                }
                if (number == 0 && world.over) {
                    break;
                }
                hops.increment();
                send(out, token + 1, ctx);
            }
            out.close();
        } catch (Throwable e) {
            world.fail(e);
        }
    }

    private static Long receive(Chan<Long> in, int number, Context ctx) throws InterruptedException {
        return switch (number) {
            case 0 -> in.receive();
            case 1 -> Select.select(Select.receive(in), Select.receive(Chan.<Long>nil()));
            case 2 -> valueOf(in.tryReceive(LONG));
            case 3 -> in.receive(ctx);
            default -> first(in.receiveUpTo(2));
        };
    }

    private static Long valueOf(Received<Long> received) {
        if (received instanceof Received.Value<Long> value) {
            return value.value();
        }
        return null;
    }

    private static Long first(List<Long> list) {
        return list.isEmpty() ? null : list.get(0);
    }

    private static void send(Chan<Long> out, Long token, Context ctx) throws InterruptedException {
        switch ((int) (token % 7)) {
            case 0 -> out.send(token, ctx);
            case 1 -> Select.select(Select.onSend(out, token, () -> {}), Select.onSend(Chan.<Long>nil(), 0L, () -> {}));
            case 2 -> out.trySend(token, LONG);
            default -> out.send(token);
        }
    }

    private void visit(long token) throws InterruptedException {
        Locks.Guarded guarded = world.locks.mutexes[(int) (token % world.locks.mutexes.length)];
        guarded.mutex.lock();
        guarded.counter++;
        guarded.mutex.unlock();
        guarded.expected.increment();
        world.shared.semaphore.acquire(1);
        world.shared.semaphore.release(1);
        world.locks.pairs[0].lock.readLock().lock();
        world.locks.pairs[0].lock.readLock().unlock();
    }
}
