package io.github.goloom.examples.cluster;

import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;

/** A broker in this process, for this machine alone. It keeps its queues in memory. */
final class Broker implements AutoCloseable {
    /** How many bytes a client takes ahead of its work. */
    private static final int PREFETCH = 64 * 1024;

    /** How many bytes of messages a queue has before those who send have to wait. */
    private static final long FULL = 4 * 1024 * 1024;

    /** A message is not to blame for a worker that was killed. */
    private static final int FOR_EVER = -1;

    private static final String ACCEPTOR = "loopback";

    static {
        System.setProperty("io.netty.noUnsafe", "true"); // JDK 24 and later warn of sun.misc.Unsafe
    }

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    /** Starts the broker. */
    Broker() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:0?protocols=CORE")
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxDeliveryAttempts(FOR_EVER)
                                .setMaxSizeBytes(FULL)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK));
        server.setConfiguration(configuration);
        server.start();
    }

    /** {@return where processes of this machine find the broker} */
    String url() {
        Acceptor acceptor = server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
        return "tcp://127.0.0.1:" + ((NettyAcceptor) acceptor).getActualPort();
    }

    /** {@return whether a text is the URL of a broker that other processes can reach, too} */
    static boolean isUrl(String text) {
        try {
            factory(text).close();
            return text.startsWith("tcp:") || text.startsWith("(tcp:");
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** {@return a way to a broker, with a bounded prefetch and threads of its own} */
    static ActiveMQConnectionFactory factory(String url) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
        factory.setConsumerWindowSize(PREFETCH);
        factory.setUseGlobalPools(false);
        for (TransportConfiguration each : factory.getStaticConnectors()) {
            each.getParams().put(TransportConstants.USE_GLOBAL_WORKER_POOL_PROP_NAME, false);
            each.getParams().put(TransportConstants.REMOTING_THREADS_PROPNAME, 1);
        }
        return factory;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker has not stopped", e);
        }
    }
}
