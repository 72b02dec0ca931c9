package io.github.goloom.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goroutines that can never run again, because nothing that runs can reach what they wait for. One report stands for all
 * that were started, and waited, in the same place. It does not change; later reports of the place have other counts.
 */
public final class Leak {
    private final String name;
    private final @Nullable String startedAt;
    private final @Nullable String waitedOn;
    private final String operation;
    private final List<String> stack;
    private final long count;

    private Leak(
            String name,
            @Nullable String startedAt,
            @Nullable String waitedOn,
            String operation,
            List<String> stack,
            long count) {
        this.name = name;
        this.startedAt = startedAt;
        this.waitedOn = waitedOn;
        this.operation = operation;
        this.stack = stack;
        this.count = count;
    }

    static Leak of(Goroutine record, Goroutine.@Nullable Sample sample) {
        List<String> stack = sample == null ? List.of() : sample.stack();
        String target = sample == null ? null : sample.target();
        String operation = Frames.operation(Frames.split(stack).method(), target);
        return new Leak(record.name, record.site, target, operation, stack, 1);
    }

    /** {@return the report for one more} */
    Leak more() {
        return new Leak(name, startedAt, waitedOn, operation, stack, count + 1);
    }

    /** {@return the name of the first of them; empty if it has none} */
    public String name() {
        return name;
    }

    /** {@return the place of the statement that started them; null if start sites are not tracked} */
    public @Nullable String startedAt() {
        return startedAt;
    }

    /** {@return what the first of them waited for, such as {@code UnbufferedChan["results"]}; null if it is not known} */
    public @Nullable String waitedOn() {
        return waitedOn;
    }

    /** {@return what they did, such as {@code send on UnbufferedChan["results"]}} */
    public String operation() {
        return operation;
    }

    /** {@return the frames of the first of them while it waited, the innermost first; empty if they are not known} */
    public List<String> stack() {
        return stack;
    }

    /** {@return the number of goroutines found so far} */
    public long count() {
        return count;
    }

    /** {@return the report in the form of a dump, of several lines} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("leaked: ").append(Text.count(count, "goroutine"));
        if (!name.isEmpty()) {
            text.append(" \"").append(Text.cut(name)).append('"');
        }
        text.append(": ").append(operation).append('\n');
        Group.addFrames(text, Frames.split(stack), startedAt);
        return text.toString();
    }
}
