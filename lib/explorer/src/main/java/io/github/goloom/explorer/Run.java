package io.github.goloom.explorer;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One schedule, on the calling thread, which is the only carrier: each goroutine is a virtual thread that gives way at
 * its {@link Points} and goes on when it is chosen. Parking, waking, time and interrupts are imitated, so that all of
 * them are steps.
 *
 * <p>A step is what a goroutine does from a point up to the next one: one access to shared memory, then work of its
 * own. The clock is an actor, too: its step ends the timed park whose deadline is the nearest.
 */
@SuppressWarnings("ReferenceEquality") // locations, threads and actors are places, not values
final class Run {
    static final int MAX_ACTORS = 12;
    static final int CLOCK = 0;
    private static final int MAX_STEPS = 20_000;
    private static final Constructor<?> BUILDER = builder();

    /** The run that goes on, or was the last to do so. One at a time, on one carrier. */
    private static @Nullable Run latest;

    /** How a schedule went wrong. */
    record Failure(String what, @Nullable Throwable cause) {}

    private final Search search;
    private final boolean traced;
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    final Location timeLocation = new Location();
    final Calls calls = new Calls(this);
    private final List<Actor> actors = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private long now = 1_000_000_000;
    private @Nullable Actor current;
    private @Nullable Actor handOff;
    private boolean endless;
    private String outcome = "";

    /** What the search would not do; thrown to the caller, since a goroutine would keep it. */
    private @Nullable RuntimeException refused;

    /** While those run that come first: without points, and without time. */
    private boolean preparing;

    Run(Search search, boolean traced) {
        this.search = search;
        this.traced = traced;
        actors.add(new Actor(CLOCK, "the clock"));
        latest = this;
    }

    private static Constructor<?> builder() {
        try {
            Constructor<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            builder.setAccessible(true);
            return builder;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "virtual threads need a scheduler: run with --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }

    /** {@return the run that the current thread is a goroutine of; null if it is none} */
    static @Nullable Run current() {
        Run run = latest;
        return run != null && run.current != null && run.current.thread == Thread.currentThread() ? run : null;
    }

    /** {@return the time for code outside the goroutines, in nanoseconds} */
    static long time() {
        Run run = latest;
        return run != null ? run.now : System.nanoTime();
    }

    List<Event> events() {
        return events;
    }

    /** {@return the last step made} */
    Event lastEvent() {
        return events.get(events.size() - 1);
    }

    long now() {
        return now;
    }

    boolean isPreparing() {
        return preparing;
    }

    Actor actor(int number) {
        return actors.get(number);
    }

    // the life of a run

    /** Runs the scenario. {@return what went wrong; null if nothing did} */
    @Nullable
    Failure execute(Callable<? extends Scenario> maker) throws Exception {
        Scenario scenario = maker.call();
        scenario.first((name, body) -> goroutine(name, body));
        startAll();
        preparing = true;
        goOn();
        preparing = false;
        scenario.goroutines((name, body) -> goroutine(name, body));
        startAll();
        goOn();
        if (refused != null) {
            throw refused;
        }
        return search.isPruned() ? null : failure(scenario);
    }

    /** {@return what the scenario told after a schedule that went well} */
    String outcome() {
        return outcome;
    }

    private Thread goroutine(String name, Scenario.Body body) {
        return newThread(name, false, () -> {
            body.run();
            return null;
        });
    }

    private void startAll() {
        for (Actor actor : actors) {
            if (actor.thread != null && actor.thread.getState() == Thread.State.NEW) {
                actor.thread.start();
            }
        }
    }

    /** Lets the actors go on, one at a time, until nobody can. */
    private void goOn() {
        Actor next = decide();
        while (next != null) {
            Runnable task = Objects.requireNonNull(next.task);
            next.task = null;
            current = next;
            task.run();
            current = null;
            next = handOff != null ? handOff : decide();
            handOff = null;
        }
    }

    private @Nullable Failure failure(Scenario scenario) {
        if (endless) {
            return new Failure("still going on after " + MAX_STEPS + " steps", null);
        }
        for (Actor actor : actors) {
            if (actor.failure != null) {
                return new Failure(actor.name + " threw " + actor.failure, actor.failure);
            }
        }
        List<Actor> stuck = actors.stream()
                .filter(each -> each.thread != null && !each.ended && !each.daemon)
                .toList();
        if (!stuck.isEmpty() && !scenario.mayBeStuck()) {
            return new Failure(stuck.stream().map(Trace::whereStuck).collect(Collectors.joining("; ")), null);
        }
        try {
            scenario.check();
            outcome = scenario.outcome();
            return null;
        } catch (Throwable e) {
            return new Failure("check threw " + e, e);
        }
    }

    Thread newThread(String name, boolean daemon, Callable<?> body) {
        if (actors.size() == MAX_ACTORS) {
            throw new IllegalStateException("more than " + (MAX_ACTORS - 1) + " goroutines");
        }
        Actor actor = new Actor(actors.size(), name);
        actor.daemon = daemon;
        Executor scheduler = task -> actor.task = task;
        try {
            Thread.Builder.OfVirtual builder = (Thread.Builder.OfVirtual) BUILDER.newInstance(scheduler);
            Thread thread = builder.name(name).unstarted(() -> {
                try {
                    body.call();
                } catch (Throwable e) {
                    actor.failure = e;
                }
                step(Points.END, new Access(actor.endLocation, true));
                actor.ended = true;
            });
            actor.thread = thread;
            actors.add(actor);
            return thread;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no virtual thread", e);
        }
    }

    @Nullable
    Actor actorOf(@Nullable Thread thread) {
        for (Actor actor : actors) {
            if (actor.thread == thread && thread != null) {
                return actor;
            }
        }
        return null;
    }

    Actor me() {
        return Objects.requireNonNull(current);
    }

    // choosing

    private boolean isEnabled(Actor actor) {
        if (actor.number == CLOCK) {
            return nextTimed() != null && !preparing;
        }
        return !actor.ended && !actor.parked && actor.awaited.isEmpty() && (actor == current || actor.task != null);
    }

    private int enabled() {
        int mask = 0;
        for (Actor actor : actors) {
            if (isEnabled(actor)) {
                mask |= 1 << actor.number;
            }
        }
        return mask;
    }

    /** Chooses who makes the next step. {@return null if nobody can} */
    private @Nullable Actor decide() {
        while (true) {
            int enabled = enabled();
            if (enabled == 0 || endless || refused != null) {
                return null;
            }
            if (preparing) {
                return actors.get(Integer.numberOfTrailingZeros(enabled));
            }
            int before = current != null && isEnabled(current) ? current.number : -1;
            Actor chosen;
            try {
                chosen = actors.get(search.choose(this, enabled, before));
            } catch (IllegalArgumentException | IllegalStateException e) {
                refused = e;
                return null;
            }
            Event event = perform(chosen, pendingOf(chosen));
            if (chosen.number != CLOCK) {
                return chosen;
            }
            Actor timed = Objects.requireNonNull(nextTimed());
            now = Math.max(now, timed.deadline);
            timed.resume(event);
        }
    }

    /** {@return what the actor does when it is chosen} */
    Access[] pendingOf(Actor actor) {
        Actor timed = actor.number == CLOCK ? nextTimed() : null;
        return timed == null
                ? actor.pending
                : new Access[] {new Access(timeLocation, true), new Access(timed.permitLocation, true)};
    }

    private @Nullable Actor nextTimed() {
        Actor next = null;
        for (Actor actor : actors) {
            if (actor.isTimed() && (next == null || actor.deadline < next.deadline)) {
                next = actor;
            }
        }
        return next;
    }

    private Event perform(Actor actor, Access[] accesses) {
        search.performing(this, actor, accesses);
        Actor timed = actor.number == CLOCK ? nextTimed() : null;
        String place = timed == null ? actor.place : "ends the wait of " + timed.name;
        int[] clock = actor.clock.clone();
        for (Access access : accesses) {
            Event.join(clock, access.location().lastWrite);
            for (int i = 0; access.write() && i < actors.size(); i++) {
                Event.join(clock, access.location().lastRead(i));
            }
        }
        clock[actor.number]++;
        Event event = new Event(actor.number, search.decisions() - 1, clock, accesses, place);
        actor.clock = clock;
        actor.pending = Actor.NOTHING;
        actor.site = Actor.NO_SITE;
        for (Access access : accesses) {
            access.location().record(event, access.write());
            if (access.write()) {
                wakeSpinners(access.location(), event);
            }
        }
        events.add(event);
        endless = events.size() == MAX_STEPS;
        return event;
    }

    private void wakeSpinners(Location written, Event event) {
        for (Actor actor : actors) {
            if (actor.number != event.actor && actor.awaited.contains(written)) {
                actor.resume(event);
            }
        }
    }

    // what goroutines call

    /** A point before what is accessed: returns when that may happen. */
    void step(int site, Access... accesses) {
        step(site, null, "", accesses);
    }

    /** A step that is about a field of an object. */
    void step(int site, @Nullable Object object, String field, Access... accesses) {
        if (preparing) {
            return;
        }
        Actor me = me();
        me.pending = accesses;
        me.site = site;
        me.place = traced ? Trace.here(Sites.get(site), about(object, field)) : null;
        giveWay();
    }

    private String about(@Nullable Object object, String field) {
        if (object == null) {
            return field.isEmpty() ? "" : " " + field;
        }
        int number = numbers.computeIfAbsent(object, key -> numbers.size() + 1);
        String type = object.getClass().getTypeName();
        return " " + field + " of " + type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + " #" + number;
    }

    /** A point at which the goroutine waits for what it has made itself wait for. */
    void await(int site) {
        me().place = traced ? Trace.here(Sites.get(site), "") : null;
        giveWay();
    }

    /** The clock might have made its step before the event. */
    void timeMightComeBefore(Event event) {
        search.mightPrecede(event.decision, CLOCK);
    }

    int draw(int bound) {
        try {
            return preparing ? 0 : search.draw(bound);
        } catch (IllegalArgumentException e) {
            refused = e;
            throw e;
        }
    }

    /** Lets the chosen one go on; returns when that is the current goroutine. */
    @SuppressWarnings("ThreadPriorityCheck") // it is a scheduler that is called
    void giveWay() {
        Actor me = me();
        Actor next = decide();
        if (next == me) {
            return;
        }
        handOff = next;
        current = null;
        Thread.yield();
        if (current != me) {
            throw new IllegalStateException(me.name + " cannot give way: it is in a native method");
        }
    }
}
