package io.github.goloom.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import org.junit.jupiter.api.Test;

/** What a select leaves behind. */
class SelectLeaveTest {
    /** A select that was served by one channel waits in the queue of no other when it returns. */
    @Test
    void select_servedByOneChannel_hasLeftTheQueueOfTheOther() throws Exception {
        Chan<String> serving = Chan.unbuffered();
        Chan<String> other = Chan.unbuffered();
        Goroutine<String> selecting =
                Goroutine.call(() -> select(receive(serving, value -> value), receive(other, value -> value)));
        selecting.parked();

        serving.send("a");

        assertThat(selecting.result()).isEqualTo("a");
        assertThat(((AbstractChan<?>) other).receivers.isEmpty()).isTrue();
    }
}
