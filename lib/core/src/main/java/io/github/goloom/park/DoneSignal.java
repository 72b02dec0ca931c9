package io.github.goloom.park;

/** A signal that may end a wait from outside: the receiving half of a done channel. */
public interface DoneSignal {
    /**
     * Adds a node to those that are claimed when this signal ends.
     *
     * @return false if this signal has ended; the node is then not added
     */
    boolean register(Node node);

    /** Removes a node; has no effect if it is not registered. */
    void unregister(Node node);
}
