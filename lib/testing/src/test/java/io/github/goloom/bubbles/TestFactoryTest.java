package io.github.goloom.bubbles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.goloom.Go;
import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Each test of a factory is in a bubble of its own. */
class TestFactoryTest {
    private static void sleepAnHour() throws InterruptedException {
        Go.sleep(Duration.ofHours(1));
        assertThat(Bubble.clock().instant()).isEqualTo(Instant.parse("2000-01-01T01:00:00Z"));
    }

    @Bubbled
    @TestFactory
    List<DynamicTest> tests_sleeping_haveTheirOwnClocks() {
        return List.of(
                dynamicTest("one", TestFactoryTest::sleepAnHour), dynamicTest("other", TestFactoryTest::sleepAnHour));
    }

    @Bubbled(seeds = 3)
    @EnabledForJreRange(minVersion = 24)
    @TestFactory
    List<DynamicTest> tests_withSeeds_runOncePerSeed() {
        AtomicInteger runs = new AtomicInteger();
        return List.of(
                dynamicTest("sleeps", () -> {
                    sleepAnHour();
                    runs.incrementAndGet();
                }),
                dynamicTest("has run", () -> assertThat(runs).hasValue(3)));
    }
}
