package io.github.goloom.park;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.sync.Mutex;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** If JCTools is missing, the first use of the library says so, before anybody waits. */
class WithoutJcToolsTest {
    /** What a program may use first. */
    enum First {
        CHAN {
            @Override
            void use(ClassLoader loader) throws Exception {
                loader.loadClass(Chan.class.getName()).getMethod("unbuffered").invoke(null);
            }
        },
        DEADLINE {
            @Override
            void use(ClassLoader loader) throws Exception {
                Class<?> context = loader.loadClass(Context.class.getName());
                Object background = context.getMethod("background").invoke(null);
                context.getMethod("withTimeout", Duration.class).invoke(background, Duration.ofMillis(1));
            }
        },
        MUTEX {
            @Override
            void use(ClassLoader loader) throws Exception {
                loader.loadClass(Mutex.class.getName()).getConstructor().newInstance();
            }
        };

        abstract void use(ClassLoader loader) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void firstUse_namesTheMissingClass(First first) throws Exception {
        URL core = Guarded.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {core}, ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> first.use(loader))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(NoClassDefFoundError.class)
                    .hasMessageStartingWith("org/jctools/");
        }
    }
}
