package io.github.goloom.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test method of JUnit, or each of those of a class, in a {@link Bubble}. Repeated and parameterised tests, and
 * those of a test factory, get one bubble for each invocation.
 *
 * {@snippet :
 * @Bubbled
 * @Test
 * void sleep_passes() throws Exception {
 *     Go.sleep(Duration.ofDays(1));
 *     assertThat(Bubble.clock().instant()).isEqualTo("2000-01-02T00:00:00Z");
 * }
 * }
 *
 * <p>Only the test method is in the bubble. Methods before and after it, and constructors, are not. Of a test factory, the
 * tests are in bubbles, and the method that makes them is not.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendWith(BubbledExtension.class)
public @interface Bubbled {
    /** {@return the real time in milliseconds after which a bubble fails that does not move} */
    long patienceMillis() default 5_000;

    /**
     * The number of seeds to try. If positive, the test method is called once for each seed from {@link #seed()} on, on
     * the same instance of the test class; the test fails with the first seed that fails, which the message has.
     *
     * @return the number of seeds; zero for a bubble without a seed
     * @see Bubble.Options#withSeed
     */
    int seeds() default 0;

    /** {@return the first seed} */
    long seed() default 0;
}
