package io.github.goloom.examples.digest;

import io.github.goloom.chan.Chan;

/**
 * One file on its way through the pipeline.
 *
 * @param path its raw path
 * @param outcome where the digester puts the one outcome, without waiting, and the collector finds it
 */
record Job(String path, Chan<Outcome> outcome) {
    Job(String path) {
        this(path, Chan.buffered(1));
    }

    void finish(Outcome what) {
        if (!outcome.trySend(what)) {
            throw new IllegalStateException("two outcomes: " + path);
        }
    }
}
