package io.github.goloom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import org.junit.jupiter.api.Test;

/** The element of channels that only signal has one value. */
class SignalTest {
    /** There is nothing to choose (CHAN-007: an element without content is legal). */
    @Test
    void signal_values_areOne() {
        assertThat(Signal.values()).containsExactly(Signal.SIGNAL);
    }

    /** A buffer counts signals like any other element (CHAN-007). */
    @Test
    void signal_sentTwiceIntoABuffer_isCountedTwice() throws Exception {
        Chan<Signal> chan = Chan.buffered(2);
        chan.send(Signal.SIGNAL);
        chan.send(Signal.SIGNAL);

        assertThat(chan.size()).isEqualTo(2);
        assertThat(chan.trySend(Signal.SIGNAL)).isFalse();
    }

    /** A signal wakes the one who waits for it. */
    @Test
    void signal_sentToOneWhoWaits_arrives() throws Exception {
        Chan<Signal> ready = Chan.unbuffered();
        Goroutine<Signal> waiting = Goroutine.call(ready::receive).parkedOn(ready);

        ready.send(Signal.SIGNAL);

        assertThat(waiting.result()).isSameAs(Signal.SIGNAL);
    }
}
