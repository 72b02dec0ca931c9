package io.github.goloom.jmh;

import io.github.goloom.time.ChanTimer;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Whose alarms are measured. */
public enum AlarmPeer {
    /** A {@link ChanTimer} of this library. */
    GOLOOM {
        @Override
        Alarms open() {
            return new Alarms.Timers();
        }
    },

    /** {@link ScheduledThreadPoolExecutor}, told to remove what is cancelled. */
    STPE {
        @Override
        Alarms open() {
            return scheduled(true);
        }
    },

    /** The same as it comes: what is cancelled stays until it would have been due. */
    STPE_LAZY {
        @Override
        Alarms open() {
            return scheduled(false);
        }
    },

    /** The common {@link ForkJoinPool}, which has alarms from JDK 25 on. */
    FORK_JOIN {
        @Override
        Alarms open() {
            Object pool = ForkJoinPool.commonPool();
            if (pool instanceof ScheduledExecutorService scheduler) {
                return new Alarms.Scheduled(scheduler, false);
            }
            throw new UnsupportedOperationException("the common pool has no alarms before JDK 25: not measured");
        }
    };

    abstract Alarms open();

    private static Alarms scheduled(boolean removing) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        executor.setRemoveOnCancelPolicy(removing);
        return new Alarms.Scheduled(executor, true);
    }
}
