package io.github.goloom.explorer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * What the goroutines of a run call in place of the JDK: waits and wakes are a matter of the run's books, no thread
 * really parks.
 */
@SuppressWarnings("ReferenceEquality") // locations are of objects, not of values
final class Calls {
    private record Key(@Nullable Object object, String field) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.object == object && key.field.equals(field);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object) * 31 + field.hashCode();
        }
    }

    private final Run run;
    private final Map<Key, Location> locations = new HashMap<>();

    Calls(Run run) {
        this.run = run;
    }

    void access(@Nullable Object object, String field, int site, boolean write) {
        Location location = locations.computeIfAbsent(new Key(object, field), key -> new Location());
        run.step(site, object, field, new Access(location, write));
        if (!run.isPreparing()) {
            run.me().remember(location);
        }
    }

    long nanoTime(int site) {
        run.step(site, new Access(run.timeLocation, false));
        return run.now();
    }

    void park(long nanos, int site) {
        Actor me = run.me();
        Access permit = new Access(me.permitLocation, true);
        boolean timed = nanos != Actor.NEVER;
        if (timed) {
            run.step(site, permit, new Access(run.timeLocation, false));
        } else {
            run.step(site, permit);
        }
        if (!me.permit && !Thread.currentThread().isInterrupted() && nanos > 0) {
            me.parked = true;
            me.deadline = timed ? Math.min(run.now() + nanos, Actor.NEVER - 1) : Actor.NEVER;
            run.giveWay();
        }
        me.permit = false;
    }

    void unpark(@Nullable Thread thread, int site) {
        Actor actor = run.actorOf(thread);
        if (actor != null) {
            run.step(site, null, "of " + actor.name, new Access(actor.permitLocation, true));
            wake(actor);
        }
    }

    /** Gives the permit. If the actor was in a timed park, that might have ended just before. */
    private void wake(Actor actor) {
        if (actor.parked && run.isPreparing()) {
            actor.parked = false;
        } else if (actor.parked) {
            Event event = run.lastEvent();
            if (actor.isTimed()) {
                run.timeMightComeBefore(event);
            }
            actor.resume(event);
        } else {
            actor.permit = true;
        }
    }

    void interrupt(Thread thread, int site) {
        Actor actor = run.actorOf(thread);
        if (actor != null) {
            run.step(
                    site,
                    null,
                    "of " + actor.name,
                    new Access(actor.interruptLocation, true),
                    new Access(actor.permitLocation, true));
            thread.interrupt();
            if (actor.parked) {
                wake(actor);
            }
        } else {
            thread.interrupt();
        }
    }

    boolean isInterrupted(Thread thread, int site) {
        Actor actor = run.actorOf(thread);
        if (actor != null) {
            run.step(site, new Access(actor.interruptLocation, false));
        }
        return thread.isInterrupted();
    }

    boolean interrupted(int site) {
        run.step(site, new Access(run.me().interruptLocation, true));
        return Thread.interrupted();
    }

    /** Waits until something changes that was looked at lately. */
    void spin(int site) {
        Actor me = run.me();
        if (run.isPreparing()) {
            throw new IllegalStateException(me.name + " spins, and nobody else goes on: name it in goroutines");
        }
        me.spin();
        if (!me.awaited.isEmpty()) {
            run.await(site);
        }
    }

    void start(Thread thread) {
        Actor actor = run.actorOf(thread);
        if (actor != null) {
            actor.clock = run.me().clock.clone();
        }
        thread.start();
    }

    void join(Thread thread, int site) throws InterruptedException {
        Actor actor = run.actorOf(thread);
        if (actor == null) {
            thread.join();
            return;
        }
        run.step(site, new Access(actor.endLocation, false));
        while (!actor.ended) {
            run.me().awaited.add(actor.endLocation);
            run.giveWay();
            run.step(site, new Access(actor.endLocation, false));
        }
    }

    long number(Thread thread) {
        Actor actor = run.actorOf(thread);
        return actor == null ? thread.threadId() : actor.number;
    }

    Thread newThread(String name, boolean daemon, Runnable task) {
        return run.newThread(name, daemon, Executors.callable(task));
    }

    int draw(int bound) {
        return run.draw(bound);
    }
}
