package io.github.goloom.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test fails if it leaves a goroutine behind. On a class, this holds for each of its tests.
 *
 * {@snippet :
 * @NoLeaks
 * class CrawlerTest {
 *     @Test
 *     void crawl_pageIsMissing_goesOn() throws Exception {
 *         // ...
 *     }
 * }
 * }
 *
 * <p>What counts are the goroutines that the test method and its {@code @BeforeEach} and {@code @AfterEach} methods have
 * started, as {@link Leaks} says. A test whose goroutines have all ended is not delayed. Tests may run in parallel.
 */
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NoLeaksExtension.class)
public @interface NoLeaks {
    /** {@return the maximum time in milliseconds to wait for goroutines that are about to end} */
    long timeoutMillis() default 2_000;
}
