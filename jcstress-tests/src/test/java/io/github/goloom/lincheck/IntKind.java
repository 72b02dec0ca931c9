package io.github.goloom.lincheck;

/** What the tests do with a channel whose sends never wait. */
interface IntKind extends IntChan {
    String drain();

    long dropped();
}
