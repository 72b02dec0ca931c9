package io.github.goloom.chan;

/** What an attempt to communicate came to, if it did not: what it returns instead of a value or the null of the end. */
enum Refusal {
    /** It would have to wait. */
    NOT_READY,
    /** It is a send, and the channel is closed. */
    CLOSED
}
