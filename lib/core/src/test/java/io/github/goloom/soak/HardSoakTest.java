package io.github.goloom.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Jvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.assertj.core.api.Assertions;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The soak for two seconds, while the JVM makes it hard: one carrier, dumps of all threads, and a look at pinned
 * threads.
 */
@Tag("proof")
class HardSoakTest {
    /** With one carrier, mixed traffic goes on, ends, and keeps its books. */
    @Test
    void everything_oneCarrier_ends() throws Exception {
        String output = Jvm.run(
                OneCarrier.class,
                "-Xmx1g",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                "-Xbootclasspath/a:"
                        + jars(Assertions.class, MpmcVarHandleArrayQueue.class, MessagePassingQueue.class));

        System.out.println(output);
        assertThat(output).containsPattern("operations: [1-9]");
    }

    /** The jars of these classes, which a {@link Jvm} does not have. */
    private static String jars(Class<?>... types) {
        return Stream.of(types)
                .map(each -> Path.of(each.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    /** The program. */
    static final class OneCarrier {
        private OneCarrier() {}

        public static void main(String[] args) throws Exception {
            Soak soak = new Soak(7);
            soak.run(TimeUnit.SECONDS.toNanos(2));
            System.out.printf("operations: %d%n", soak.world.tally.sum());
            System.exit(0);
        }
    }

    /** A dump of all threads every 10 milliseconds disturbs nothing, and names the goroutines. */
    @Test
    void everything_dumpedAllTheTime_keepsTheBooks() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger dumps = new AtomicInteger();
        AtomicInteger named = new AtomicInteger();
        Goroutine<Void> dumper = Goroutine.platform(() -> {
            while (!over.get()) {
                ThreadDumpFormat format =
                        dumps.getAndIncrement() % 2 == 0 ? ThreadDumpFormat.JSON : ThreadDumpFormat.TEXT_PLAIN;
                named.addAndGet(Dumps.take(format).contains("soak worker") ? 1 : 0);
                LockSupport.parkNanos(10_000_000);
            }
        });
        try {
            new Soak(11).run(TimeUnit.SECONDS.toNanos(2));
        } finally {
            over.set(true);
        }
        dumper.result();

        System.out.println("dumps: " + dumps + ", with workers: " + named);
        assertThat(named).hasPositiveValue();
    }

    /**
     * No goroutine holds its carrier while it waits: no pinned-thread event, however short, but those of the JVM's own
     * monitors, at which two load the same class, say, or interrupt the same thread.
     */
    @Test
    void everything_recorded_neverPins() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "before Java 24, synchronized methods of the JDK pin");
        AtomicLong ended = new AtomicLong();
        List<Object> seen = new CopyOnWriteArrayList<>();
        try (RecordingStream stream = new RecordingStream()) {
            stream.enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            stream.setReuse(false);
            stream.enable("jdk.VirtualThreadEnd");
            stream.onEvent("jdk.VirtualThreadPinned", event -> {
                if (isOurs(event)) {
                    seen.add(event);
                }
            });
            stream.onEvent("jdk.VirtualThreadEnd", event -> ended.incrementAndGet());
            stream.startAsync();
            new Soak(13).run(TimeUnit.SECONDS.toNanos(2));
            stream.stop();
        }

        System.out.println("goroutines that ended: " + ended + ", pinned events: " + seen.size());
        assertThat(ended).hasPositiveValue();
        assertThat(seen).isEmpty();
    }

    /**
     * Whether the thread waited for something of ours: not for a monitor, of which we have none, nor for the
     * initialization of a class.
     */
    private static boolean isOurs(RecordedEvent event) {
        return !event.getString("blockingOperation").equals("Contended monitor enter")
                && !event.getString("pinnedReason").startsWith("Waited for initialization");
    }
}
