package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.testing.Diver.Attempt;
import io.github.goloom.testing.FullHeap;
import io.github.goloom.testing.Jvm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Channels survive an {@code OutOfMemoryError}, which is provoked in a JVM of its own. */
@SuppressWarnings("CheckReturnValue")
class FaultTest {
    /** Running out of memory while a waiter is made leaves no trace, and the channel can be used again. */
    @Test
    void wait_outOfMemory_leavesTheChannelUsable() throws Exception {
        String output = Jvm.run(OutOfMemory.class, "-Xmx48m", "-XX:+UseSerialGC", "-XX:-UseTLAB");

        System.out.println(output);
        assertThat(output.lines()).hasSize(5).allMatch(line -> line.endsWith("usable: true"));
    }

    /** The program that runs out of memory. */
    static final class OutOfMemory {
        private static final Duration MOMENT = Duration.ofNanos(1);
        private static final Chan<Object> CHAN = Chan.unbuffered();
        private static final Chan<Object> OTHER = Chan.unbuffered();
        private static final Chan<Object> FULL = Chan.buffered(1);

        private static final int SMALL_STEPS = 256;

        private OutOfMemory() {}

        public static void main(String[] args) throws Exception {
            Object value = new Object();
            FULL.send(value);
            List<Select.Case<Object, RuntimeException>> cases = List.of(
                    Select.receive(CHAN),
                    Select.send(OTHER, value, () -> value),
                    Select.send(FULL, value, () -> value),
                    Select.after(MOMENT, () -> value));
            Map<String, Attempt> attempts = new LinkedHashMap<>();
            attempts.put("receive", () -> CHAN.tryReceive(MOMENT));
            attempts.put("send", () -> CHAN.trySend(value, MOMENT));
            attempts.put("send to a full buffer", () -> FULL.trySend(value, MOMENT));
            attempts.put("select", () -> Select.select(cases));
            attempts.put("select in order", () -> Select.selectInOrder(cases));
            for (Map.Entry<String, Attempt> each : attempts.entrySet()) {
                for (int i = 0; i < 3; i++) {
                    each.getValue().run();
                }
                int failures = FullHeap.failures(each.getValue(), SMALL_STEPS);
                System.out.println(
                        each.getKey() + ", failures " + failures + ", usable: " + (failures > 0 && usable()));
            }
        }

        private static boolean usable() throws Exception {
            boolean free = true;
            for (Chan<Object> each : List.of(CHAN, OTHER, FULL)) {
                AbstractChan<Object> chan = (AbstractChan<Object>) each;
                free &= chan.receivers.isEmpty() && chan.senders.isEmpty();
            }
            for (Chan<Object> each : List.of(CHAN, OTHER)) {
                Object value = new Object();
                Go.go(() -> each.send(value));
                free &= value.equals(each.receive());
                Go.go(() -> Select.select(Select.onSend(each, value, () -> {})));
                free &= value.equals(Select.select(Select.receive(each), Select.receive(Chan.nil())));
            }
            return free && FULL.size() == 1;
        }
    }
}
