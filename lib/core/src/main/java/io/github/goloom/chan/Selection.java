package io.github.goloom.chan;

import io.github.goloom.chan.Select.Case;
import io.github.goloom.park.Blocker;
import io.github.goloom.park.Canary;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Guarded;
import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Waiter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a select, in three passes.
 *
 * <ol>
 *   <li><b>Quick.</b> Looks at each channel without its lock and picks one of the cases that seem ready, all with the same
 *       chance. If its attempt, under the lock of its channel alone, succeeds, the select is over: that case was ready at
 *       that instant.
 *   <li><b>Locked.</b> Shuffles the cases, takes the locks of all channels, in the order of their ids, and attempts those that
 *       are ready until one succeeds. One that is ready only because of a waiter that has withdrawn fails, which removes
 *       that waiter. If none succeeds, all channels were not ready at one instant: {@code otherwise} is right, or one waiter
 *       joins every queue, still under all locks.
 *   <li><b>Parked.</b> The first server to claim the waiter decides the case. The select then takes its other nodes out of
 *       their queues, one lock at a time; a server that meets one of them before loses the claim and goes on to the next
 *       waiter.
 * </ol>
 *
 * <p><b>Linearization point.</b> The attempt, the claim, or the look at the last channel while all locks are held.
 *
 * <p><b>Lock order.</b> Channel ids, which are unique. Everything is allocated before the first lock; the chosen function
 * runs, and woken threads are unparked, after the last is free.
 *
 * <p>A select in order has no quick pass, which could prefer a case that became ready later. The file it follows is Go's
 * {@code runtime/select.go}.
 */
@SuppressWarnings("ReferenceEquality") // nodes are places, not values
final class Selection<R extends @Nullable Object, X extends Exception> implements Blocker {
    private static final int MAX_CASES = 65_536;
    private static final int MOST_SHOWN = 8;
    private static final Comparator<AbstractReceiveChan<?>> BY_ID = Comparator.comparingLong(chan -> chan.id);

    /**
     * A copy, so that nobody else's list is read under a lock. Unless the select is in order, it is shuffled: the first that
     * is ready is any with the same chance, and so is the first in the queue of a channel that several cases share.
     */
    private final List<Case<? extends R, ? extends X>> cases;

    private final @Nullable Waiter waiter;

    /** The places of the waiter, by case; null where it has none. */
    private final @Nullable Node[] nodes;

    /** The channels of the cases, each once, in the order of their locks. */
    private final AbstractReceiveChan<?>[] chans;

    /** The result of the attempt that succeeded. */
    private @Nullable Object result;

    private Selection(List<? extends Case<? extends R, ? extends X>> cases, boolean inOrder, @Nullable Waiter waiter) {
        this.cases = new ArrayList<>(cases);
        if (!inOrder) {
            Collections.shuffle(this.cases, ThreadLocalRandom.current());
        }
        this.waiter = waiter;
        nodes = new Node[this.cases.size()];
        AbstractReceiveChan<?>[] all = new AbstractReceiveChan<?>[nodes.length];
        int n = 0;
        for (int i = 0; i < nodes.length; i++) {
            Communication communication = this.cases.get(i).communication;
            if (communication != null && !communication.chan().isNil()) {
                if (waiter != null) {
                    Node node = n == 0 ? waiter : new Node(waiter);
                    node.value = communication.offered();
                    nodes[i] = node;
                }
                all[n++] = communication.chan();
            }
        }
        chans = distinct(all, n);
    }

    private static AbstractReceiveChan<?>[] distinct(AbstractReceiveChan<?>[] all, int n) {
        Arrays.sort(all, 0, n, BY_ID);
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (kept == 0 || all[kept - 1] != all[i]) {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }

    static <R extends @Nullable Object, X extends Exception> R select(
            List<? extends Case<? extends R, ? extends X>> cases, @Nullable Cancellation until, boolean inOrder)
            throws X, InterruptedException {
        Case<? extends R, ? extends X> otherwise = null;
        Case<? extends R, ? extends X> timeout = null;
        Communication last = null;
        int communications = 0;
        int size = checkSize(cases.size());
        for (int i = 0; i < size; i++) {
            Case<? extends R, ? extends X> each = cases.get(i);
            if (each == null) {
                throw new NullPointerException("cases[" + i + "]");
            } else if (each.communication != null) {
                last = each.communication;
                communications++;
            } else if (!each.isOtherwise()) {
                timeout = timeout == null || each.nanos < timeout.nanos ? each : timeout;
            } else if (otherwise == null) {
                otherwise = each;
            } else {
                throw new IllegalArgumentException("more than one otherwise among " + size + " cases");
            }
        }
        if (otherwise == null && timeout != null && timeout.nanos == 0) {
            otherwise = timeout;
        }
        if (otherwise == null) {
            Waits.enter(until);
        } else if (until != null) {
            until.throwIfDone();
        }
        if (otherwise != null && communications > 1) {
            Canary.polled();
        } else if (last != null && communications == 1) {
            last.chan().observe(); // so that one look at this one channel is exact
        }
        if (!inOrder || communications <= 1) {
            Case<? extends R, ? extends X> ready = any(cases);
            if (ready != null) {
                Object result = ready.attempt();
                if (result != Attempt.NOT_READY) {
                    return ready.finish(result);
                }
            }
            if (otherwise != null && communications <= 1) {
                return otherwise.finish(null);
            }
        }
        Waiter waiter = otherwise != null ? null : Waits.waiter(null, until);
        Selection<R, X> selection = new Selection<>(cases, inOrder, waiter);
        Case<? extends R, ? extends X> ready = selection.attemptOrJoin();
        if (ready != null) {
            return ready.finish(selection.result);
        }
        if (otherwise != null) {
            return otherwise.finish(null);
        }
        return selection.await(timeout, until);
    }

    private static int checkSize(int size) {
        if (size > MAX_CASES) {
            throw new IllegalArgumentException("more than " + MAX_CASES + " cases: " + size);
        }
        return size;
    }

    /** {@return one of the cases that seem ready, any with the same chance; null if none does} */
    private static <C extends Case<?, ?>> @Nullable C any(List<C> cases) {
        C picked = null;
        int ready = 0;
        for (int i = 0; i < cases.size(); i++) {
            C each = cases.get(i);
            if (each.communication != null && each.communication.ready()) {
                ready++;
                if (ready == 1 || ThreadLocalRandom.current().nextInt(ready) == 0) {
                    picked = each;
                }
            }
        }
        return picked;
    }

    /** {@return the case that communicated; null if none was ready, and the waiter, if any, has joined every queue} */
    private @Nullable Case<? extends R, ? extends X> attemptOrJoin() {
        Guarded.lockAll(chans);
        try {
            Case<? extends R, ? extends X> ready = attempt();
            if (ready == null && waiter != null) {
                join();
            }
            return ready;
        } finally {
            Guarded.unlockAll(chans, chans.length);
        }
    }

    private @Nullable Case<? extends R, ? extends X> attempt() {
        for (int i = 0; i < nodes.length; i++) {
            Case<? extends R, ? extends X> each = cases.get(i);
            if (each.communication != null && each.communication.ready()) {
                result = each.communication.attempt();
                if (result != Attempt.NOT_READY) {
                    return each;
                }
            }
        }
        return null;
    }

    private void join() {
        for (int i = 0; i < nodes.length; i++) {
            Node node = nodes[i];
            Communication communication = cases.get(i).communication;
            if (node != null && communication != null) {
                communication.queue().add(node);
            }
        }
    }

    private void leave(@Nullable Outcome served) {
        for (int i = 0; i < nodes.length; i++) {
            Node node = nodes[i];
            Communication communication = cases.get(i).communication;
            if (node != null && node != served && communication != null) {
                communication.chan().leave(communication.queue(), node);
            }
        }
    }

    private R await(@Nullable Case<? extends R, ? extends X> timeout, @Nullable Cancellation until)
            throws X, InterruptedException {
        Outcome outcome = null;
        try {
            outcome = Objects.requireNonNull(waiter).await(this, timeout == null ? Clock.FOREVER : timeout.nanos);
        } finally {
            leave(outcome);
        }
        Node served = Waits.served(outcome, until);
        if (served == null) {
            return Objects.requireNonNull(timeout).finish(null);
        }
        int i = 0;
        while (nodes[i] != served) {
            i++;
        }
        Case<? extends R, ? extends X> chosen = cases.get(i);
        return chosen.finish(Objects.requireNonNull(chosen.communication).result(served));
    }

    @Override
    public void beforePark() {
        for (AbstractReceiveChan<?> chan : chans) {
            chan.beforePark();
        }
    }

    @Override
    public String toString() {
        String more = chans.length > MOST_SHOWN ? " and " + (chans.length - MOST_SHOWN) + " more" : "";
        return "select" + Arrays.asList(chans).subList(0, Math.min(chans.length, MOST_SHOWN)) + more;
    }
}
