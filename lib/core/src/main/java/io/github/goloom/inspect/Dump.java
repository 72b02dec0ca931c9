package io.github.goloom.inspect;

import io.github.goloom.park.Clock;
import io.github.goloom.park.Names;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A dump of all goroutines. The threads come from the JDK's dump, and from the tracker if there is one, which also
 * knows those that the JDK does not keep. They are grouped while they are read, so that a million of them take little
 * memory.
 */
final class Dump {
    private static final int MOST_GROUPS = 10_000;

    private final @Nullable Tracker tracker;
    private final long now = Clock.real();
    private final Map<String, Object> named = new HashMap<>();
    private final Map<Group.Key, Group> groups = new LinkedHashMap<>();
    private final Map<List<String>, Frames.Parts> stacks = new HashMap<>();
    private long count;
    private long others;

    private Dump(@Nullable Tracker tracker) {
        this.tracker = tracker;
        Names.forEach(each -> named.put(Seen.identity(each), each));
    }

    static void write(Appendable out, @Nullable Tracker tracker) throws IOException {
        try {
            Dump dump = new Dump(tracker);
            if (tracker != null) {
                tracker.live.values().forEach(dump::addTracked);
            }
            String missing = tracker != null && tracker.usesContainers()
                    ? "the JDK's dump would take long, since each tracked goroutine has a container; see Goroutines.track"
                    : dump.addOthers();
            if (missing != null && tracker == null) {
                throw new IOException(missing);
            }
            dump.print(out, missing);
        } catch (OutOfMemoryError e) {
            throw new IOException("not enough memory for a dump of the goroutines", e);
        }
    }

    /** {@return the text of {@link Goroutines#dump}} */
    static String text() throws IOException {
        StringBuilder text = new StringBuilder();
        Goroutines.dump(text);
        return text.toString();
    }

    /** {@return the objects that have a name, a line each, sorted} */
    static String named() {
        List<String> lines = new ArrayList<>();
        Names.forEach(each -> {
            if (lines.size() < MOST_GROUPS) {
                lines.add(Text.of(each));
            }
        });
        lines.sort(Comparator.naturalOrder());
        return lines.isEmpty() ? "nothing has a name\n" : String.join("\n", lines) + "\n";
    }

    /** {@return an entry for each group of these goroutines, which says also what would end their waits} */
    static List<String> of(Collection<Goroutine> records) {
        Dump dump = new Dump(Goroutines.tracker());
        records.forEach(dump::addTracked);
        return dump.sorted().stream()
                .map(each -> dump.text(each, each.wokenBy()))
                .toList();
    }

    /** Adds a thread that the tracker knows, with what only the thread itself tells. */
    private void addTracked(Goroutine record) {
        Thread thread = record.get();
        if (thread == null || record.ended || !thread.isAlive()) {
            return;
        }
        Object target = targetOf(record, thread);
        add(new Seen(
                record.id,
                thread.getName(),
                thread.isVirtual(),
                thread.getState().name(),
                target == null ? null : Seen.identity(target),
                target,
                Goroutine.stackOf(thread),
                record));
    }

    /** {@return what a thread waits for; null if that is not known} A thread that is about to park has no blocker yet. */
    private static @Nullable Object targetOf(Goroutine record, Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        if (blocker != null) {
            return blocker;
        }
        Object waitedFor = record.waitedFor();
        return waitedFor == null ? null : Seen.shown(waitedFor);
    }

    /** {@return why the threads that are not tracked are missing; null if they are there} */
    private @Nullable String addOthers() {
        try {
            JdkDump.read(this::addOther);
            return null;
        } catch (IOException e) {
            return "the JDK cannot write its dump of threads: " + e.getMessage();
        }
    }

    private void addOther(Seen thread) {
        if (tracker == null || !tracker.live.containsKey(thread.id())) {
            add(thread);
        }
    }

    private void add(Seen thread) {
        Frames.Parts parts = split(thread.stack());
        if (!thread.isVirtual() && (parts.library() == 0 || thread.name().startsWith("goloom-"))) {
            return;
        }
        count++;
        Object target = thread.blocker() == null ? null : named.get(thread.blocker());
        Group.Key key = Group.Key.of(thread, parts, target == null ? null : thread.blocker());
        Group group = groups.get(key);
        if (group == null) {
            if (groups.size() == MOST_GROUPS) {
                others++;
                return;
            }
            group = new Group(key, parts, thread, target);
            groups.put(key, group);
        }
        group.add(thread, now);
    }

    private Frames.Parts split(List<String> stack) {
        Frames.Parts known = stacks.get(stack);
        if (known == null) {
            known = Frames.split(stack);
            if (stacks.size() < MOST_GROUPS) {
                stacks.put(stack, known);
            }
        }
        return known;
    }

    private void print(Appendable out, @Nullable String missing) throws IOException {
        out.append(Text.count(count, "goroutine"))
                .append(" at ")
                .append(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .append(tracker == null ? ", not tracked" : ", tracked")
                .append("\n");
        for (Group each : sorted()) {
            out.append("\n").append(text(each, ""));
        }
        if (missing != null) {
            out.append("\ngoroutines that are not tracked are missing: ")
                    .append(missing)
                    .append("\n");
        }
        if (others > 0) {
            out.append("\n").append(Text.count(others, "goroutine")).append(" elsewhere\n");
        }
    }

    private List<Group> sorted() {
        List<Group> sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.comparingLong(Group::count).reversed());
        return sorted;
    }

    private String text(Group group, String wokenBy) {
        StringBuilder text = new StringBuilder();
        group.addTo(text, Deadlocks.holders(group.waitedFor(), tracker), wokenBy);
        return text.toString();
    }
}
