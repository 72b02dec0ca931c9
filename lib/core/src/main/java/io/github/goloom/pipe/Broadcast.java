package io.github.goloom.pipe;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.sync.Mutex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends each value to all subscribers, which come and go.
 *
 * {@snippet :
 * Broadcast<String> room = new Broadcast<>(20); // a newcomer gets the last 20 lines
 *
 * // for each client
 * try (Subscription<String> client = room.subscribeUntilFull(Chan.buffered(64))) { // a slow one has to go
 *     Go.go(() -> client.chan().receiveEach(line -> out.write(line.getBytes())));
 *     for (String line = reader.readLine(); line != null; line = reader.readLine()) {
 *         room.send(user + ": " + line);
 *     }
 * }
 * }
 *
 * <p>Each subscriber has a channel of its own, whose kind decides what happens if the subscriber is slow: a send waits
 * until an unbuffered or buffered channel takes the value, unless the subscription {@linkplain #subscribeUntilFull ends
 * then}. So a subscriber that neither receives nor leaves holds up all senders.
 *
 * <p><b>Order.</b> All sends and subscriptions have one order. A subscriber gets the last values before its
 * subscription, as many as are replayed, and then every value until the subscription or the broadcast is closed, each
 * once and in that order. The only gaps are the values of sends that were interrupted or cancelled: see
 * {@link #send(Object)}.
 *
 * <p><b>Thread safety.</b> Any thread may call any method. No method starts a goroutine.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before a send <i>happen-before</i> the return of each
 * receive that gets the value, also by a replay.
 *
 * @param <T> the type of the values
 */
public final class Broadcast<T> implements AutoCloseable {
    /*
     * Two locks. `turn` is held by a sender until all subscribers have the value; it gives the sends their order.
     * `state` guards the fields below and is held briefly; nothing waits under it. So a subscriber may come and go, and
     * the broadcast may be closed, while a sender waits for a slow subscriber.
     *
     * Lock order: `turn`, `state`, the inner lock of a channel.
     *
     * Linearization points, all under `state`: of a send, when its value becomes the last one and its receivers are
     * those that are subscribed now; of a subscription, when the last values enter its channel and it becomes
     * one of the subscribers; of a close, when there are no more subscribers.
     *
     * Invariant: between two turns, the channel of a subscriber has got every value of its order that no send has given
     * up. Only the sender whose turn it is sends on the channels of the subscribers, so the values enter each one in the
     * order of the turns.
     */
    private final @Nullable String name;
    private final int replay;
    private final Mutex turn;
    private final Mutex state = new Mutex();

    /** The last values, at most {@code replay}. */
    private final Deque<T> last = new ArrayDeque<>();

    private final Set<Subscription<T>> subscribers = new LinkedHashSet<>();
    private boolean closed;

    /** Makes a broadcast that replays nothing. */
    public Broadcast() {
        this(0, null, new Mutex());
    }

    /**
     * Makes a broadcast that replays the last values to each new subscriber.
     *
     * @param replay the maximum number of values that are replayed
     * @throws IllegalArgumentException if {@code replay} is negative
     */
    public Broadcast(int replay) {
        this(replay, null, new Mutex());
    }

    /**
     * Makes a broadcast with a name.
     *
     * @param replay the maximum number of values that are replayed to a new subscriber
     * @param name the name, for messages and dumps
     * @throws IllegalArgumentException if {@code replay} is negative
     * @throws NullPointerException if {@code name} is null
     */
    public Broadcast(int replay, String name) {
        this(replay, Objects.requireNonNull(name, "name"), new Mutex(name));
    }

    private Broadcast(int replay, @Nullable String name, Mutex turn) {
        if (replay < 0) {
            throw new IllegalArgumentException("replay must not be negative: " + replay);
        }
        this.replay = replay;
        this.name = name;
        this.turn = turn;
    }

    /**
     * Subscribes with a channel, into which the last values are sent at once. This method never waits. If the broadcast
     * is closed, the channel has the last values, and its end.
     *
     * <p>The subscription has to be closed. A subscriber that stops reading and only drops it stays subscribed.
     *
     * @param chan a new channel, on which nothing else sends, and which nothing else closes
     * @return the subscription
     * @throws IllegalArgumentException if {@code chan} is nil or closed, or has less room than this broadcast may replay
     *     values
     * @throws NullPointerException if {@code chan} is null
     */
    public Subscription<T> subscribe(Chan<T> chan) {
        return subscribe(new Subscription<>(this, Objects.requireNonNull(chan, "chan"), true));
    }

    /**
     * Subscribes as {@link #subscribe(Chan)} does, until a send finds the channel not ready. The send does not wait, but
     * closes the subscription: the subscriber gets what its channel still has, and then the end.
     *
     * @param chan a new channel, on which nothing else sends, and which nothing else closes
     * @return the subscription
     * @throws IllegalArgumentException if {@code chan} is nil or closed, or has less room than this broadcast may replay
     *     values
     * @throws NullPointerException if {@code chan} is null
     */
    public Subscription<T> subscribeUntilFull(Chan<T> chan) {
        return subscribe(new Subscription<>(this, Objects.requireNonNull(chan, "chan"), false));
    }

    private Subscription<T> subscribe(Subscription<T> subscription) {
        subscription.checkRoom(replay);
        state.lock();
        try {
            last.forEach(subscription::replay);
            if (closed) {
                subscription.end();
            } else {
                subscribers.add(subscription);
            }
        } finally {
            state.unlock();
        }
        return subscription;
    }

    /**
     * Sends the value to all subscribers, and waits until all channels have taken it. This is a waiting method: see
     * {@linkplain io.github.goloom.chan##waiting Waiting}. A subscription that is closed meanwhile is not waited for.
     *
     * <p>A send first waits for its turn. If it ends early then, nothing was sent. Afterwards the value is one of the
     * last values: the channels that are ready get it at once, and the send waits for the others. If it ends early then,
     * by an interrupt or a cancellation, each subscriber has either got the value or will never get it, and the next
     * send goes on.
     *
     * @param value the value
     * @throws IllegalStateException if this broadcast is closed, on entry or while waiting
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code value} is null
     */
    public void send(T value) throws InterruptedException {
        Objects.requireNonNull(value, "value");
        turn.lockInterruptibly();
        sendInTurn(value, null);
    }

    /**
     * Sends the value as {@link #send(Object)} does, unless the cancellation ends the wait.
     *
     * @param value the value
     * @param until the cancellation; if it is done on entry, nothing is sent
     * @throws IllegalStateException if this broadcast is closed, on entry or while waiting
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code value} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done
     */
    public void send(T value, Cancellation until) throws InterruptedException {
        Objects.requireNonNull(value, "value");
        turn.lock(Objects.requireNonNull(until, "until"));
        sendInTurn(value, until);
    }

    private void sendInTurn(T value, @Nullable Cancellation until) throws InterruptedException {
        try {
            List<Subscription<T>> slow = new ArrayList<>();
            for (Subscription<T> each : receiversOf(value)) {
                if (!each.offer(value)) {
                    slow.add(each);
                }
            }
            for (Subscription<T> each : slow) {
                each.put(value, until);
            }
        } finally {
            turn.unlock();
        }
    }

    private List<Subscription<T>> receiversOf(T value) {
        state.lock();
        try {
            if (closed) {
                throw sendOnClosed(null);
            }
            last.addLast(value);
            if (last.size() > replay) {
                last.removeFirst();
            }
            return List.copyOf(subscribers);
        } finally {
            state.unlock();
        }
    }

    /** Called when a channel has turned out to be closed. Throws if it was closed by the end of this broadcast. */
    void left(Subscription<T> subscription, ChanClosedException why) {
        state.lock();
        try {
            if (closed) {
                throw sendOnClosed(why);
            }
            subscribers.remove(subscription);
        } finally {
            state.unlock();
        }
    }

    private IllegalStateException sendOnClosed(@Nullable ChanClosedException why) {
        return new IllegalStateException("send on closed broadcast" + (name == null ? "" : " \"" + name + "\""), why);
    }

    /** Removes a subscription; the caller ends its channel. */
    void remove(Subscription<T> subscription) {
        state.lock();
        try {
            subscribers.remove(subscription);
        } finally {
            state.unlock();
        }
    }

    /**
     * Ends all subscriptions: their channels are closed, and what is in them can still be received. A send that waits
     * gets an {@link IllegalStateException}. This method never waits, and has no effect if this is closed.
     */
    @Override
    public void close() {
        List<Subscription<T>> all;
        state.lock();
        try {
            closed = true;
            all = List.copyOf(subscribers);
            subscribers.clear();
        } finally {
            state.unlock();
        }
        all.forEach(Subscription::end);
    }

    @Override
    public String toString() {
        state.lock();
        try {
            return "Broadcast[" + (name == null ? "" : "\"" + name + "\", ") + subscribers.size() + " subscribers"
                    + (closed ? ", closed]" : "]");
        } finally {
            state.unlock();
        }
    }
}
