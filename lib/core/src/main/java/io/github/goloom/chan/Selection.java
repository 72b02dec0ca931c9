package io.github.goloom.chan;

import io.github.goloom.chan.Select.Case;
import io.github.goloom.park.Blocker;
import io.github.goloom.park.Canary;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Guarded;
import io.github.goloom.park.Held;
import io.github.goloom.park.Node;
import io.github.goloom.park.Order;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Waiter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a select, in at most three passes. Each returns the case that it chose, or null.
 *
 * <ol>
 *   <li><b>Quick.</b> Looks at the channels without their locks and picks one of the cases that seem ready, each with
 *       the same probability. If an attempt under the lock of its channel alone succeeds, the select is over: that case
 *       was ready at that instant. If only one case communicates, the look is exact, and {@code otherwise} may be
 *       chosen.
 *   <li><b>Locked.</b> Shuffles the cases, takes the locks of all channels in the order of their ids, and attempts the
 *       ready cases until one succeeds. A case that is ready only because of a waiter that has withdrawn fails, and its
 *       attempt removes that waiter. If none succeeds, there was an instant at which no channel was ready. Then
 *       {@code otherwise} is chosen, or one waiter joins the queues of all channels, still under all locks.
 *   <li><b>Parked.</b> The first server that claims the waiter decides the case. The select then removes its other
 *       nodes from their queues, one lock at a time. A server that meets one of these nodes earlier loses the claim and
 *       proceeds to the next waiter.
 * </ol>
 *
 * <p><b>Linearization points.</b> The attempt that succeeds; the claim; or, for {@code otherwise}, the look at the last
 * channel while all locks are held.
 *
 * <p><b>Lock order.</b> Ascending ids of the channels, which are unique. All but the value of a timer is allocated
 * before the first lock is taken. The chosen function runs, and woken threads are unparked, after the last lock is
 * freed.
 *
 * <p>A select in order that has several communications omits the quick pass, which could prefer a case that became
 * ready later. The class follows Go's {@code runtime/select.go}.
 */
@SuppressWarnings("ReferenceEquality") // nodes are compared by identity
final class Selection<R extends @Nullable Object, X extends Exception> implements Blocker, Held {
    private static final int MAX_CASES = 65_536;
    private static final int MOST_SHOWN = 8;
    private static final Comparator<AbstractChan<?>> BY_ID = Comparator.comparingLong(chan -> chan.id);

    private final List<? extends Case<? extends R, ? extends X>> given;
    private final @Nullable Cancellation until;
    private final boolean inOrder;

    private int communications;
    private @Nullable Communication last;

    /** The case chosen if no case is ready: an {@code otherwise}, or an {@code after} of zero. */
    private @Nullable Case<? extends R, ? extends X> otherwise;

    /** The {@code after} with the shortest timeout. */
    private @Nullable Case<? extends R, ? extends X> timeout;

    /**
     * A copy for the locked pass, so that no foreign list is read under a lock. It is shuffled unless the select is in
     * order. Thus each ready case comes first with the same probability, and so does each case in the queue of a
     * channel that several cases share.
     */
    private List<Case<? extends R, ? extends X>> cases = List.of();

    /** The channels of the cases without duplicates, in lock order. */
    private AbstractChan<?>[] chans = {};

    /** The nodes of the waiter, by case; null for a case that has none. */
    private @Nullable Node[] nodes = {};

    /** Null if this select does not wait. */
    private @Nullable Waiter waiter;

    /** The result of the communication of the chosen case. */
    private @Nullable Object result;

    private Selection(
            List<? extends Case<? extends R, ? extends X>> given, @Nullable Cancellation until, boolean inOrder) {
        this.given = given;
        this.until = until;
        this.inOrder = inOrder;
    }

    static <R extends @Nullable Object, X extends Exception> R select(
            List<? extends Case<? extends R, ? extends X>> cases, @Nullable Cancellation until, boolean inOrder)
            throws X, InterruptedException {
        Selection<R, X> selection = new Selection<>(cases, until, inOrder);
        selection.sort();
        selection.enter();
        Case<? extends R, ? extends X> chosen = selection.quick();
        if (chosen == null) {
            chosen = selection.locked();
        }
        if (chosen == null) {
            chosen = selection.parked();
        }
        return selection.finish(chosen);
    }

    /** Checks the cases, and separates those that communicate from the others. */
    private void sort() {
        int size = checkSize(given.size());
        for (int i = 0; i < size; i++) {
            Case<? extends R, ? extends X> each = given.get(i);
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
    }

    private void enter() throws InterruptedException {
        if (otherwise == null) {
            Waits.enter(until);
        } else if (until != null) {
            until.throwIfDone();
        }
        if (otherwise != null && communications > 1) {
            Canary.polled();
        } else if (last != null && communications == 1) {
            last.chan().observe(); // so that the one look at this one channel is exact
        }
    }

    private @Nullable Case<? extends R, ? extends X> quick() {
        if (inOrder && communications > 1) {
            return null;
        }
        Case<? extends R, ? extends X> ready = any(given);
        if (ready != null && attempt(Objects.requireNonNull(ready.communication))) {
            return ready;
        }
        return communications <= 1 ? otherwise : null;
    }

    private @Nullable Case<? extends R, ? extends X> locked() {
        prepare();
        Case<? extends R, ? extends X> ready;
        Guarded.lockAll(chans);
        try {
            ready = firstThatSucceeds();
            if (ready == null && waiter != null) {
                join();
            }
        } finally {
            Guarded.unlockAll(chans, chans.length);
        }
        return ready != null ? ready : otherwise;
    }

    private Case<? extends R, ? extends X> parked() throws InterruptedException {
        Outcome outcome = null;
        try {
            outcome = Objects.requireNonNull(waiter).await(this, timeout == null ? Clock.FOREVER : timeout.nanos);
        } finally {
            leave(outcome);
        }
        Node served = Waits.served(outcome, until);
        if (served == null) {
            return Objects.requireNonNull(timeout);
        }
        int i = 0;
        while (nodes[i] != served) {
            i++;
        }
        Case<? extends R, ? extends X> chosen = cases.get(i);
        result = Objects.requireNonNull(chosen.communication).result(served);
        return chosen;
    }

    /** Calls the function of the chosen case with the result of its communication. */
    private R finish(Case<? extends R, ? extends X> chosen) throws X, InterruptedException {
        if (chosen.communication == null) {
            return chosen.then.apply(null);
        }
        if (result == Refusal.CLOSED && chosen.communication instanceof Communication.Send send) {
            throw send.chan().sendOnClosed();
        }
        return chosen.then.apply(result);
    }

    /** Makes one attempt, under the lock of the channel alone. {@return whether it succeeded} */
    private boolean attempt(Communication communication) {
        communication.chan().lock();
        try {
            result = communication.attempt();
        } finally {
            communication.chan().unlock();
        }
        return result != Refusal.NOT_READY;
    }

    /** Allocates everything that the other passes need. */
    private void prepare() {
        cases = new ArrayList<>(given);
        if (!inOrder) {
            Collections.shuffle(cases, Order.random());
        }
        waiter = otherwise != null ? null : Waits.waiter(null, until);
        nodes = new Node[cases.size()];
        AbstractChan<?>[] all = new AbstractChan<?>[nodes.length];
        int n = 0;
        for (int i = 0; i < nodes.length; i++) {
            Communication communication = cases.get(i).communication;
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

    private static AbstractChan<?>[] distinct(AbstractChan<?>[] all, int n) {
        Arrays.sort(all, 0, n, BY_ID);
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (kept == 0 || all[kept - 1] != all[i]) {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }

    private static int checkSize(int size) {
        if (size > MAX_CASES) {
            throw new IllegalArgumentException("more than " + MAX_CASES + " cases: " + size);
        }
        return size;
    }

    /** {@return one of the cases that seem ready, each with the same probability; null if there is none} */
    private static <C extends Case<?, ?>> @Nullable C any(List<C> cases) {
        C picked = null;
        int ready = 0;
        for (int i = 0; i < cases.size(); i++) {
            C each = cases.get(i);
            if (each.communication != null && each.communication.ready()) {
                ready++;
                if (ready == 1 || Order.nextInt(ready) == 0) {
                    picked = each;
                }
            }
        }
        return picked;
    }

    private @Nullable Case<? extends R, ? extends X> firstThatSucceeds() {
        for (int i = 0; i < nodes.length; i++) {
            Case<? extends R, ? extends X> each = cases.get(i);
            if (each.communication != null && each.communication.ready()) {
                result = each.communication.attempt();
                if (result != Refusal.NOT_READY) {
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

    @Override
    public void beforePark() {
        for (AbstractChan<?> chan : chans) {
            chan.beforePark();
        }
    }

    /** A select without channels waits for ever. */
    @Override
    public boolean mayServe(Thread waiter, LongPredicate isStuck) {
        return chans.length > 0;
    }

    @Override
    public void forEachHolder(@Nullable Thread waiter, LongConsumer action) {}

    @Override
    public String toString() {
        String more = chans.length > MOST_SHOWN ? " and " + (chans.length - MOST_SHOWN) + " more" : "";
        return "select" + Arrays.asList(chans).subList(0, Math.min(chans.length, MOST_SHOWN)) + more;
    }
}
