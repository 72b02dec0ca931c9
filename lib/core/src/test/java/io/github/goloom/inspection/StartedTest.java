package io.github.goloom.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.GoroutinesMXBean;
import io.github.goloom.inspect.Started;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.inspect.Tracking;
import io.github.goloom.testing.Goroutine;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** The goroutines that a thread has started, and the bean; {@code goloom-testing} tests the former further. */
class StartedTest {
    private final Chan<Integer> end = Chan.unbuffered("end");

    /** Those that are left are told after the time; those that end within it are waited for. */
    @Test
    void left_someLeft_areToldAfterTheTime() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic());
                Started started = Goroutines.collect()) {
            for (int i = 1; i <= 2; i++) {
                Go.go("left " + i, () -> end.receive());
            }
            Tracked.untilWaiting("left", 2);

            assertThat(started.left(Duration.ofMillis(1)))
                    .singleElement()
                    .satisfies(text ->
                            assertThat(text).startsWith("2 goroutines \"left *\": receive from UnbufferedChan"));
            Go.go("closer", () -> {
                Go.sleep(Duration.ofMillis(5));
                end.close();
            });
            assertThat(started.left(Duration.ofSeconds(30))).isEmpty();
            assertThat(tracked).isNotNull();
        }
    }

    /** An interrupt ends the wait for them. */
    @Test
    void left_interrupted_throws() {
        try (Tracked tracked = new Tracked(Tracking.basic());
                Started outer = Goroutines.collect();
                Started inner = Goroutines.collect()) {
            Go.go("left", () -> end.receive());
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> inner.left(Duration.ofSeconds(30)));
            assertThat(Thread.interrupted()).isFalse();
            end.close();
            assertThat(tracked).isNotNull();
            assertThat(outer).isNotNull();
        }
    }

    /** Goroutines count from their start to their end; other threads do not, even while they wait (GOR-008). */
    @Test
    void count_goroutines_fromStartToEnd() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(Goroutines::count)
                .withMessage("goroutines are not tracked; call Goroutines.track first");
        Chan<Integer> other = Chan.unbuffered("other");
        Thread before = Go.go("before", () -> other.receive());
        try (Tracked tracked = new Tracked(Tracking.basic())) {
            assertThat(Goroutines.count()).isZero();
            Goroutine<Void> own = Goroutine.platform(other::receive).parkedOn(other);
            Thread[] counted = new Thread[100];
            for (int i = 0; i < counted.length; i++) {
                counted[i] = Go.go("counted", () -> end.receive());
            }
            assertThat(Goroutines.count()).isEqualTo(counted.length);
            Tracked.untilWaiting("counted", counted.length);
            assertThat(Tracked.dump()).contains("\n" + counted.length + " goroutines \"counted\"");

            end.close();
            for (Thread each : counted) {
                each.join();
            }
            assertThat(Goroutines.count()).isZero();
            other.close();
            own.result();
            before.join();
            assertThat(tracked).isNotNull();
        }
    }

    private static void leak() throws InterruptedException {
        Go.go("program", () -> {
                    Chan<Integer> never = Chan.unbuffered("never");
                    Go.go("lost", () -> never.receive());
                    Go.go("for ever", () -> Chan.<Integer>nil().receive());
                })
                .join();
        Tracked.untilWaiting("lost", 1);
        Tracked.untilWaiting("for ever", 1);
    }

    /** The bean tells what the class does. */
    @Test
    void bean_tellsTheSame() throws Exception {
        Goroutines.registerMXBean();
        Goroutines.registerMXBean();
        GoroutinesMXBean bean = JMX.newMXBeanProxy(
                ManagementFactory.getPlatformMBeanServer(),
                new ObjectName("io.github.goloom:type=Goroutines"),
                GoroutinesMXBean.class);

        assertThatIllegalArgumentException().isThrownBy(() -> bean.track("sights"));
        bean.track("leaks,locks,every=20ms");
        try {
            leak();
            Tracked.interruptAll(); // they have loaded classes, and an agent may be here: see docs/observing.md
            Tracked.untilEnded("lost");
            Tracked.untilEnded("for ever");
            leak();

            assertThat(bean.dump())
                    .contains("\"lost\": receive from UnbufferedChan[\"never\", 1 receiver waits], for ");
            assertThat(bean.getCount()).isEqualTo(2);
            assertThat(bean.deadlocks()).singleElement().asString().startsWith("a goroutine waits for ever:\n");
            Tracked.until(() -> bean.leaks().length == 2); // a collection may miss one that has just parked
        } finally {
            bean.untrack();
        }
        assertThat(Goroutines.tracking()).isNull();
    }
}
