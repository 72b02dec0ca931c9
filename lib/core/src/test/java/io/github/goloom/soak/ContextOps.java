package io.github.goloom.soak;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.context.ContextKey;
import io.github.goloom.context.DeadlineExceededException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Contexts: shared ones that somebody cancels, and own ones with deadlines. */
@SuppressWarnings("ThreadPriorityCheck") // lets others come between
final class ContextOps {
    private static final ContextKey<Integer> KEY = ContextKey.of("worker");

    private ContextOps() {}

    /** Something that takes a context. */
    interface Use {
        void with(Context ctx) throws InterruptedException;
    }

    static Context any(Worker worker) {
        return worker.world.contexts.get(worker.random.nextInt(worker.world.contexts.length()));
    }

    /** With a shared context, or with a child of it that has a deadline. */
    static void with(Worker worker, Use use) throws InterruptedException {
        Context shared = any(worker);
        if (worker.random.nextBoolean()) {
            use.with(shared);
        } else {
            try (CancellableContext ctx = shared.withTimeout(worker.upTo(3000))) {
                use.with(ctx);
            }
        }
    }

    static boolean cancel(Worker worker) {
        World world = worker.world;
        int index = worker.random.nextInt(world.contexts.length());
        CancellableContext ctx = world.contexts.getAndSet(index, CancellableContext.childOf(Context.background()));
        ctx.cancel();
        return true;
    }

    /**
     * Nobody else ends the parent: a cancel that comes while another is still telling the children does not wait for
     * that.
     */
    static boolean tree(Worker worker) {
        try (CancellableContext parent = CancellableContext.childOf(Context.background());
                CancellableContext child = parent.withValue(KEY, worker.id).withTimeout(Duration.ofHours(1));
                CancellableContext merged = Context.merge(child, any(worker))) {
            if (!Integer.valueOf(worker.id).equals(merged.value(KEY))) {
                throw new AssertionError("the value of another: " + merged.value(KEY));
            }
            parent.cancel();
            if (!child.isDone() || !merged.isDone() || child.err() == null) {
                throw new AssertionError("not done after its parent: " + merged);
            }
        }
        return true;
    }

    static boolean deadline(Worker worker) throws InterruptedException {
        try (CancellableContext ctx = any(worker).withTimeout(worker.upTo(2000))) {
            Chan.nil().receive(ctx);
            throw new AssertionError("received from nil");
        } catch (DeadlineExceededException e) {
            return true;
        }
    }

    /** A function that is called if and only if it was not stopped. */
    static boolean afterFunc(Worker worker) {
        World world = worker.world;
        try (CancellableContext ctx = any(worker).withTimeout(worker.upTo(500))) {
            world.functionsSet.increment();
            Context.Registration registration = ctx.afterFunc(world.functionsCalled::increment);
            if (worker.random.nextBoolean()) {
                Thread.yield();
                LockSupport.parkNanos(worker.random.nextInt(300_000));
            }
            boolean stopped = registration.stop();
            if (stopped) {
                world.functionsStopped.increment();
            }
            return !stopped;
        }
    }

    /**
     * In a goroutine of its own, since the end of a context and an interrupt by somebody else could not be told apart.
     */
    static boolean interrupting(Worker worker) {
        World world = worker.world;
        Context shared = any(worker);
        Duration timeout = worker.upTo(2000);
        Duration sleep = worker.upTo(2000);
        world.started.increment();
        Go.go("soak interrupting", () -> {
            try (CancellableContext ctx = shared.withTimeout(timeout)) {
                ctx.interrupting(() -> Go.sleep(sleep));
            } catch (ContextException e) {
                // it has ended first
            } catch (Throwable e) {
                world.fail(e);
            }
            if (Thread.interrupted()) {
                world.fail(new AssertionError("interrupted after the end of interrupting"));
            }
            world.ended.increment();
        });
        return true;
    }
}
