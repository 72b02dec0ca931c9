package io.github.goloom.examples.cluster;

import com.google.errorprone.annotations.MustBeClosed;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextKey;
import io.github.goloom.sync.ErrGroup;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.time.Duration;
import java.time.Instant;

/**
 * A session of Jakarta Messaging, as a channel of what comes from one queue and a sink for what goes to others.
 *
 * <p>What was received, what was sent since, and {@link #commit} are one transaction. It is guaranteed that
 * <ul>
 *   <li>the end of a process, also by {@code kill -9}, neither loses nor doubles a result: until the commit the broker
 *       keeps what was received, shows nobody what was sent, and then gives the delivery to another process;
 *   <li>the next delivery is received after the commit of the one before, so that a slow process holds that one and
 *       what its client has prefetched; the window of the prefetch is an option of the connection factory;
 *   <li>one thread at a time uses the session, which is not thread-safe;
 *   <li>a delivery has a context with the id and the deadline of that with which it was sent; what is late is dropped.
 * </ul>
 *
 * <p>It is not guaranteed that
 * <ul>
 *   <li>what several bridges receive from one queue keeps its order;
 *   <li>anything else that is done for a delivery, such as a change of a file, is done once: a delivery may come again;
 *   <li>a bridge survives its connection: the context ends, and it is open whether the last commit has taken effect;
 *   <li>a cancellation reaches other processes: only the deadline does, and their clocks have to agree about it;
 *   <li>a delivery that fails each time is kept: brokers give up after some attempts.
 * </ul>
 */
final class Bridge implements AutoCloseable {
    /** Names the work, wherever it is done. */
    static final ContextKey<String> ID = ContextKey.of("id");

    private static final String ID_HEADER = "goloomId";
    private static final String DEADLINE_HEADER = "goloomDeadline";
    private static final long FOR_EVER = 0;

    private final JMSContext session;
    private final ErrGroup group;

    /** Has a signal from the commit until the receiver has taken note of it; nil unless this bridge receives. */
    private Chan<Signal> committed = Chan.nil();

    /**
     * A text, and the context in which it is to be worked on.
     *
     * @param context has the {@link #ID}
     * @param body the text
     */
    record Delivery(Context context, String body) {}

    /**
     * Opens a session.
     *
     * @throws jakarta.jms.JMSRuntimeException if there is no connection
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // close() closes the group
    Bridge(ConnectionFactory factory, Context parent) {
        session = factory.createContext(JMSContext.SESSION_TRANSACTED);
        group = ErrGroup.withContext(parent, "bridge");
    }

    /** {@return the context for the pipeline that uses this bridge} It ends if nothing can be received any more. */
    Context context() {
        return group.context();
    }

    /** {@return a channel of what comes from a queue} Each delivery needs a commit, which lets the next one come. */
    ReceiveChan<Delivery> receive(String queue) throws InterruptedException {
        Chan<Delivery> deliveries = Chan.unbuffered(queue);
        committed = Chan.buffered(1);
        JMSConsumer consumer = session.createConsumer(session.createQueue(queue));
        group.go("receive " + queue, () -> receive(consumer, deliveries));
        return deliveries;
    }

    private void receive(JMSConsumer consumer, Chan<Delivery> deliveries) throws InterruptedException, JMSException {
        while (true) {
            Message message = context().interrupting(() -> consumer.receive());
            if (message == null) {
                throw new IllegalStateException("the connection was closed");
            }
            try (CancellableContext ctx = contextOf(message)) {
                deliveries.send(new Delivery(ctx, message.getBody(String.class)), context());
                committed.receive(context()); // the session is the receiver's until then
            }
        }
    }

    @MustBeClosed
    private CancellableContext contextOf(Message message) throws JMSException {
        Context ctx = context().withValue(ID, message.getStringProperty(ID_HEADER));
        String deadline = message.getStringProperty(DEADLINE_HEADER);
        return deadline == null ? ctx.withCancel() : ctx.withDeadline(Instant.parse(deadline));
    }

    /** Sends to a queue at the commit; waits while the broker is full. Sends nothing that is late. */
    void send(String queue, Delivery delivery) throws InterruptedException {
        JMSProducer producer = session.createProducer();
        Context ctx = delivery.context();
        producer.setProperty(ID_HEADER, ctx.value(ID));
        producer.setTimeToLive(ctx.deadline().map(Bridge::millisUntil).orElse(FOR_EVER));
        ctx.deadline().ifPresent(deadline -> producer.setProperty(DEADLINE_HEADER, deadline.toString()));
        if (!ctx.isDone()) {
            context().interrupting(() -> producer.send(session.createQueue(queue), delivery.body()));
        }
    }

    private static long millisUntil(Instant deadline) {
        return Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
    }

    /** Makes what was received and sent take effect, all of it or nothing. */
    void commit() throws InterruptedException {
        context().interrupting(session::commit);
        boolean unused = committed.trySend(Signal.SIGNAL);
    }

    /** Ends the session; what was not committed has not happened. */
    @Override
    public void close() {
        group.cancel();
        group.close();
        boolean interrupted = Thread.interrupted(); // the client of Artemis would leave the connection open
        try {
            session.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
