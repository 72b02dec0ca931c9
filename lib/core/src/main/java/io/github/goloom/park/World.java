package io.github.goloom.park;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A group of goroutines with a time of its own, which goes on only while all of them wait in the library. It is the
 * core of a bubble of goloom-testing. Go's {@code internal/synctest}.
 *
 * <p>The goroutines that a member starts are members. The clock, the alarms and the waits of a member are those of its
 * world. Outside of worlds, this class costs one read of a static field for each wait, start and reading of the clock.
 *
 * <p><b>Count.</b> {@link #running} counts the members that are not parked by their {@link Waiter}. It is raised before
 * a goroutine is started, and before the wait of a parked waiter is ended, by the thread that does so. It is lowered
 * when the body of a goroutine has ended, and after a waiter has become parked. A thread that raises it for another
 * member is counted itself. Thus the count is zero only if all members are parked, and then only two events make one
 * run: an interrupt, which does not pass through the library, or an act of a thread that is not a member, which is an
 * error.
 *
 * <p><b>Idle.</b> The thread that lowers the count to zero makes the next step, for which it counts again: it rings the
 * alarms that are due, or wakes a member that waits for this moment, or moves the time to the next alarm and rings it.
 * So a step needs no switch to another thread.
 *
 * <p><b>Interrupts.</b> A member that is parked and interrupted raises the count itself, a moment later. Therefore a
 * step is made only if no parked member has its interrupted status set, all of them looked at in one instant: neither
 * the count nor {@link #moves}, which counts how often it was raised, has changed between the begin of the look and the
 * compare-and-set from zero to one. If one is interrupted, no step is made; the count then falls to zero once more,
 * since the wait ends, or since a waiter that ignores interrupts makes {@link #interruptIgnored() a step}.
 *
 * <p><b>Happens-before.</b> Actions of a member before it parks or ends happen-before the next step: both change the
 * count.
 */
@SuppressWarnings("ReferenceEquality") // threads and worlds are compared by identity
public final class World {
    /** The time at which the clock of a world starts. */
    public static final Instant START = Instant.ofEpochSecond(946_684_800); // parsing takes long

    private static final long FIRST_NANOS = 1;

    private static final InheritableThreadLocal<@Nullable Member> CURRENT = new InheritableThreadLocal<>();

    private static final ReentrantLock OPENING = new ReentrantLock();

    /** The number of worlds. Guarded by {@link #OPENING}. */
    private static int worlds;

    /** Whether there is any world whose members run one at a time, in an order that is a matter of chance. */
    private static boolean ordered;

    /** Whether there is any world. Plain: a member reads it after its start, which the opening happens-before. */
    private static boolean open;

    final AlarmHeap heap = new AlarmHeap(this);

    private final AtomicInteger running = new AtomicInteger();

    /** Counts how often {@code running} was raised. */
    private final AtomicLong moves = new AtomicLong();

    /** The number of goroutines that have not ended, those included that have not begun. */
    private final AtomicInteger alive = new AtomicInteger();

    /** The waiters that are parked, or about to be, by the identifiers of their threads. */
    private final ConcurrentHashMap<Long, Waiter> parked = new ConcurrentHashMap<>();

    private final Set<Member> members = ConcurrentHashMap.newKeySet();

    /** Decides in a world whose members run one at a time; null in others. */
    private final @Nullable Order order;

    /** Where members wait for a step at which nothing else is due. */
    private final Settling settling = new Settling();

    /** The thread that waits for the end; see {@link #await}. */
    private final Thread driver = Thread.currentThread();

    /** Written during steps, one after the other. */
    private volatile long now = FIRST_NANOS;

    private volatile boolean timeStands;
    private volatile boolean stuck;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** A goroutine of a world. A thread that has inherited the member of another thread is none. */
    private record Member(World world, Thread thread) {}

    private World(@Nullable Order order) {
        this.order = order;
    }

    /**
     * Opens a world.
     *
     * @param order runs its members one at a time; null if the scheduler of virtual threads runs them
     * @return the world, which the current thread must close and does not belong to
     */
    public static World open(@Nullable Order order) {
        World world = new World(order);
        OPENING.lock();
        try {
            worlds++;
            open = true;
            ordered |= order != null;
        } finally {
            OPENING.unlock();
        }
        return world;
    }

    /** Ends the world. Members that are left over, and threads that they started, are outside from now on. */
    public void close() {
        closed = true;
        OPENING.lock();
        try {
            if (--worlds == 0) {
                open = false;
                ordered = false;
            }
        } finally {
            OPENING.unlock();
        }
    }

    /**
     * {@return the world of the current thread; null if it is outside}
     *
     * @throws IllegalStateException if a member has started the current thread by other means than the library
     */
    public static @Nullable World current() {
        return open ? find() : null;
    }

    private static @Nullable World find() {
        Member member = CURRENT.get();
        if (member == null || member.world.closed) {
            return null;
        } else if (member.thread == Thread.currentThread()) {
            return member.world;
        } else if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
            return null; // it belongs to a pool, which others may use
        }
        throw member.world.refuse("a thread that the bubble does not know uses goloom: " + Thread.currentThread()
                + "; start it by Go.go, or by Bubble.threadFactory()");
    }

    private boolean isCurrent() {
        Member member = CURRENT.get();
        return member != null && member.world == this && member.thread == Thread.currentThread();
    }

    /** {@return the exception for a wrong use, with which the world fails, too} */
    private IllegalStateException refuse(String message) {
        IllegalStateException failure = new IllegalStateException(message);
        fail(failure);
        return failure;
    }

    /** Ends the wait of the driver. Only the first failure counts. */
    private void fail(Throwable e) {
        if (failure == null) {
            failure = e;
        }
        LockSupport.unpark(driver);
    }

    /**
     * Refuses the use of something that goes by the time of one world in another.
     *
     * @param of the world in which it was made; null for none
     * @param needsTime whether it needs the time to go on, which that of a world that was closed does not
     * @param what what it is, for messages
     * @throws IllegalStateException if it was made in another world than the current one
     */
    public static void check(@Nullable World of, boolean needsTime, String what) {
        World current = current();
        if (of == null && current != null) {
            throw current.refuse(what + " that was made outside the bubble is used in it; make it in the bubble");
        } else if (of != null && of.closed && needsTime) {
            throw new IllegalStateException(what + " of a bubble that has ended is used");
        } else if (of != null && of != current && !of.closed) {
            throw of.refuse(what + " of the bubble is used outside it, by " + Thread.currentThread());
        }
    }

    /** {@return the order of the current world; null if the scheduler of virtual threads and chance decide} */
    static @Nullable Order order() {
        World world = current();
        return world == null ? null : world.order;
    }

    /** {@return whether there is any world whose members run one at a time} */
    static boolean isOrdered() {
        return ordered;
    }

    /** {@return the monotonic time in nanoseconds} */
    long now() {
        return now;
    }

    /** {@return the time of this world} */
    public Instant instant() {
        return START.plusNanos(now - FIRST_NANOS);
    }

    /** Starts the first member. For the thread that opened the world. */
    public Thread start(String name, Runnable body) {
        CURRENT.set(new Member(this, Thread.currentThread()));
        try {
            return Seam.start(name, body, body);
        } finally {
            CURRENT.remove();
        }
    }

    /** {@return a virtual thread that is a member, which counts as running from now on} */
    public Thread newThread(Runnable body) {
        return counted(body, Order.threads(order)::unstarted);
    }

    /**
     * Counts a goroutine from now on, unless its thread cannot be made.
     *
     * @param body the body of the goroutine
     * @param maker makes the thread, or starts it, with the body that it is given
     */
    Thread counted(Runnable body, Function<Runnable, Thread> maker) {
        Runnable member = () -> runMember(body);
        alive.incrementAndGet();
        raise();
        boolean made = false;
        try {
            Thread thread = maker.apply(member);
            made = true;
            return thread;
        } finally {
            if (!made) {
                alive.decrementAndGet();
                leave();
            }
        }
    }

    private void runMember(Runnable body) {
        Member member = null;
        try {
            member = new Member(this, Thread.currentThread());
            members.add(member);
            CURRENT.set(member);
            if (isOver()) {
                Thread.currentThread().interrupt(); // it begins when the others were interrupted
            }
            body.run();
        } catch (Throwable e) {
            fail(e); // nobody else gets it
            throw e;
        } finally {
            if (member != null) {
                members.remove(member);
            }
            alive.decrementAndGet();
            leave();
            CURRENT.remove();
        }
    }

    /** {@return whether all goroutines have ended} */
    public boolean isEmpty() {
        return alive.get() == 0;
    }

    /** Stops the time, since the body of the test has ended. The caller is a member. */
    public void stopTime() {
        timeStands = true;
    }

    /** Makes no further steps, and ends {@link #await}. */
    public void stop() {
        stuck = true;
        LockSupport.unpark(driver);
    }

    /** Notes a waiter that is about to become parked. */
    void parks(Waiter waiter) {
        parked.put(waiter.thread().threadId(), waiter);
    }

    /** Takes back {@link #parks}. */
    void parksNot(Waiter waiter) {
        parked.remove(waiter.thread().threadId(), waiter);
    }

    /** Counts a member as running, before the wait of a parked waiter may end. */
    void raise() {
        running.incrementAndGet();
        moves.incrementAndGet();
    }

    /**
     * Takes back {@link #raise} if the wait has not ended, or else notes that it has. The thread that calls this is
     * counted itself, so no step is to be made; one that is not lets the world fail.
     */
    void raised(Waiter waiter, boolean ended) {
        if (ended) {
            parked.remove(waiter.thread().threadId(), waiter); // not that of its next wait
        } else {
            running.decrementAndGet();
        }
        if (!isCurrent()) {
            fail(new IllegalStateException("a goroutine of the bubble, " + waiter.thread()
                    + ", was woken from outside, by " + Thread.currentThread()));
        }
    }

    /** Lets a step be made that was not made because of an interrupt. */
    void interruptIgnored() {
        raise();
        leave();
    }

    /** Counts the current member no more, and makes a step if no member runs. */
    void leave() {
        try {
            while (running.decrementAndGet() == 0 && !isOver() && isIdle()) {
                step();
            }
        } catch (Throwable e) {
            fail(e); // no further step is made
        }
    }

    private boolean isOver() {
        return stuck || closed || failure != null;
    }

    /** {@return whether all members wait} If so, the current thread is counted. */
    private boolean isIdle() {
        while (true) {
            long before = moves.get();
            if (running.get() != 0) {
                return false;
            }
            for (Waiter each : parked.values()) {
                if (each.thread().isInterrupted()) {
                    return false;
                }
            }
            if (!running.compareAndSet(0, 1)) {
                return false;
            } else if (moves.get() == before) {
                moves.incrementAndGet();
                return true;
            } else if (running.decrementAndGet() != 0) {
                return false;
            }
        }
    }

    private void step() {
        if (!timeStands && heap.first() <= now) {
            ring();
        } else if (!settling.wakeOne()) {
            long next = timeStands ? Clock.FOREVER : heap.first();
            if (next == Clock.FOREVER) {
                stuck = true;
                LockSupport.unpark(driver);
            } else {
                now = next;
                ring();
            }
        }
    }

    /** Rings the alarms that are due, in random order, since programs must not depend on it. */
    private void ring() {
        List<Alarm> due = new ArrayList<>();
        for (Alarm alarm = heap.poll(now); alarm != null; alarm = heap.poll(now)) {
            due.add(alarm);
        }
        Collections.shuffle(due, Order.random());
        for (Alarm alarm : due) {
            wake(alarm.ring());
        }
    }

    /** Wakes nodes, as the timer thread does. */
    private static void wake(@Nullable Node claimed) {
        Node node = Guarded.inOrder(claimed, null);
        while (node != null) {
            Node next = node.next;
            node.next = null;
            if (node instanceof Follower follower && follower.mayWait()) {
                Seam.start("goloom-end", () -> Guarded.wake(follower), follower);
            } else {
                next = Guarded.wakeOne(node, next);
            }
            node = next;
        }
    }

    /**
     * Waits until all other members wait, and nothing is due.
     *
     * @throws IllegalStateException if another member waits for this
     * @throws InterruptedException if the current thread is interrupted
     */
    public void settle() throws InterruptedException {
        settling.await();
    }

    /**
     * Waits, in real time, until all members have ended or wait without a chance to go on, until the world has failed,
     * or until the time is over. For the thread that opened the world.
     *
     * @param nanos the time
     * @param work runs a member, and returns false if there is nothing to run; called again and again
     * @return false if the time is over
     * @throws InterruptedException if the current thread is interrupted
     */
    public boolean await(long nanos, BooleanSupplier work) throws InterruptedException {
        long until = System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2);
        for (long left = nanos; !stuck && failure == null; left = until - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            } else if (left <= 0) {
                return false;
            } else if (!work.getAsBoolean()) {
                LockSupport.parkNanos(this, left);
            }
        }
        return true;
    }

    /** {@return the first failure; null if there is none} */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** {@return a number that changes whenever a goroutine is started, a parked wait ends or a step is made} */
    public long moves() {
        return moves.get();
    }

    /** {@return the members that have not ended} */
    public List<Thread> members() {
        return members.stream().map(Member::thread).toList();
    }

    /** {@return the members that wait in the library} */
    public List<Thread> parked() {
        return parked.values().stream().map(Waiter::thread).toList();
    }

    @Override
    public String toString() {
        return "World[" + instant() + ", " + running + " of " + members.size() + " run]";
    }
}
