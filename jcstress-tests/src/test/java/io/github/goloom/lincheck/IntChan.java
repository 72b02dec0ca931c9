package io.github.goloom.lincheck;

/** What the tests do with a channel, each operation with its result in words. */
interface IntChan {
    /** What a specification answers where the operation would wait: no execution has this result. */
    String WAITS = "waits";

    String send(int value) throws InterruptedException;

    String trySend(int value);

    String receive() throws InterruptedException;

    String tryReceive();

    String close();

    int size();
}
