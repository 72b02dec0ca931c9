package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A merge one of whose parents ends while it is being made. */
class ContextMergeStartTest {
    private final CancellableContext first = CancellableContext.childOf(Context.background());
    private final AtomicInteger asked = new AtomicInteger();

    /** A parent that ends the first when it is asked for its channel. */
    private final class Ending implements Context {
        final Chan<Void> done = Chan.unbuffered();

        @Override
        public ReceiveChan<Void> done() {
            first.cancel();
            return done;
        }

        @Override
        public ContextException err() {
            asked.incrementAndGet();
            return new ContextCancelledException("second", null);
        }

        @Override
        public Throwable cause() {
            return err();
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.empty();
        }

        @Override
        public <V> V value(ContextKey<V> key) {
            return null;
        }
    }

    /** It ends with that parent, and leaves the other alone. */
    @Test
    void merge_firstEndsWhileTheSecondIsEnrolledWith_leavesTheSecond() {
        Ending second = new Ending();
        try (CancellableContext merged = Context.merge(first, second)) {
            assertThat(merged.isDone()).isTrue();
            assertThat(merged.cause()).isSameAs(first.cause());

            second.done.close();

            assertThat(asked).hasValue(0);
        }
    }
}
