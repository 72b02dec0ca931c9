package io.github.goloom.examples.service;

/**
 * What a client gets.
 *
 * @param status the status of HTTP
 * @param text the body, a line or more
 */
record Reply(int status, String text) {
    static Reply ok(String text) {
        return new Reply(200, text);
    }

    /** The reply to a request that makes something whose name the client has chosen. */
    static Reply created(boolean isNew) {
        return isNew ? new Reply(201, "created") : new Reply(409, "this id is taken");
    }

    static Reply of(Refusal refusal) {
        return new Reply(refusal.status(), String.valueOf(refusal.getMessage()));
    }
}
