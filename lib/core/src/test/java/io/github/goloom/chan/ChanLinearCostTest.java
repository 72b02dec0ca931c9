package io.github.goloom.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.github.goloom.testing.Goroutine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What it costs to leave the queue of a channel on which many wait. */
class ChanLinearCostTest {
    private static final int SELECTS = 10;
    private static final int FEW = 1_000;
    private static final int TIMES = 16;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /**
     * CHAN-041: n goroutines that all wait on one channel, and leave it again and again because another was ready, cost
     * O(n) in total: 16,000 at once need about the processor time of 1,000 sixteen times. With a search in the queue it
     * would be sixteen times as much.
     */
    @Test
    void selects_onASharedChannel_costLinearTime() throws Exception {
        double ratio = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 4 && ratio > 4; attempt++) {
            long together = cpuNanosOf(TIMES * FEW);
            long inParts = 0;
            for (int i = 0; i < TIMES; i++) {
                inParts += cpuNanosOf(FEW);
            }
            ratio = Math.min(ratio, (double) together / inParts);
        }
        assertThat(ratio).isLessThanOrEqualTo(4);
    }

    /** CHAN-041: of 20,000 who wait on one channel all leave, the last to come first, and nobody is left behind. */
    @Test
    void waiters_leavingFromTheEnd_leaveAnEmptyQueue() throws Exception {
        Chan<Integer> shared = Chan.unbuffered();
        List<Goroutine<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            waiting.add(Goroutine.call(shared::receive));
        }
        Goroutine.until(() -> waiting.stream().allMatch(each -> each.thread().getState() == Thread.State.WAITING));
        for (Goroutine<Integer> each : waiting.reversed()) {
            each.interrupt();
        }
        for (Goroutine<Integer> each : waiting) {
            assertThat(each.failure()).isInstanceOf(InterruptedException.class);
        }
        assertThat(shared.trySend(1)).isFalse();
    }

    /** What n goroutines cost that park 10 times on the shared channel and one of their own, which is then served. */
    private static long cpuNanosOf(int n) throws Exception {
        Chan<Integer> shared = Chan.unbuffered();
        List<Chan<Integer>> own = new ArrayList<>();
        List<Goroutine<Void>> all = new ArrayList<>();
        long start = PROCESS.getProcessCpuTime();
        for (int i = 0; i < n; i++) {
            Chan<Integer> mine = Chan.unbuffered();
            own.add(mine);
            all.add(Goroutine.go(() -> {
                for (int j = 0; j < SELECTS; j++) {
                    int from = select(receive(shared, v -> -1), receive(mine, v -> v));
                    assertThat(from).isEqualTo(j);
                }
            }));
        }
        for (int j = 0; j < SELECTS; j++) {
            for (Chan<Integer> each : own) {
                each.send(j);
            }
        }
        for (Goroutine<Void> each : all) {
            each.result();
        }
        return PROCESS.getProcessCpuTime() - start;
    }
}
