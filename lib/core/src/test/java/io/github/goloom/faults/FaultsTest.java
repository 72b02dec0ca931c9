package io.github.goloom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Jvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the JVM may do to goroutines: no memory, no carriers. */
@Tag("proof")
class FaultsTest {
    /**
     * Running out of memory within an operation of a channel, of {@code sync} or {@code context}, or at the start of a
     * goroutine, leaves all usable.
     */
    @Test
    void operation_outOfMemory_leavesAllUsable() throws Exception {
        String output = Jvm.run(Exhaustion.class, "-Xmx48m", "-XX:+UseSerialGC", "-XX:-UseTLAB");

        System.out.println(output);
        assertThat(output.lines().filter(line -> line.contains("usable: ")))
                .hasSize(22)
                .allMatch(line -> line.endsWith("usable: true"));
    }

    /** While all carriers are held, timers and platform threads go on; goroutines do so after. */
    @Test
    void everything_carriersPinned_goesOnAfter() throws Exception {
        String output = Jvm.run(
                PinnedCarriers.class,
                "-Djdk.virtualThreadScheduler.parallelism=2",
                "-Djdk.virtualThreadScheduler.maxPoolSize=2");

        assertThat(output).contains("platform threads go on: true", "goroutines ran: false", "sum: 500503");
    }
}
