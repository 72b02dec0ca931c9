package io.github.goloom.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** CHAN-056: what a thread dump says of a goroutine that waits: the method by its frame, and the blocker's class. */
class ChanDumpTest {
    /** CHAN-056: one who sends waits in {@code send}, on the channel itself. */
    @Test
    void send_parked_showsSendAndTheChannel() throws Exception {
        Chan<Integer> chan = Chan.unbuffered("orders");
        assertShows(Goroutine.go(() -> chan.send(1)), "send", "UnbufferedChan");
    }

    /** CHAN-056: one who receives waits in {@code receive}, on the channel itself. */
    @Test
    void receive_parked_showsReceiveAndTheChannel() throws Exception {
        Chan<Integer> chan = Chan.buffered(1, "orders");
        assertShows(Goroutine.call(chan::receive), "receive", "BufferedChan");
    }

    /** CHAN-056: the nil channel has a class of its own. */
    @Test
    void nil_parked_showsTheDirectionAndNil() throws Exception {
        assertShows(Goroutine.go(() -> Chan.nil().send(1)), "send", "NilChan");
        assertShows(Goroutine.call(() -> Chan.nil().receive()), "receive", "NilChan");
    }

    /** CHAN-056: a select waits in {@code select}, on an object that names its channels; without cases on none. */
    @Test
    void select_parked_showsSelectAndItsChannels() throws Exception {
        Chan<Integer> chan = Chan.unbuffered("orders");
        Object blocker = assertShows(Goroutine.call(() -> select(receive(chan))), "select", "Selection");
        assertThat(blocker).hasToString("select[UnbufferedChan[\"orders\"]]");
        blocker = assertShows(Goroutine.call(() -> select()), "select", "Selection");
        assertThat(blocker).hasToString("select[]");
    }

    /** {@return the blocker} */
    private static Object assertShows(Goroutine<?> waiting, String method, String blockerClass) throws Exception {
        waiting.parked();
        Object blocker = LockSupport.getBlocker(waiting.thread());
        assertThat(blocker.getClass().getSimpleName()).isEqualTo(blockerClass);
        assertThat(Arrays.stream(waiting.thread().getStackTrace()).map(StackTraceElement::getMethodName))
                .contains(method);
        assertThat(waiting.interrupt().failure()).isInstanceOf(InterruptedException.class);
        return blocker;
    }
}
