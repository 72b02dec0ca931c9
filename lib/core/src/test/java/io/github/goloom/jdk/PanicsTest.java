package io.github.goloom.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.context.Context;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.testing.Uncaught;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exceptions take the place of panics, {@code finally} and {@code catch} that of defer and recover. */
class PanicsTest {
    @RegisterExtension
    final Uncaught uncaught = new Uncaught();

    private final List<String> log = new ArrayList<>();

    /** How a body ends. */
    private enum Ending {
        RETURN,
        EXCEPTION,
        INTERRUPT
    }

    /** Resources are closed last in, first out, and then the finally block runs, however the body ends (PAN-001). */
    @Test
    void cleanUp_anyEnd_runsLastInFirstOut() throws Exception {
        for (Ending each : Ending.values()) {
            log.clear();
            Thread goroutine = Go.go(() -> useResources(each));
            goroutine.join();

            assertThat(log).as("%s", each).containsExactly("body", "close 2 of first", "close 1 of first", "finally");
        }
        assertThat(uncaught.told()).hasSize(1);
    }

    /** What a resource is made of is evaluated at the try, as the arguments of a deferred call are at the defer. */
    private void useResources(Ending ending) throws Exception {
        String name = "first";
        try (AutoCloseable one = closing("close 1 of " + name);
                AutoCloseable two = closing("close 2 of " + name)) {
            name = "second";
            log.add("body");
            assertThat(List.of(name, one, two)).hasSize(3);
            end(ending);
        } finally {
            log.add("finally");
        }
    }

    private AutoCloseable closing(String entry) {
        return () -> log.add(entry);
    }

    private static void end(Ending ending) throws Exception {
        if (ending == Ending.EXCEPTION) {
            throw new IOException("disk");
        } else if (ending == Ending.INTERRUPT) {
            throw new InterruptedException();
        }
    }

    /** Any method on the stack may catch; a catch within a finally, not around the throw, gets nothing (PAN-003). */
    @Test
    void catchBlock_anyCaller_getsTheException() {
        assertThat(deep(3)).isEqualTo("caught disk");
        assertThat(log).containsExactly("nothing to catch", "nothing to catch", "nothing to catch");
    }

    private String deep(int depth) {
        try {
            fail(depth);
            return "not thrown";
        } catch (IOException e) {
            return "caught " + e.getMessage();
        }
    }

    @SuppressWarnings("InfiniteRecursion") // the exception ends it
    private void fail(int depth) throws IOException {
        if (depth > 0) {
            try {
                fail(depth - 1);
            } finally {
                recoverInAHelper();
            }
        } else {
            throw new IOException("disk");
        }
    }

    private void recoverInAHelper() {
        try {
            log.add("nothing to catch");
        } catch (RuntimeException e) {
            log.add("caught " + e);
        }
    }

    /** After a catch the method goes on, and returns to its caller with the values of that time (PAN-004). */
    @Test
    void catchBlock_thenReturn_givesTheCurrentValues() {
        assertThat(countUntilFailure(List.of("1", "2", "x", "4"))).isEqualTo(3);
    }

    private static int countUntilFailure(List<String> numbers) {
        int sum = 0;
        try {
            for (String each : numbers) {
                sum += Integer.parseInt(each);
            }
        } catch (NumberFormatException e) {
            return sum; // 1 + 2
        }
        return -1;
    }

    /** An exception stays in its goroutine: the starter does not see it, unless it awaits a group (PAN-005). */
    @Test
    void exception_ofAnotherGoroutine_isNotThrownHere() throws Exception {
        IOException failure = new IOException("disk");
        Thread goroutine = Go.go(() -> {
            throw failure;
        });
        goroutine.join();
        assertThat(uncaught.told()).containsExactly(failure);

        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(() -> {
                throw failure;
            });
            assertThatThrownBy(group::await)
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(failure);
        }
    }

    /** What is caught is never null: throwing null throws a NullPointerException (PAN-006). */
    @Test
    @SuppressWarnings("ThrowNull")
    void throwNull_throwsANullPointerException() {
        assertThatThrownBy(() -> {
                    throw null;
                })
                .isExactlyInstanceOf(NullPointerException.class);
    }

    /** An exception in a finally block replaces the one under way; both are there if that is its cause (PAN-007). */
    @Test
    void exception_inFinally_replacesTheFirst() {
        assertThatThrownBy(() -> replace(new IllegalStateException("second")))
                .hasMessage("second")
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThatThrownBy(() -> {
                    try {
                        throw new IOException("first");
                    } catch (IOException e) {
                        throw new IllegalStateException("second", e); // as a panic with what was recovered
                    }
                })
                .satisfies(e -> assertThat(printed(e)).contains("second", "Caused by: java.io.IOException: first"));
    }

    @SuppressWarnings({"Finally", "finally"})
    private static void replace(RuntimeException second) throws IOException {
        try {
            throw new IOException("first");
        } finally {
            throw second;
        }
    }

    /** The exception of a close is suppressed by the one under way, whose text shows both (PAN-007). */
    @Test
    void exception_inClose_isSuppressedByTheFirst() {
        assertThatThrownBy(() -> {
                    try (AutoCloseable resource = PanicsTest::failToClose) {
                        assertThat(resource).isNotNull();
                        throw new IOException("first");
                    }
                })
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(printed(e))
                        .contains("java.io.IOException: first", "Suppressed: java.lang.IllegalStateException: second"));
    }

    private static void failToClose() {
        throw new IllegalStateException("second");
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Catching an inner exception in a finally block leaves the outer one under way (PAN-008). */
    @Test
    void catchBlock_withinFinally_leavesTheOuterException() {
        assertThatThrownBy(() -> {
                    try {
                        throw new IOException("outer");
                    } finally {
                        assertThat(deep(0)).isEqualTo("caught disk");
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("outer");
    }

    /** What is fatal in Go can be caught, and the program goes on (PAN-013). */
    @Test
    void fatalErrors_canBeCaught() {
        assertThatThrownBy(() -> new Mutex().unlock()).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> new RWMutex().writeLock().unlock()).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> new RWMutex().readLock().unlock()).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> Go.go(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> recurse(0)).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> assertThat(new long[Integer.MAX_VALUE]).isEmpty())
                .isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(PanicsTest::changeWhileIterating).isInstanceOf(ConcurrentModificationException.class);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int recurse(int depth) {
        return 1 + recurse(depth + 1);
    }

    private static void changeWhileIterating() {
        List<Integer> list = new ArrayList<>(List.of(1, 2));
        Iterator<Integer> iterator = list.iterator();
        list.add(3);
        iterator.next();
    }

    /** What is a run-time panic in Go is unchecked (PAN-014). */
    @Test
    void runtimePanics_areRuntimeExceptions() {
        Chan<Integer> closed = Chan.buffered(1);
        closed.close();

        assertThatThrownBy(() -> closed.send(1)).isInstanceOf(ChanClosedException.class);
        assertThatThrownBy(closed::close).isInstanceOf(ChanClosedException.class);
        assertThatThrownBy(() -> Chan.nil().close()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Chan.buffered(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> assertThat(new int[closed.size() - 1]).isEmpty())
                .isInstanceOf(NegativeArraySizeException.class);
        assertThatThrownBy(() -> assertThat(List.of(1).get(closed.size() + 1)).isNull())
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> assertThat(1 / closed.size()).isZero()).isInstanceOf(ArithmeticException.class);
        assertThat(RuntimeException.class).isAssignableFrom(ChanClosedException.class);
    }
}
