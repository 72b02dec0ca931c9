package io.github.goloom;

/**
 * The one value of a channel that only signals: Go's {@code chan struct{}} is {@code Chan<Signal>}.
 *
 * {@snippet :
 * Chan<Signal> ready = Chan.unbuffered();
 * Go.go(() -> ready.send(Signal.SIGNAL));
 * ready.receive();
 * }
 */
public enum Signal {
    /** The value. */
    SIGNAL
}
