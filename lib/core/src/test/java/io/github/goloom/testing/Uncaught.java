package io.github.goloom.testing;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Collects what reaches the default uncaught-exception handler during each test of a class, in place of printing it.
 */
public final class Uncaught implements BeforeEachCallback, AfterEachCallback {
    private final List<Throwable> told = new CopyOnWriteArrayList<>();
    private UncaughtExceptionHandler before;

    @Override
    public void beforeEach(ExtensionContext context) {
        told.clear();
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> told.add(failure));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    /** What was told since the beginning of the test. */
    public List<Throwable> told() {
        return told;
    }
}
