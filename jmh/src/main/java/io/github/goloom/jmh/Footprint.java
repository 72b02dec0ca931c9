package io.github.goloom.jmh;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The memory that a load uses. */
public final class Footprint {
    private static final int COLLECTIONS = 25;
    private static final int PAUSE_MILLIS = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Footprint() {}

    /** {@return the bytes that all threads have allocated so far} Those of virtual threads are counted by their carriers. */
    public static long allocated() {
        return THREADS.getTotalThreadAllocatedBytes();
    }

    /**
     * Returns how many bytes more than before are in use while a load runs: the largest of many figures, each taken by a
     * full collection at some time. What is garbage does not count.
     */
    public static long peak(Load load) throws InterruptedException {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
        long[] counts = collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .toArray();
        System.gc();
        for (int i = 0; i < counts.length; i++) {
            GarbageCollectorMXBean collector = collectors.get(i);
            if (collector.getCollectionCount() != counts[i]) {
                used(collector); // what the first call leaves belongs to no load
                System.gc();
                long before = used(collector);
                return peak(collector, load) - before;
            }
        }
        throw new IllegalStateException("no bean has noticed System.gc()");
    }

    private static long peak(GarbageCollectorMXBean collector, Load load) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        long[] most = {0};
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < COLLECTIONS; i++) {
                    Thread.sleep(PAUSE_MILLIS);
                    System.gc();
                    most[0] = Math.max(most[0], used(collector));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            over.set(true);
        });
        do {
            load.run(nanos -> {});
        } while (!over.get());
        thread.join();
        return most[0];
    }

    /** {@return the bytes that were in use after the last collection} */
    private static long used(GarbageCollectorMXBean collector) {
        GcInfo last = collector.getLastGcInfo();
        Map<String, MemoryUsage> after = last.getMemoryUsageAfterGc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .mapToLong(name -> after.get(name).getUsed())
                .sum();
    }
}
