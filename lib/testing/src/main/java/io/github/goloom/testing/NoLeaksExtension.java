package io.github.goloom.testing;

import io.github.goloom.inspect.Started;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The extension behind {@link NoLeaks}. It may also be registered by itself, before the extensions whose goroutines are to
 * count.
 */
public final class NoLeaksExtension implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(NoLeaksExtension.class);

    /** Makes an extension. */
    public NoLeaksExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(Started.class, Leaks.collect());
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        try (Started started = context.getStore(NAMESPACE).remove(Started.class, Started.class)) {
            AssertionError left = Leaks.left(started, timeout(context));
            if (left != null) {
                throw left; // JUnit adds it to the failure of the test, if there is one
            }
        }
    }

    private static Duration timeout(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NoLeaks.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), NoLeaks.class))
                .map(annotation -> Duration.ofMillis(annotation.timeoutMillis()))
                .orElse(Leaks.DEFAULT_TIMEOUT);
    }
}
