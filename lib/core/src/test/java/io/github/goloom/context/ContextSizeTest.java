package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.ThreadMXBean;
import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many contexts: long lines, no threads, few bytes. */
@SuppressWarnings("MustBeClosedChecker")
class ContextSizeTest {
    private static final int LINE = 100_000;
    private static final int EACH = 10_000;
    private static final Duration LONG = Duration.ofHours(1);
    private static final Pattern THREAD = Pattern.compile("^#(\\d+) \"(.*?)\"", Pattern.MULTILINE);
    private static final ContextKey<Integer> KEY = ContextKey.of("key");

    /** What a line is made of. */
    enum Link {
        CANCEL,
        TIMEOUT,
        FOREIGN,
        MERGED,
        VALUE;

        Context below(Context parent) {
            return switch (this) {
                case CANCEL -> parent.withCancel();
                case TIMEOUT -> parent.withTimeout(LONG);
                case FOREIGN -> OtherContext.wrapping(parent).withCancel();
                case MERGED -> Context.merge(parent, Context.background());
                case VALUE -> parent.withValue(KEY, 1);
            };
        }
    }

    /** The end goes down a line of 100,000 contexts without overflowing the stack, and at once (CTX-010). */
    @ParameterizedTest
    @EnumSource
    void cancel_ofALongLine_endsTheLastAtOnce(Link link) {
        CancellableContext first = Context.background().withCancel();
        Context last = first;
        for (int i = 0; i < LINE; i++) {
            last = link.below(last);
        }
        assertThat(last.err()).isNull();

        first.cancel();

        assertThat(last.isDone()).isTrue();
        assertThat(last.cause()).isSameAs(first.cause());
    }

    /** The end reaches 100,000 children of one parent at once (CTX-010, CTX-015). */
    @Test
    void cancel_ofManyChildren_endsAllAtOnce() {
        CancellableContext parent = Context.background().withCancel();
        List<CancellableContext> children =
                Stream.generate(parent::withCancel).limit(LINE).toList();
        parent.cancel();
        assertThat(children).allMatch(Context::isDone);
        assertThat(children.getLast().cause()).isSameAs(parent.cause());
    }

    /** A value is found and a name is made at the end of a line of 100,000 contexts (CTX-020). */
    @Test
    void value_belowALongLine_isFound() {
        Context last = Context.background().withValue(KEY, 7);
        for (int i = 0; i < LINE; i++) {
            last = last.withCancel();
        }
        assertThat(last.value(KEY)).isEqualTo(7);
        assertThat(last.toString()).hasSizeBetween(1_000, 1_100);
    }

    /**
     * No context needs a thread, living or born done: of 110,000 of all kinds, nobody but the one timer thread appears
     * (CTX-022).
     */
    @Test
    void derive_tensOfThousandsOfAllKinds_needsNoThread() throws Exception {
        List<Context> kept = new ArrayList<>();
        Map<String, String> before = threads();

        CancellableContext root = Context.background().withCancel();
        CancellableContext done = Context.background().withCancel();
        done.cancel();
        for (int i = 0; i < EACH; i++) {
            for (Link link : Link.values()) {
                kept.add(link.below(root));
                kept.add(link.below(done));
            }
            kept.add(OtherContext.endingItself(root).withTimeout(LONG));
        }

        Map<String, String> fresh = threads();
        fresh.keySet().removeAll(before.keySet());
        root.cancel();
        assertThat(kept).hasSize(EACH * (2 * Link.values().length + 1));
        assertThat(fresh.values()).isSubsetOf("goloom-timer");
    }

    /**
     * All threads there are, virtual ones included, by number; but not the carriers and their helpers, which are the
     * JDK's.
     */
    private static Map<String, String> threads() throws IOException {
        Path folder = Files.createTempDirectory("threads");
        Path file = folder.resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
        Map<String, String> names = new HashMap<>();
        THREAD.matcher(Files.readString(file)).results().forEach(each -> names.put(each.group(1), each.group(2)));
        Files.delete(file);
        Files.delete(folder);
        names.values().removeIf(each -> each.startsWith("ForkJoinPool") || each.startsWith("VirtualThread-"));
        assertThat(names).containsValue(Thread.currentThread().getName());
        return names;
    }

    /** What is measured, at most so many bytes: about twice what it takes. */
    enum Cost {
        BACKGROUND(0),
        VALUE_AND_LOOKUP(100),
        CANCEL_AND_CLOSE(600),
        TIMEOUT_AND_CLOSE(1_000);

        final long bytes;

        Cost(long bytes) {
            this.bytes = bytes;
        }

        /** Returns whether the context does what it should, so that all of it happens. */
        boolean run(Context parent) {
            return switch (this) {
                case BACKGROUND -> !Context.background().isDone();
                case VALUE_AND_LOOKUP -> parent.withValue(KEY, 1).value(KEY) == 1;
                case CANCEL_AND_CLOSE -> isDoneOnceClosed(parent.withCancel());
                case TIMEOUT_AND_CLOSE -> isDoneOnceClosed(parent.withTimeout(LONG));
            };
        }

        private static boolean isDoneOnceClosed(CancellableContext ctx) {
            ctx.close();
            return ctx.done().isClosed();
        }
    }

    /** What contexts cost in bytes; nothing for a root (CTX-002, CTX-068). */
    @ParameterizedTest
    @EnumSource
    void context_madeAndEnded_allocatesLittle(Cost cost) {
        Context parent = Context.background().withCancel();
        measure(cost, parent);
        long bytes = measure(cost, parent);
        System.out.printf("%s: %d bytes%n", cost, bytes);
        assertThat(bytes).isLessThanOrEqualTo(cost.bytes);
    }

    private static long measure(Cost cost, Context parent) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        int wrong = 0;
        long before = threads.getThreadAllocatedBytes(id);
        for (int i = 0; i < EACH; i++) {
            if (!cost.run(parent)) {
                wrong++;
            }
        }
        long bytes = (threads.getThreadAllocatedBytes(id) - before) / EACH;
        assertThat(wrong).isZero();
        return bytes;
    }

    /** One cancel wakes 100,000 goroutines that wait with the context, and each throws its error (CTX-010). */
    @Test
    void cancel_hundredThousandWait_wakesAll() throws Exception {
        CancellableContext ctx = Context.background().withCancel();
        var quiet = Chan.<Integer>unbuffered();
        List<Goroutine<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < LINE; i++) {
            waiting.add(Goroutine.call(() -> quiet.receive(ctx)));
        }
        Goroutine.until(() -> waiting.stream().allMatch(each -> each.thread().getState() == Thread.State.WAITING));

        ctx.cancel();

        int cancelled = 0;
        for (Goroutine<Integer> each : waiting) {
            if (each.failure() instanceof ContextCancelledException e
                    && e.getCause().equals(ctx.cause())) {
                cancelled++;
            }
        }
        assertThat(cancelled).isEqualTo(LINE);
    }
}
