package io.github.goloom.jmh;

/** Who is measured. */
public enum Peer {
    /** This library. */
    GOLOOM {
        @Override
        Port port(int capacity) {
            return new GoloomPort(capacity);
        }

        @Override
        Port.Choice choice(Port... ports) {
            return GoloomPort.choice(ports);
        }

        @Override
        Alarms alarms() {
            return AlarmPeer.GOLOOM.open();
        }
    },

    /** {@code SynchronousQueue} at capacity 0, {@code ArrayBlockingQueue} above. They have no select. */
    JDK {
        @Override
        Port port(int capacity) {
            return new QueuePort(capacity);
        }

        @Override
        Port.Choice choice(Port... ports) {
            throw new UnsupportedOperationException("the JDK's queues have no select");
        }

        @Override
        Alarms alarms() {
            return AlarmPeer.STPE.open();
        }
    },

    /** The channels of jox. */
    JOX {
        @Override
        Port port(int capacity) {
            return new JoxPort(capacity);
        }

        @Override
        Port.Choice choice(Port... ports) {
            return JoxPort.choice(ports);
        }

        @Override
        Alarms alarms() {
            throw new UnsupportedOperationException("jox has no timers");
        }
    };

    abstract Port port(int capacity);

    abstract Port.Choice choice(Port... ports);

    abstract Alarms alarms();

    final Port[] ports(int count, int capacity) {
        Port[] ports = new Port[count];
        for (int i = 0; i < count; i++) {
            ports[i] = port(capacity);
        }
        return ports;
    }
}
