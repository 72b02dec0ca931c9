package io.github.goloom.park;

/** What can end a wait from outside: the receiving side of a done channel. */
public interface Source {
    /**
     * Adds the node to those that are claimed when this source ends.
     *
     * @return false, and the node is not added, if this source has ended
     */
    boolean enrol(Node node);

    /** Takes the node back; does nothing if it is not enrolled. */
    void withdraw(Node node);
}
