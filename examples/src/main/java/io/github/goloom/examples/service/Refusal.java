package io.github.goloom.examples.service;

/** A request is refused. The status and the message are what the client gets. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false); // a stack would only tell where requests are checked
        this.status = status;
    }

    int status() {
        return status;
    }
}
