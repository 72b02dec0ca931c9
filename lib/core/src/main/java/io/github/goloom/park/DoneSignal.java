package io.github.goloom.park;

/** What can end a wait from outside: the receiving side of a done channel. */
public interface DoneSignal {
    /**
     * Adds the node to those that are claimed when this signal ends.
     *
     * @return false, and the node is not added, if this signal has ended
     */
    boolean register(Node node);

    /** Takes the node back; does nothing if it is not registered. */
    void unregister(Node node);
}
