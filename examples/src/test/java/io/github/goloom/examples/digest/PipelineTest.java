package io.github.goloom.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.examples.testing.Goroutines;
import io.github.goloom.examples.testing.Printed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a pipeline ends, all its goroutines have ended before it returns or throws. */
@Timeout(60)
class PipelineTest {
    private static final int FILES = 3000;

    @TempDir
    static Path folder;

    private final CancellableContext ctx = CancellableContext.childOf(Context.background());
    private final Printed printed = new Printed();
    private final AtomicInteger opened = new AtomicInteger();
    private final Chan<Signal> inTheMiddle = Chan.unbuffered();

    @BeforeEach
    void makeFiles() throws IOException {
        if (!Files.exists(folder.resolve("f0"))) {
            for (int i = 0; i < FILES; i++) {
                Files.createFile(folder.resolve("f" + i));
            }
        }
    }

    private boolean run(Pipeline.Opener opener, int parallel, boolean failFast) throws Exception {
        Pipeline.Opener counting = path -> {
            opened.incrementAndGet();
            return opener.open(path);
        };
        try (Screen screen = new Screen(printed.pipe())) {
            return new Pipeline(counting, screen, failFast).run(new Walk(List.of(folder.toString())), parallel, ctx);
        }
    }

    private static InputStream empty() {
        return new ByteArrayInputStream(new byte[0]);
    }

    /** A file that never ends, at the place in the middle; it says when it is read. */
    private InputStream endlessInTheMiddle(String path) {
        if (!path.endsWith("/f2000")) {
            return empty();
        }
        return new InputStream() {
            private boolean told;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (!told) {
                    told = true;
                    try {
                        inTheMiddle.send(Signal.SIGNAL);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
                return length;
            }
        };
    }

    private static List<String> goroutines() throws IOException {
        return Goroutines.names().stream()
                .filter(name -> name.matches("walker|digester [0-9]+"))
                .toList();
    }

    /** A thread may be in a dump for a moment after its last action: the next dump is without it. */
    private static void assertAllHaveEnded() throws IOException {
        while (!Thread.interrupted() && !goroutines().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(goroutines()).isEmpty();
    }

    private void assertWholeLinesOnly() {
        assertThat("\n" + printed.out()).endsWith("\n");
        assertThat(printed.out().lines())
                .hasSizeLessThan(FILES)
                .allMatch(line -> line.matches("[0-9a-f]{64}  .*/f[0-9]+"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void run_toTheEnd_opensEachFileOnce(int parallel) throws Exception {
        assertThat(run(path -> empty(), parallel, false)).isTrue();
        assertThat(printed.out().lines()).hasSize(FILES);
        assertThat(opened).hasValue(FILES);
        assertAllHaveEnded();
    }

    @Test
    void run_withEightDigesters_readsEightFilesSideBySide() throws Exception {
        CyclicBarrier eight = new CyclicBarrier(8); // 3000 is a multiple of 8
        Pipeline.Opener waiting = path -> {
            try {
                eight.await();
                return empty();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IOException(e);
            }
        };
        assertThat(run(waiting, 8, false)).isTrue();
    }

    /** While the first file is read, the walker finds those that fit in the channel in front of the collector. */
    @Test
    void run_whileTheFirstFileIsSlow_readsNoMoreThanTheChannelHolds() throws Exception {
        Chan<Signal> slow = Chan.unbuffered();
        Pipeline.Opener slowAtFirst = path -> {
            try {
                if (path.endsWith("/f0")) {
                    inTheMiddle.send(Signal.SIGNAL);
                    slow.receive();
                }
                return empty();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        FutureTask<Boolean> running = new FutureTask<>(() -> run(slowAtFirst, 2, false));
        Thread caller = Thread.ofPlatform().daemon().start(running);
        inTheMiddle.receive();
        try {
            while (!Thread.interrupted() && opened.get() < 1 + 256) {
                Thread.onSpinWait();
            }
            assertThat(goroutines()).containsExactlyInAnyOrder("walker", "digester 1", "digester 2");
            assertThat(opened).hasValue(1 + 256);
        } finally {
            slow.close();
        }
        assertThat(running.get()).isTrue();
        caller.join();
        assertThat(opened).hasValue(FILES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void run_failFast_stopsEarly(int parallel) throws Exception {
        Pipeline.Opener failing = path -> {
            if (path.endsWith("/f10")) { // the third: f0, f1, f10, ... in the order of the bytes
                throw new IOException("broken");
            }
            return empty();
        };
        assertThat(run(failing, parallel, true)).isFalse();
        assertThat(printed.out().lines()).hasSize(2);
        assertThat(printed.err()).isEqualTo("digest: " + folder + "/f10: broken\n");
        assertThat(opened.get()).isLessThan(FILES);
        assertAllHaveEnded();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void cancel_inTheMiddle_endsAll(int parallel) throws Exception {
        FutureTask<Boolean> running = new FutureTask<>(() -> run(this::endlessInTheMiddle, parallel, false));
        Thread caller = Thread.ofPlatform().daemon().start(running);
        inTheMiddle.receive();
        ctx.cancel();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(running::get)
                .withCauseInstanceOf(ContextCancelledException.class);
        caller.join();
        assertAllHaveEnded();
        assertWholeLinesOnly();
    }

    /** The interrupt that ends the digester fails its read, which is no failure of the file. */
    @Test
    void cancel_whileAFileIsRead_tellsNoFailure() throws Exception {
        Pipeline.Opener interruptible = path -> {
            try {
                inTheMiddle.send(Signal.SIGNAL);
                Chan.nil().receive();
                throw new IllegalStateException("the nil channel has no value");
            } catch (InterruptedException e) {
                throw new ClosedByInterruptException();
            }
        };
        FutureTask<Boolean> running = new FutureTask<>(() -> run(interruptible, 1, false));
        Thread caller = Thread.ofVirtual().start(running);
        inTheMiddle.receive();
        ctx.cancel();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(running::get)
                .withCauseInstanceOf(ContextCancelledException.class);
        caller.join();
        assertThat(printed.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void interrupt_inTheMiddle_endsAll(int parallel) throws Exception {
        FutureTask<Boolean> running = new FutureTask<>(() -> run(this::endlessInTheMiddle, parallel, false));
        Thread caller = Thread.ofVirtual().start(running);
        inTheMiddle.receive();
        caller.interrupt();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(running::get)
                .withCauseInstanceOf(InterruptedException.class);
        assertAllHaveEnded();
        assertWholeLinesOnly();
    }

    @Test
    void run_whenAGoroutineFails_endsAllAndTellsWhy() throws Exception {
        IllegalStateException bug = new IllegalStateException("a bug");
        Pipeline.Opener buggy = path -> {
            throw bug;
        };
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> run(buggy, 2, false))
                .withCause(bug);
        assertAllHaveEnded();
    }
}
