package io.github.goloom.inspect;

import io.github.goloom.park.Held;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the goroutines that can never be served, because those that would have to act are themselves among them.
 *
 * <p>At first, all goroutines are considered stuck whose waits nothing ends but a hand-over. Then those are taken out
 * that may be served although the others never act, until none is left to take out: the greatest fixed point.
 *
 * <p><b>One instant.</b> Goroutines run meanwhile. The waits are read first, then the holders, and then every wait
 * again: a goroutine whose wait is the same has not moved in between, so it has taken and freed nothing, and what was
 * read of holders among those that have not moved was true at once.
 */
final class Deadlocks {
    private final Tracker tracker;
    private final Map<Long, Stuck> stuck = new LinkedHashMap<>();

    /** A goroutine, its thread, and its wait. */
    private record Stuck(Goroutine record, Thread thread, Goroutine.Wait begun, Held on) {
        boolean isUnmoved() {
            return record.currentWait() == begun;
        }
    }

    private Deadlocks(Tracker tracker) {
        this.tracker = tracker;
    }

    static List<Deadlock> find(Tracker tracker) {
        Deadlocks search = new Deadlocks(tracker);
        search.read();
        do {
            search.reduce();
        } while (search.stuck.values().removeIf(each -> !each.isUnmoved()));
        return search.reports();
    }

    /** {@return the known holders of an object that goroutines wait for; empty if there are none} */
    static String holders(@Nullable Object target, @Nullable Tracker tracker) {
        if (!(target instanceof Held held) || tracker == null) {
            return "";
        }
        List<String> names = new ArrayList<>();
        long[] count = new long[1];
        held.forEachHolder(null, id -> {
            if (count[0]++ < 3) {
                Goroutine record = tracker.live.get(id);
                names.add(Text.label(record == null ? "" : record.name, id));
            }
        });
        if (names.isEmpty()) {
            return "";
        }
        String more = count[0] > names.size() ? " and " + (count[0] - names.size()) + " more" : "";
        return String.join(", ", names) + more;
    }

    private void read() {
        for (Goroutine each : tracker.live.values()) {
            Goroutine.Wait wait = each.currentWait();
            Thread thread = each.get();
            if (wait != null && wait.endless && thread != null && wait.on.get() instanceof Held held) {
                stuck.put(each.id, new Stuck(each, thread, wait, held));
            }
        }
    }

    private void reduce() {
        boolean reduced = true;
        while (reduced) {
            reduced = stuck.values().removeIf(each -> each.on.mayServe(each.thread, stuck::containsKey));
        }
    }

    private List<Deadlock> reports() {
        List<Deadlock> reports = new ArrayList<>();
        Map<Long, Set<Long>> edges = new HashMap<>();
        Map<Long, List<Long>> back = new HashMap<>();
        stuck.forEach((id, each) -> {
            Set<Long> holders = holdersOf(each);
            edges.put(id, holders);
            holders.forEach(holder ->
                    back.computeIfAbsent(holder, key -> new ArrayList<>()).add(id));
        });
        Set<Long> reported = new HashSet<>();
        for (Long start : stuck.keySet()) {
            List<Long> cycle = cycle(start, edges);
            if (reported.addAll(cycle)) {
                List<Deadlock.Member> members =
                        cycle.stream().map(id -> member(id, edges)).toList();
                reports.add(new Deadlock(members, behind(cycle, back)));
            }
        }
        return reports;
    }

    private Set<Long> holdersOf(Stuck each) {
        Set<Long> holders = new LinkedHashSet<>();
        each.on.forEachHolder(each.thread, id -> {
            if (stuck.containsKey(id)) {
                holders.add(id);
            }
        });
        return holders;
    }

    /** {@return the cycle that is reached from a goroutine; the last one of the way if that waits for nobody} */
    private static List<Long> cycle(Long start, Map<Long, Set<Long>> edges) {
        Set<Long> visited = new HashSet<>();
        List<Long> way = new ArrayList<>();
        Long at = start;
        while (visited.add(at)) {
            way.add(at);
            Set<Long> next = edges.getOrDefault(at, Set.of());
            if (next.isEmpty()) {
                return List.of(at);
            }
            at = next.iterator().next();
        }
        return way.subList(way.indexOf(at), way.size());
    }

    /** {@return the number of goroutines that wait for one of these, directly or through others} */
    private static long behind(List<Long> members, Map<Long, List<Long>> back) {
        Set<Long> found = new HashSet<>(members);
        List<Long> open = new ArrayList<>(members);
        while (!open.isEmpty()) {
            for (Long each : back.getOrDefault(open.remove(open.size() - 1), List.of())) {
                if (found.add(each)) {
                    open.add(each);
                }
            }
        }
        return (long) found.size() - members.size();
    }

    private Deadlock.Member member(Long id, Map<Long, Set<Long>> edges) {
        Stuck each = Objects.requireNonNull(stuck.get(id));
        List<String> stack = Goroutine.stackOf(each.thread);
        String operation = Frames.operation(Frames.split(stack).method(), Text.of(LockSupport.getBlocker(each.thread)));
        boolean waitsForItself = edges.getOrDefault(id, Set.of()).contains(id);
        return new Deadlock.Member(each.record.name, id, operation, stack, waitsForItself);
    }
}
