package io.github.goloom.chan;

/**
 * The reason why an attempt could not communicate. An attempt returns it in place of a value, or of the null of the
 * end.
 */
enum Refusal {
    /** The operation would have to wait. */
    NOT_READY,
    /** The operation is a send, and the channel is closed. */
    CLOSED
}
