package io.github.goloom.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.examples.testing.Printed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private final Crew crew = new Crew();
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

    private boolean run(Opener opener, int parallel, boolean failFast) throws IOException, InterruptedException {
        Opener counting = path -> {
            opened.incrementAndGet();
            return opener.open(path);
        };
        try (Screen screen = new Screen(printed.pipe())) {
            return new Pipeline(crew, screen, Progress.UNSEEN)
                    .run(new Walk(List.of(folder.toString())), counting, parallel, failFast);
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

    private void assertAllHaveEnded(int parallel) {
        assertThat(crew.members()).hasSize(1 + parallel).noneMatch(Thread::isAlive);
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
        assertAllHaveEnded(parallel);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void run_failFast_stopsEarly(int parallel) throws Exception {
        Opener failing = path -> {
            if (path.endsWith("/f10")) { // the fourth: f0, f1, f10, ... in the order of the bytes
                throw new IOException("broken");
            }
            return empty();
        };
        assertThat(run(failing, parallel, true)).isFalse();
        assertThat(printed.out().lines()).hasSize(2);
        assertThat(printed.err()).isEqualTo("digest: " + folder + "/f10: broken\n");
        assertThat(opened.get()).isLessThan(FILES);
        assertAllHaveEnded(parallel);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void stop_inTheMiddle_endsAll(int parallel) throws Exception {
        FutureTask<Boolean> running = new FutureTask<>(() -> run(this::endlessInTheMiddle, parallel, false));
        Thread caller = Thread.ofPlatform().start(running);
        inTheMiddle.receive();
        crew.stop();
        assertThatExceptionOfType(Exception.class).isThrownBy(running::get).withCauseInstanceOf(Crew.Stopped.class);
        caller.join();
        assertAllHaveEnded(parallel);
        assertWholeLinesOnly();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void interrupt_inTheMiddle_endsAll(int parallel) throws Exception {
        FutureTask<Boolean> running = new FutureTask<>(() -> run(this::endlessInTheMiddle, parallel, false));
        Thread caller = Thread.ofVirtual().start(running);
        inTheMiddle.receive();
        caller.interrupt();
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(running::get)
                .withCauseInstanceOf(InterruptedException.class);
        assertAllHaveEnded(parallel);
        assertWholeLinesOnly();
    }

    @Test
    void run_whenAGoroutineFails_endsAllAndTellsWhy() {
        IllegalStateException bug = new IllegalStateException("a bug");
        Opener buggy = path -> {
            throw bug;
        };
        assertThatExceptionOfType(Crew.Stopped.class)
                .isThrownBy(() -> run(buggy, 2, false))
                .withCause(bug);
        assertAllHaveEnded(2);
    }
}
