package io.github.goloom.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.examples.cluster.Bridge.Delivery;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a bridge guarantees, with a broker in this process. */
@Tag("proof")
@Timeout(60)
class BridgeTest {
    private static final String IN = "in";
    private static final String OUT = "out";
    private static final Context BACKGROUND = Context.background();
    private static final Duration SHORT = Duration.ofMillis(300);

    private Broker broker;
    private ActiveMQConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker();
        factory = Broker.factory(broker.url());
    }

    @AfterEach
    void stop() throws Exception {
        factory.close();
        broker.close();
    }

    /** The id and the deadline of the sender's context are those of the receiver's. */
    @Test
    void receive_sentWithADeadline_hasItAndTheId() throws Exception {
        Instant deadline = Instant.now().plusSeconds(30);
        try (CancellableContext ctx = BACKGROUND.withDeadline(deadline);
                Bridge bridge = new Bridge(factory, BACKGROUND)) {
            bridge.send(IN, new Delivery(ctx.withValue(Bridge.ID, "block 1"), "text"));
            bridge.commit();
            Delivery delivery = next(bridge.receive(IN));
            assertThat(delivery.body()).isEqualTo("text");
            assertThat(delivery.context().value(Bridge.ID)).isEqualTo("block 1");
            assertThat(delivery.context().deadline()).contains(deadline);
        }
    }

    @Test
    void receive_sentWithoutADeadline_hasNone() throws Exception {
        send(BACKGROUND, "text");
        try (Bridge bridge = new Bridge(factory, BACKGROUND)) {
            Delivery delivery = next(bridge.receive(IN));
            assertThat(delivery.context().deadline()).isEmpty();
            assertThat(delivery.context().value(Bridge.ID)).isNull();
        }
    }

    /** The context of a delivery ends at its deadline, and then nothing is sent for it. */
    @Test
    void send_afterTheDeadline_sendsNothing() throws Exception {
        try (Bridge worker = new Bridge(factory, BACKGROUND);
                CancellableContext ctx = BACKGROUND.withTimeout(SHORT)) {
            ReceiveChan<Delivery> deliveries = worker.receive(IN);
            send(ctx, "soon late");
            Delivery delivery = next(deliveries);
            assertThat(delivery.context().done().receive()).isNull();
            worker.send(OUT, delivery);
            worker.commit();
            send(BACKGROUND, "next");
            worker.send(OUT, next(deliveries));
            worker.commit();
        }
        assertThat(take(1, OUT)).containsExactly("next");
    }

    /** What nobody has received before its deadline is received by nobody. */
    @Test
    void receive_afterTheDeadline_doesNotReceive() throws Exception {
        try (CancellableContext ctx = BACKGROUND.withTimeout(SHORT)) {
            send(ctx, "late");
            assertThat(ctx.done().receive()).isNull();
        }
        send(BACKGROUND, "next");
        assertThat(take(1, IN)).containsExactly("next");
    }

    /** The next delivery comes after the commit of the one before. */
    @Test
    void receive_beforeTheCommit_waits() throws Exception {
        send(BACKGROUND, "1", "2");
        try (Bridge bridge = new Bridge(factory, BACKGROUND)) {
            ReceiveChan<Delivery> deliveries = bridge.receive(IN);
            assertThat(next(deliveries).body()).isEqualTo("1");
            assertThat(deliveries.tryReceive(SHORT)).isInstanceOf(Received.Empty.class);
            bridge.commit();
            assertThat(next(deliveries).body()).isEqualTo("2");
        }
    }

    /** A bridge that is closed before the commit has neither received nor sent. */
    @Test
    void close_beforeTheCommit_undoesBoth() throws Exception {
        send(BACKGROUND, "text");
        try (Bridge bridge = new Bridge(factory, BACKGROUND)) {
            bridge.send(OUT, next(bridge.receive(IN)));
        }
        assertThat(take(0, OUT)).isEmpty();
        assertThat(take(1, IN)).containsExactly("text");
    }

    /** A process that dies after the send, but before the commit, has neither received nor sent. */
    @Test
    void kill_beforeTheCommit_undoesBoth() throws Exception {
        send(BACKGROUND, "text");
        assertThat(die("before")).isEqualTo(DyingWorker.STATUS);
        assertThat(take(0, OUT)).isEmpty();
        assertThat(take(1, IN)).containsExactly("text");
    }

    /** A process that dies after the commit has both received and sent. */
    @Test
    void kill_afterTheCommit_leavesBoth() throws Exception {
        send(BACKGROUND, "text");
        assertThat(die("after")).isEqualTo(DyingWorker.STATUS);
        assertThat(take(1, OUT)).containsExactly("text");
        assertThat(take(0, IN)).isEmpty();
    }

    /** A slow process holds what its window allows, and leaves the rest to others. */
    @Test
    void receive_byASlowProcess_isBoundedByTheWindow() throws Exception {
        String tenThousand = "x".repeat(10_000);
        send(BACKGROUND, "first");
        try (Bridge slow = new Bridge(factory, BACKGROUND)) {
            assertThat(next(slow.receive(IN)).body()).isEqualTo("first");
            for (int i = 0; i < 50; i++) {
                send(BACKGROUND, tenThousand);
            }
            assertThat(take(40, IN)).hasSizeBetween(40, 50);
        }
    }

    /** If the broker ends, the context of the bridge does, and says why. */
    @Test
    void receive_brokerEnds_endsTheContext() throws Exception {
        try (Bridge bridge = new Bridge(factory, BACKGROUND)) {
            ReceiveChan<Delivery> deliveries = bridge.receive(IN);
            broker.close();
            assertThatThrownBy(() -> deliveries.receive(bridge.context()))
                    .isInstanceOf(ContextCancelledException.class)
                    .hasRootCauseMessage("the connection was closed");
        }
    }

    private void send(Context ctx, String... texts) throws InterruptedException {
        try (Bridge bridge = new Bridge(factory, BACKGROUND)) {
            for (String each : texts) {
                bridge.send(IN, new Delivery(ctx, each));
            }
            bridge.commit();
        }
    }

    /** {@return what is in a queue, which is at least so much, and what else comes within a short time} */
    private List<String> take(int least, String queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (JMSContext session = factory.createContext();
                JMSConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            while (true) {
                Message message = texts.size() < least ? consumer.receive() : consumer.receive(SHORT.toMillis());
                if (message == null) {
                    return texts;
                }
                texts.add(message.getBody(String.class));
            }
        }
    }

    private int die(String when) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingWorker.class.getName(),
                        broker.url(),
                        IN,
                        OUT,
                        when)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start()
                .waitFor();
    }

    private static Delivery next(ReceiveChan<Delivery> deliveries) throws InterruptedException {
        return Objects.requireNonNull(deliveries.receive());
    }
}
