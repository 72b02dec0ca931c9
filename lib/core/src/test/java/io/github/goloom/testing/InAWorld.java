package io.github.goloom.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.park.World;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs a test in a {@link World}, whose time takes none, and is exact. The tests of this module cannot use the bubbles
 * of goloom-testing, which depends on it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InAWorld.Extension.class)
public @interface InAWorld {
    /** What runs the tests. */
    final class Extension implements InvocationInterceptor {
        private static final long LIMIT_SECONDS = 30;

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            interceptTestMethod(test, method, context);
        }

        @Override
        public void interceptTestMethod(
                Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            World world = World.open(null);
            try {
                world.start("test", () -> {
                    try {
                        test.proceed();
                    } catch (Throwable e) {
                        thrown.set(e);
                    } finally {
                        world.stopTime();
                    }
                });
                boolean ended = world.await(TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), () -> false);
                if (thrown.get() != null) {
                    throw thrown.get();
                }
                assertThat(ended).as("ended in time").isTrue();
                assertThat(world.failure()).isNull();
                assertThat(world.members()).as("what is left").isEmpty();
            } finally {
                world.members().forEach(Thread::interrupt);
                world.close();
            }
        }
    }
}
