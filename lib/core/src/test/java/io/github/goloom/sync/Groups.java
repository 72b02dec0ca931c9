package io.github.goloom.sync;

import io.github.goloom.context.Context;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The kinds of groups, and a task that ends late. */
@SuppressWarnings("MustBeClosedChecker") // the tests close them
final class Groups {
    private Groups() {}

    /** One group of each kind. */
    static Stream<ErrGroup> ofEachKind() {
        return Stream.of(new ErrGroup(), ErrGroup.withContext(Context.background()));
    }

    /** Takes its time over an interrupt: waits on until the end. */
    static void awaitThroughInterrupts(CountDownLatch end) {
        for (; ; ) {
            try {
                end.await();
                return;
            } catch (InterruptedException e) {
                // waits on
            }
        }
    }
}
