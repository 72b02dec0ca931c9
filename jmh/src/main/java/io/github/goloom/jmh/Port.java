package io.github.goloom.jmh;

import org.jspecify.annotations.Nullable;

/** A channel or queue under load. A fork loads one implementation, so that calls through this interface are inlined. */
interface Port {
    void send(Integer value) throws InterruptedException;

    /** {@return the next value, or null at the end} */
    @Nullable
    Integer receive() throws InterruptedException;

    /** {@return a value, or null if none is there} */
    @Nullable
    Integer tryReceive() throws InterruptedException;

    /** Says that nothing more is sent: each of so many receivers gets the end once the values are drained. */
    void done(int receivers) throws InterruptedException;

    /** Receives from several ports, whichever has a value. */
    interface Choice {
        Integer receive() throws InterruptedException;
    }
}
