package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.goloom.Go;
import io.github.goloom.chan.Action;
import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Wrapper;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contexts of others are followed by their done channel, at once and without a thread, and told from what they wrap.
 */
@SuppressWarnings("CheckReturnValue")
class ForeignContextTest {
    private static final ContextKey<String> USER = ContextKey.of("user");
    private static final Duration LONG = Duration.ofHours(1);

    private final CancellableContext inside =
            CancellableContext.childOf(Context.background().withValue(USER, "ann"));
    private final Foreign foreign = new Foreign(inside);
    private final Exception why = new Exception("why");

    private static ContextException cancelled(String message) {
        return new ContextCancelledException(message, null);
    }

    /** A child follows the wrapper's own channel: it is done when the close returns (CTX-062). */
    @Test
    void child_wrapperEnds_isDoneAtOnceWithItsErrorAndCause() {
        try (CancellableContext child = foreign.withCancel()) {
            foreign.end(cancelled("by the wrapper"), why);

            assertThat(child.isDone()).isTrue();
            assertThat(child.err())
                    .isExactlyInstanceOf(ContextCancelledException.class)
                    .hasMessage("by the wrapper")
                    .hasCause(why);
            assertThat(child.cause()).isSameAs(why);
        }
    }

    /** A context that has but one error may see it thrown by the body, which waited with that context. */
    @Test
    void interrupting_bodyThrowsTheErrorOfTheContext_throwsItAsItIs() {
        ContextException error = cancelled("by the wrapper");

        assertThatThrownBy(() -> foreign.interrupting((Action<Exception>) () -> {
                    foreign.end(error, why);
                    throw error;
                }))
                .isSameAs(error)
                .hasNoSuppressedExceptions();
    }

    /** What is inside the wrapper is not followed past it (CTX-062). */
    @Test
    void child_whatIsInsideEnds_isNotDone() {
        try (CancellableContext child = foreign.withCancel();
                CancellableContext below = child.withValue(USER, "bob").withTimeout(LONG)) {
            inside.cancel();

            assertThat(child.isDone()).isFalse();
            assertThat(below.isDone()).isFalse();
        }
    }

    /** So it is through layers of values (CTX-062). */
    @Test
    void child_belowALayerOfAWrapper_followsTheWrapper() {
        try (CancellableContext child = foreign.withValue(USER, "bob").withCancel()) {
            inside.cancel(new Exception("inside"));
            assertThat(child.isDone()).isFalse();

            foreign.end(cancelled("by the wrapper"), why);

            assertThat(child.cause()).isSameAs(why);
        }
    }

    /** A wrapper that only asks the one inside ends with it, and so do its children, with the same cause (CTX-062). */
    @Test
    void child_ofADelegate_endsWithWhatIsInside() {
        try (CancellableContext child = new Wrapper(inside).withCancel()) {
            inside.cancel(why);

            assertThat(child.isDone()).isTrue();
            assertThat(child.cause()).isSameAs(why);
            assertThat(child.value(USER)).isEqualTo("ann");
        }
    }

    /** The type of the error is the parent's, its deadline being exceeded included (CTX-064). */
    @Test
    void child_wrapperExceedsADeadline_hasThatErrorToo() {
        try (CancellableContext child = foreign.withCancel()) {
            foreign.end(new DeadlineExceededException("too late", null), null);

            assertThat(child.err())
                    .isExactlyInstanceOf(DeadlineExceededException.class)
                    .hasMessage("too late");
            assertThat(child.cause()).isExactlyInstanceOf(DeadlineExceededException.class);
        }
    }

    /** A child of one that has ended is born done (CTX-064). */
    @Test
    void child_ofADoneWrapper_isBornDone() {
        foreign.end(cancelled("before"), why);

        try (CancellableContext child = foreign.withTimeout(LONG)) {
            assertThat(child.isDone()).isTrue();
            assertThat(child.err()).hasMessage("before");
            assertThat(child.cause()).isSameAs(why);
        }
    }

    /** The thread that closes the channel is the one that ends the children (CTX-061). */
    @Test
    void child_wrapperEnds_isEndedByTheThreadThatEndsTheWrapper() {
        try (CancellableContext child = foreign.withCancel()) {
            foreign.end(cancelled("here"), null);

            assertThat(child.isDone()).isTrue();
            assertThat(foreign.askers).isNotEmpty().containsOnly(Thread.currentThread());
        }
    }

    /** No thread watches for the end, however many are derived (CTX-061). */
    @Test
    void derive_manyChildren_startsNoThread(@TempDir Path folder) throws Exception {
        List<CancellableContext> children = new ArrayList<>();
        long before = threads(folder.resolve("before.txt"));

        for (int i = 0; i < 1_000; i++) {
            children.add(CancellableContext.childOf(foreign));
            foreign.afterFunc(() -> {});
        }

        assertThat(threads(folder.resolve("after.txt")) - before).isLessThan(500);
        foreign.end(cancelled("all"), null);
        assertThat(children).allMatch(Context::isDone);
    }

    private static long threads(Path dump) throws Exception {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        try (Stream<String> lines = Files.lines(dump)) {
            long threads = lines.filter(line -> line.startsWith("#")).count();
            assertThat(threads).as("threads of the dump").isPositive();
            return threads;
        }
    }

    /** A child that has ended is not kept by the wrapper (CTX-063). */
    @Test
    void child_closed_isNotKept() {
        WeakReference<Context> reference = closedChild();

        Garbage.assertCollected(reference);
        assertThat(foreign.isDone()).isFalse();
    }

    private WeakReference<Context> closedChild() {
        CancellableContext child = CancellableContext.childOf(foreign);
        child.close();
        return new WeakReference<>(child);
    }

    /** Nor is one that ended by its own deadline (CTX-063). */
    @Test
    void child_timedOut_isNotKept() throws Exception {
        WeakReference<Context> reference = timedOutChild();

        Garbage.assertCollected(reference);
        assertThat(foreign.isDone()).isFalse();
    }

    @SuppressWarnings("MustBeClosedChecker") // it ends by itself
    private WeakReference<Context> timedOutChild() throws Exception {
        CancellableContext child = foreign.withTimeout(Duration.ofMillis(2));
        child.done().receive();
        return new WeakReference<>(child);
    }

    /** A foreign {@code afterFunc} is for its own callers; children ask for the done channel alone (CTX-063). */
    @Test
    void child_wrapperHasItsOwnAfterFunc_followsTheChannel() {
        Context own = new OwnAfterFunc(inside);
        try (CancellableContext child = own.withCancel();
                CancellableContext timed = own.withTimeout(LONG)) {
            inside.cancel();

            assertThat(child.isDone()).isTrue();
            assertThat(timed.isDone()).isTrue();
        }
    }

    private static final class OwnAfterFunc extends Wrapper {
        OwnAfterFunc(Context inside) {
            super(inside);
        }

        @Override
        public Registration afterFunc(Go.Task function) {
            throw new AssertionError("asked");
        }
    }

    /** A function after the end of a wrapper runs when its channel is closed, and not before (CTX-062). */
    @Test
    void afterFunc_onAWrapper_waitsForTheWrapper() throws Exception {
        Chan<String> ran = Chan.buffered(2);
        foreign.afterFunc(() -> ran.trySend("ran"));
        Context.Registration stopped = foreign.afterFunc(() -> ran.trySend("stopped"));
        inside.cancel();
        assertThat(stopped.stop()).as("the wrapper has not ended").isTrue();

        foreign.end(cancelled("now"), null);

        assertThat(ran.receive()).isEqualTo("ran");
        assertThat(ran.size()).isZero();
    }

    /** A long deadline below a wrapper with a short one ends by the short one (CTX-031). */
    @Test
    void child_laterDeadlineThanTheWrappers_endsByTheWrappers() throws Exception {
        try (CancellableContext timed = Context.background().withTimeout(Duration.ofMillis(20));
                CancellableContext child = new Wrapper(timed).withTimeout(LONG)) {
            assertThat(child.deadline()).isEqualTo(timed.deadline());

            child.done().receive();

            assertThat(child.err()).isExactlyInstanceOf(DeadlineExceededException.class);
            assertThat(Instant.now()).isAfterOrEqualTo(timed.deadline().orElseThrow());
        }
    }

    /** An error without a message is told by its class. */
    @Test
    void child_errorWithoutAMessage_isNamedByItsClass() {
        try (CancellableContext child = foreign.withCancel()) {
            foreign.end(cancelled(null), why);

            assertThat(child.err()).hasMessage(ContextCancelledException.class.getName());
        }
    }

    /** One that can be cancelled, and is not the library's, is cancelled by its close. */
    @Test
    void close_ofAForeignCancellable_isACancel() {
        InvocationHandler handler = (proxy, method, arguments) -> method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                : method.invoke(inside, arguments);
        Class<?> type = CancellableContext.class;
        CancellableContext own =
                (CancellableContext) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);

        own.close();

        assertThat(inside.isDone()).isTrue();
    }
}
