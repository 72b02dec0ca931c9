package io.github.goloom.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.function.Executable;
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
        run(
                context,
                invocation,
                () -> ReflectionSupport.invokeMethod(
                        method.getExecutable(),
                        method.getTarget().orElse(null),
                        method.getArguments().toArray()));
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        interceptTestMethod(invocation, method, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        run(context, invocation, test.getExecutable());
    }

    /**
     * Runs a test in a bubble, or in one for each seed.
     *
     * @param invocation the test, which JUnit allows to be run once
     * @param again the same test
     */
    private static void run(ExtensionContext context, Invocation<Void> invocation, Executable again) throws Throwable {
        Optional<Bubbled> annotation = annotation(context);
        Bubble.Options options = annotation
                .map(each -> Bubble.options().withPatience(Duration.ofMillis(each.patienceMillis())))
                .orElseGet(Bubble::options);
        int seeds = annotation.map(Bubbled::seeds).orElse(0);
        if (seeds <= 0) {
            Bubble.run(options, () -> execute(invocation::proceed));
            return;
        }
        SeededScheduler.requireSupport(); // the first seed does not fail by this
        long first = annotation.map(Bubbled::seed).orElse(0L);
        for (int i = 0; i < seeds; i++) {
            long seed = first + i;
            Executable test = i == 0 ? invocation::proceed : again;
            try {
                Bubble.run(options.withSeed(seed), () -> execute(test));
            } catch (InterruptedException | TestAbortedException e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(
                        "failed with seed " + seed + ", which @Bubbled(seeds = 1, seed = " + seed + ") repeats: " + e,
                        e);
            }
        }
    }

    private static void execute(Executable test) {
        try {
            test.execute();
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
