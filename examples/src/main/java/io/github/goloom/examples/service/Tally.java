package io.github.goloom.examples.service;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What the clients of the load have seen. */
final class Tally {
    static final String HUNG_UP = "hung up by the client";
    static final String REFUSED = "connections refused";
    static final String CUT_OFF = "cut off without a reply";

    private static final int DIGITS = 3;
    private static final int REFUSES = 503;
    private static final int LIMITS = 429;
    private static final int LATE = 504;

    /** What was answered, by the same names as the service's, and what was not. */
    final Books books = new Books();

    final Books unexpected = new Books();
    final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    final Set<String> hungUp = ConcurrentHashMap.newKeySet();
    final Set<String> cutOff = ConcurrentHashMap.newKeySet();

    /** Microseconds of the requests that were done, outside the burst and in it. */
    final Histogram calm = new ConcurrentHistogram(DIGITS);

    final Histogram burst = new ConcurrentHistogram(DIGITS);

    void answered(Call call, int status, long micros, Load.Phase phase) {
        books.count(call.name(status));
        if ((status == 200 || status == 201) && phase != Load.Phase.WARMING_UP) {
            (phase == Load.Phase.BURST ? burst : calm).recordValue(micros);
        }
        if (status == 201 && !call.order().isEmpty()) {
            acknowledged.add(call.order());
        }
        if (status != call.expected() && status != REFUSES && status != LIMITS && status != LATE) {
            unexpected.count(call.name(status) + " instead of " + call.expected());
        }
    }

    /** The client hung up: it does not know whether the service has done what it was asked for. */
    void hungUp(Call call) {
        books.count(HUNG_UP);
        if (!call.order().isEmpty()) {
            hungUp.add(call.order());
        }
    }

    /** The connection ended without a reply. Nothing must have been done, unless the service was killed. */
    void cutOff(Call call) {
        books.count(CUT_OFF);
        if (!call.order().isEmpty()) {
            cutOff.add(call.order());
        }
    }

    long lost() {
        return books.of(HUNG_UP) + books.of(CUT_OFF);
    }

    /** {@return how many were answered at all} */
    long answered() {
        return sum("");
    }

    long refused() {
        return sum(" " + REFUSES) + sum(" " + LIMITS);
    }

    private long sum(String ending) {
        return books.all().entrySet().stream()
                .filter(each -> each.getKey().matches("[A-Z]+ /.*" + ending))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
