package io.github.goloom.inspect;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Goroutines that do the same in the same place. Of each there is no more than what the text shows. */
final class Group {
    private static final int MOST_TARGETS = 1_000;
    private static final Pattern NUMBER = Pattern.compile("\\d+$");

    /** What the goroutines of a group have in common. */
    record Key(
            String name,
            @Nullable String target,
            @Nullable String method,
            List<String> own,
            @Nullable String site) {
        static Key of(Seen seen, Frames.Parts parts, @Nullable String namedTarget) {
            String type = seen.blocker() == null ? null : Seen.typeOf(seen.blocker());
            String site = seen.record() == null ? null : seen.record().site;
            return new Key(
                    nameOf(seen.name()), namedTarget != null ? namedTarget : type, parts.method(), parts.own(), site);
        }
    }

    /** {@return the name that goroutines have in common whose names end with a number} */
    static String nameOf(String name) {
        return NUMBER.matcher(name).replaceFirst("*");
    }

    private final Key key;
    private final Frames.Parts parts;
    private final Seen one;
    private final @Nullable Object named;
    private final Set<String> targets = new HashSet<>();
    private long count;
    private long longest = -1;
    private @Nullable String state;

    Group(Key key, Frames.Parts parts, Seen one, @Nullable Object named) {
        this.key = key;
        this.parts = parts;
        this.one = one;
        this.named = named;
    }

    void add(Seen seen, long now) {
        count++;
        state = state == null || state.equals(seen.state()) ? seen.state() : "";
        if (seen.blocker() != null && targets.size() < MOST_TARGETS) {
            targets.add(seen.blocker());
        }
        Goroutine.Wait wait = seen.record() == null ? null : seen.record().currentWait();
        if (wait != null) {
            longest = Math.max(longest, now - wait.since);
        }
    }

    long count() {
        return count;
    }

    /** {@return what the goroutines do, such as "send on BufferedChan["orders", 16/16]"} */
    String operation() {
        String target = target();
        String does = Frames.operation(key.method(), target);
        if (does.isEmpty()) {
            return state == null || state.isEmpty() ? "runnable" : state.toLowerCase(Locale.ROOT);
        }
        return does;
    }

    /** {@return what would end the waits; empty if that is not known} */
    String wokenBy() {
        String type = named != null
                ? named.getClass().getSimpleName()
                : one.blocker() == null ? null : simple(Seen.typeOf(one.blocker()));
        return Frames.wokenBy(key.method(), type);
    }

    private @Nullable String target() {
        if (one.blocker() == null) {
            return null;
        }
        if (targets.size() == 1 || named != null) {
            Object target = named != null ? named : one.target();
            return target != null ? Text.of(target) : simple(one.blocker());
        }
        String more = targets.size() == MOST_TARGETS ? " or more" : "";
        return targets.size() + more + " of " + simple(Seen.typeOf(one.blocker()));
    }

    private static String simple(String identity) {
        return identity.substring(identity.lastIndexOf('.') + 1);
    }

    /**
     * Appends the lines of this group to a text.
     *
     * @param holders who holds what is waited for; empty if nobody is known
     * @param wokenBy what would end the waits; empty if that is not to be said
     */
    void addTo(StringBuilder text, String holders, String wokenBy) {
        text.append(Text.count(count, "goroutine"));
        if (!key.name().isEmpty()) {
            text.append(" \"")
                    .append(Text.cut(count == 1 ? one.name() : key.name()))
                    .append('"');
        } else if (count == 1) {
            text.append(" #").append(one.id());
        }
        text.append(": ").append(operation());
        if (longest >= 0) {
            text.append(count == 1 ? ", for " : ", longest ").append(Text.time(longest));
        }
        text.append('\n');
        if (!holders.isEmpty()) {
            text.append("    held by ").append(holders).append('\n');
        }
        if (!wokenBy.isEmpty()) {
            text.append("    to be woken by ").append(wokenBy).append('\n');
        }
        addFrames(text, parts, key.site());
    }

    static void addFrames(StringBuilder text, Frames.Parts parts, @Nullable String site) {
        for (String frame : parts.own()) {
            text.append("    at ").append(frame).append('\n');
        }
        if (parts.library() + parts.jdk() > 0) {
            text.append("    (").append(Text.count(parts.library(), "frame")).append(" of goloom, ");
            text.append(parts.jdk()).append(" of the JDK)\n");
        }
        if (site != null) {
            text.append("    started at ").append(site).append('\n');
        }
    }

    /** {@return what one of the goroutines waits for in the library, if it is tracked} */
    @Nullable
    Object waitedFor() {
        return one.record() == null ? null : one.record().waitedFor();
    }
}
