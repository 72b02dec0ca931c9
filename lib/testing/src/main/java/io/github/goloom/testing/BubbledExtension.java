package io.github.goloom.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** The extension behind {@link Bubbled}. */
public final class BubbledExtension implements InvocationInterceptor {
    /** Makes an extension. */
    public BubbledExtension() {}

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Optional<Bubbled> annotation = annotation(context);
        Bubble.Options options = annotation
                .map(each -> Bubble.options().withPatience(Duration.ofMillis(each.patienceMillis())))
                .orElseGet(Bubble::options);
        int seeds = annotation.map(Bubbled::seeds).orElse(0);
        if (seeds == 0) {
            Bubble.run(options, () -> proceed(invocation));
            return;
        }
        long first = annotation.map(Bubbled::seed).orElse(0L);
        for (long seed = first; seed < first + seeds; seed++) {
            boolean isFirst = seed == first;
            try {
                Bubble.run(options.withSeed(seed), () -> {
                    if (isFirst) {
                        proceed(invocation);
                    } else {
                        again(method);
                    }
                });
            } catch (InterruptedException | TestAbortedException e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(
                        "failed with seed " + seed + ", which @Bubbled(seeds = 1, seed = " + seed + ") repeats: " + e,
                        e);
            }
        }
    }

    /** Calls the method once more; JUnit allows its own call only once. */
    private static void again(ReflectiveInvocationContext<Method> method) {
        ReflectionSupport.invokeMethod(
                method.getExecutable(),
                method.getTarget().orElse(null),
                method.getArguments().toArray());
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        interceptTestMethod(invocation, method, context);
    }

    private static void proceed(Invocation<Void> invocation) {
        try {
            invocation.proceed();
        } catch (Throwable e) {
            BubbleRun.<RuntimeException>rethrow(e);
        }
    }

    private static Optional<Bubbled> annotation(ExtensionContext context) {
        Optional<Bubbled> found = Optional.empty();
        for (Optional<ExtensionContext> at = Optional.of(context);
                found.isEmpty() && at.isPresent();
                at = at.get().getParent()) { // of a nested class, the enclosing ones are parents
            found = AnnotationSupport.findAnnotation(at.get().getElement(), Bubbled.class);
        }
        return found;
    }
}
