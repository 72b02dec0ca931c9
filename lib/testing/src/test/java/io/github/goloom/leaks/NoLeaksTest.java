package io.github.goloom.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.testing.NoLeaks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** LEAK-014, LEAK-016: {@link NoLeaks} fails tests that leave goroutines, and no others. */
class NoLeaksTest {
    private static final Chan<Integer> NEVER = Chan.unbuffered("never");

    private static void worker(String name) {
        Go.go(name, NEVER::receive);
    }

    /** Some leave goroutines, some do not. */
    @NoLeaks(timeoutMillis = 100)
    @Disabled("run by the tests below")
    static final class Tests {
        @Test
        void clean() throws Exception {
            Chan<Integer> chan = Chan.unbuffered();
            Go.go(() -> chan.send(1));
            chan.receive();
        }

        @Test
        void leaves_one() {
            worker("left behind");
        }

        @Test
        void leaves_oneThroughAnother() throws Exception {
            Go.go("starter", () -> worker("grandchild")).join();
        }

        @Test
        void leaves_oneThroughAThread() throws Exception {
            Thread.ofPlatform().start(() -> worker("child of a thread")).join();
        }

        @Test
        @NoLeaks(timeoutMillis = 1)
        void leaves_aTaskOfAGroup() throws Exception {
            ErrGroup group = new ErrGroup("load");
            group.go(NEVER::receive);
        }

        @Test
        void fails_andLeaves() {
            worker("left by a failure");
            throw new IllegalStateException("wrong");
        }
    }

    /** What is started before each test counts as well, and what is ended after each does not. */
    @NoLeaks
    @Disabled("run by the tests below")
    static final class WithFixture {
        private final Chan<Integer> end = Chan.unbuffered();

        @BeforeEach
        void start() {
            Go.go("server", end::receive);
        }

        @AfterEach
        void end() {
            end.close();
        }

        @Test
        void clean() {}
    }

    /** Leaves a goroutine in one of many tests that run at the same time. */
    @NoLeaks
    @Execution(ExecutionMode.CONCURRENT)
    @Disabled("run by the tests below")
    static final class Parallel {
        private static final AtomicInteger RUNS = new AtomicInteger();

        @RepeatedTest(1_000)
        void clean() throws Exception {
            Chan<Integer> chan = Chan.unbuffered();
            for (int i = 0; i < 3; i++) {
                Go.go(() -> {
                    Go.sleep(Duration.ofMillis(1));
                    chan.send(1);
                });
            }
            for (int i = 0; i < 3; i++) {
                chan.receive();
            }
            if (RUNS.incrementAndGet() == 500) {
                worker("the one");
            }
        }
    }

    /** Runs the tests of a class. {@return their results, by their names} */
    private static Map<String, TestExecutionResult> run(Class<?> type, Map<String, String> parameters) {
        Map<String, TestExecutionResult> results = new java.util.concurrent.ConcurrentHashMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type))
                .configurationParameter("junit.jupiter.conditions.deactivate", "org.junit.*DisabledCondition")
                .configurationParameters(parameters)
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.put(test.getDisplayName(), result);
                }
            }
        });
        return results;
    }

    private static String failure(TestExecutionResult result) {
        return result.getThrowable().map(Throwable::getMessage).orElse("");
    }

    /** Each test that leaves a goroutine fails, with its name, its place and its stack; a clean one passes. */
    @Test
    void tests_leavingGoroutines_fail() {
        Map<String, TestExecutionResult> results = run(Tests.class, Map.of());

        assertThat(failure(results.get("clean()"))).isEmpty();
        assertThat(failure(results.get("leaves_one()")))
                .startsWith(
                        "goroutines are left:\n\n1 goroutine \"left behind\": receive from UnbufferedChan[\"never\", ")
                .contains("started at io.github.goloom.leaks.NoLeaksTest.worker(NoLeaksTest.java:");
        assertThat(failure(results.get("leaves_oneThroughAnother()"))).contains("\"grandchild\"");
        assertThat(failure(results.get("leaves_oneThroughAThread()"))).contains("\"child of a thread\"");
        assertThat(failure(results.get("leaves_aTaskOfAGroup()"))).contains("\"ErrGroup \"load\" task 1\"");
        assertThat(results.get("fails_andLeaves()").getThrowable()).hasValueSatisfying(failure -> {
            assertThat(failure).hasMessage("wrong");
            assertThat(failure.getSuppressed())
                    .anyMatch(each -> each.getMessage().contains("left by a failure"));
        });
        while (NEVER.trySend(1)) {
            // ends those that were left
        }
    }

    /** The methods around a test belong to it. */
    @Test
    void fixture_endedAfterEach_isClean() {
        assertThat(failure(run(WithFixture.class, Map.of()).get("clean()"))).isEmpty();
    }

    /** Of a thousand tests that run in parallel, only the one fails that left a goroutine. */
    @Test
    void tests_parallel_onlyTheGuiltyFails() {
        Map<String, TestExecutionResult> results = run(
                Parallel.class,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "8"));

        assertThat(results).hasSize(1_000);
        List<String> failures = new java.util.ArrayList<>();
        results.values().forEach(each -> each.getThrowable().ifPresent(failure -> failures.add(failure.getMessage())));
        assertThat(failures).singleElement().satisfies(each -> assertThat(each).contains("\"the one\""));
        while (NEVER.trySend(1)) {
            // ends the one that was left
        }
    }
}
