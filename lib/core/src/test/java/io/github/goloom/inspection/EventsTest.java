package io.github.goloom.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.inspect.Tracking;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RateLimiter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of the flight recorder. */
class EventsTest {
    @TempDir
    Path folder;

    /** {@return the events of that name while the body ran} */
    private List<RecordedEvent> record(String name, Duration threshold, Go.Task body) throws Exception {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(name).withThreshold(threshold);
            recording.start();
            body.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(each -> each.getEventType().getName().equals(name))
                .toList();
    }

    private static void afterAWait(Thread waiter, Go.Task task) throws Exception {
        Tracked.until(() -> waiter.getState() == Thread.State.WAITING);
        task.run();
        waiter.join();
    }

    /** PRF-002: a wait has its operation, its target with name and capacity, its stack and its duration. */
    @Test
    void wait_onAChannel_isRecorded() throws Exception {
        Chan<Integer> jobs = Chan.buffered(1, "jobs of EventsTest");

        List<RecordedEvent> events = record("goloom.Wait", Duration.ZERO, () -> {
            jobs.send(1);
            afterAWait(Go.go(() -> jobs.send(2)), jobs::receive);
        });

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getString("operation")).isEqualTo("send on");
            assertThat(event.getString("caller")).matches("EventsTest\\.lambda\\$.*:\\d+");
            assertThat(event.getString("name")).isEqualTo("jobs of EventsTest");
            assertThat(event.getString("target")).startsWith("BufferedChan[\"jobs of EventsTest\"");
            assertThat(event.getInt("capacity")).isEqualTo(1);
            assertThat(event.getDuration()).isPositive();
            assertThat(event.getStackTrace().getFrames())
                    .anyMatch(frame -> frame.getMethod().getType().getName().endsWith("EventsTest"));
        });
    }

    /** A wait below the threshold is not recorded, and neither is an operation that does not wait (PRF-014). */
    @Test
    void wait_belowTheThreshold_isNotRecorded() throws Exception {
        Chan<Integer> chan = Chan.buffered(1);

        List<RecordedEvent> events = record("goloom.Wait", Duration.ofHours(1), () -> {
            chan.send(1);
            chan.receive();
            afterAWait(Go.go(() -> chan.receive()), () -> chan.send(1));
        });

        assertThat(events).isEmpty();
    }

    /** A wait for a lock is an event of its own, with its holder if holders are tracked (PRF-006). */
    @Test
    void lockWait_tracked_hasTheHolder() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic().withLocks())) {
            Mutex mutex = new Mutex("books");
            mutex.lock();

            List<RecordedEvent> events = record("goloom.LockWait", Duration.ZERO, () -> {
                afterAWait(Go.go(mutex::lock), mutex::unlock);
            });

            assertThat(events).singleElement().satisfies(event -> {
                assertThat(event.getString("operation")).isEqualTo("lock");
                assertThat(event.getString("name")).isEqualTo("books");
                assertThat(event.getString("holders"))
                        .endsWith("#" + Thread.currentThread().threadId());
            });
            assertThat(tracked).isNotNull();
        }
    }

    /** A wait for permits is recorded with the limiter. */
    @Test
    void wait_onALimiter_isRecorded() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(100, 1);

        List<RecordedEvent> events = record("goloom.Wait", Duration.ZERO, () -> {
            limiter.acquire();
            limiter.acquire();
        });

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getString("operation")).isEqualTo("acquire from");
            assertThat(event.getString("caller")).matches("EventsTest\\.lambda\\$.*:\\d+");
            assertThat(event.getString("target")).startsWith("RateLimiter[100.0 per second, ");
        });
    }

    /** PRF-005: a sleep is no wait for anybody. */
    @Test
    void wait_sleep_isNotRecorded() throws Exception {
        assertThat(record("goloom.Wait", Duration.ZERO, () -> Go.sleep(Duration.ofMillis(1))))
                .isEmpty();
    }

    /** A task that fails is recorded with its group and the class of what it threw. */
    @Test
    void groupFailure_isRecorded() throws Exception {
        ErrGroup group = new ErrGroup("load");

        List<RecordedEvent> events = record("goloom.GroupFailure", Duration.ZERO, () -> {
            group.go(() -> {
                throw new java.io.IOException("secret");
            });
            assertThatThrownBy(group::await).isInstanceOf(ExecutionException.class);
        });

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getString("group")).startsWith("ErrGroup[\"load\"");
            assertThat(event.getString("failure")).isEqualTo("java.io.IOException");
        });
    }

    /** A leak is recorded when it is found. */
    @Test
    void leak_isRecorded() throws Exception {
        try (Tracked tracked = Tracked.all()) {
            List<RecordedEvent> events = record("goloom.Leak", Duration.ZERO, () -> {
                Go.go("program", () -> {
                            Chan<Integer> never = Chan.unbuffered();
                            Go.go("lost", never::receive);
                        })
                        .join();
                Tracked.untilWaiting("lost", 1);
                assertThat(Tracked.leaks(1)).hasSize(1);
            });

            assertThat(events).singleElement().satisfies(event -> {
                assertThat(event.getString("name")).isEqualTo("lost");
                assertThat(event.getString("operation")).startsWith("receive from UnbufferedChan");
                assertThat(event.getLong("count")).isEqualTo(1);
            });
            assertThat(tracked).isNotNull();
        }
    }
}
