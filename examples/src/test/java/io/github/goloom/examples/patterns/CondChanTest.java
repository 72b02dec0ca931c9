package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The channel keeps the order and its capacity, and its end is that of a channel. */
@Bubbled
@ExtendWith(Untracked.class)
class CondChanTest {
    private final CondChan.Bounded<Integer> chan = new CondChan().new Bounded<>();
    private final List<Object> seen = new CopyOnWriteArrayList<>();

    @Test
    void run_withDefaults_receivesTheSquaresInOrder() throws Exception {
        assertThat(Lines.of(new CondChan())).containsExactly("1", "4", "9", "16", "25", "36", "49", "64", "81", "100");
    }

    @Test
    void run_withRoomForOne_receivesTheSquaresInOrder() throws Exception {
        assertThat(Lines.of(new CondChan(), "--capacity", "1"))
                .hasSize(10)
                .last()
                .isEqualTo("100");
    }

    @Test
    void send_bufferIsFull_waitsForAReceive() throws Exception {
        Go.go("sender", () -> {
            for (int i = 1; i <= 4; i++) {
                chan.send(i);
                seen.add(i);
            }
        });
        Bubble.settle();
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(chan.receive()).isEqualTo(1);
        Bubble.settle();
        assertThat(seen).containsExactly(1, 2, 3, 4);
    }

    @Test
    void receive_bufferIsEmpty_waitsForASend() throws Exception {
        Go.go("receiver", () -> seen.add(String.valueOf(chan.receive())));
        Bubble.settle();
        assertThat(seen).isEmpty();
        chan.send(7);
        Bubble.settle();
        assertThat(seen).containsExactly("7");
    }

    @Test
    void close_others_areToldAfterTheBufferIsDrained() throws Exception {
        chan.send(1);
        chan.send(2);
        chan.send(3);
        Go.go("sender", () -> {
            assertThatThrownBy(() -> chan.send(4))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("send on closed channel");
            seen.add("told");
        });
        Bubble.settle();
        chan.close();
        Bubble.settle();
        assertThat(seen).containsExactly("told");
        assertThat(chan.receive()).isEqualTo(1);
        assertThat(chan.receive()).isEqualTo(2);
        assertThat(chan.receive()).isEqualTo(3);
        assertThat(chan.receive()).isNull();
    }

    @Test
    void close_receiversWait_allGetTheEnd() throws Exception {
        for (int i = 0; i < 3; i++) {
            Go.go("receiver " + i, () -> seen.add(String.valueOf(chan.receive())));
        }
        Bubble.settle();
        chan.close();
        Bubble.settle();
        assertThat(seen).containsExactly("null", "null", "null");
    }
}
