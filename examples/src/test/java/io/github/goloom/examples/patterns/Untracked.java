package io.github.goloom.examples.patterns;

import io.github.goloom.inspect.Goroutines;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Ends the tracking that a bubble has begun, so that the dumps of other tests are those of a plain process. */
final class Untracked implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        Goroutines.untrack();
    }
}
