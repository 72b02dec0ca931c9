package io.github.goloom.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.onAfter;
import static io.github.goloom.chan.Select.onOtherwise;
import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.onSend;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The functions of cases: what they may throw, where they run, and that kept cases serve many threads. */
class SelectFunctionTest {
    private final Chan<Integer> chan = Chan.buffered(4);
    private int taken;

    private int save(Integer value) throws SQLException {
        throw new SQLException("value " + value);
    }

    private void take(Integer value) {
        taken += value;
    }

    /** A checked exception of a function comes out of the select as it is, and the value has been received. */
    @Test
    void function_throwingAChecked_comesOutAndTheReceiveStands() throws Exception {
        chan.send(1);
        chan.send(2);

        assertThatThrownBy(() -> {
                    int saved = select(receive(chan, this::save, () -> 0));
                    assertThat(saved).isZero();
                })
                .isInstanceOf(SQLException.class)
                .hasMessage("value 1");

        assertThat(chan.receive()).isEqualTo(2);
    }

    /** The function of a send throws: the value has been sent. */
    @Test
    void function_throwingAfterASend_comesOutAndTheSendStands() throws Exception {
        assertThatThrownBy(() -> select(
                        onSend(chan, 1, () -> {
                            throw new IOException("after the send");
                        }),
                        onReceive(Chan.nil(), v -> {})))
                .isInstanceOf(IOException.class);

        assertThat(chan.receive()).isEqualTo(1);
    }

    /** The same for a select that waited: its sender is served, although the function throws. */
    @Test
    void function_throwingInAParkedSelect_comesOutAndTheHandOffStands() throws Exception {
        Chan<Integer> unbuffered = Chan.unbuffered();
        var select = Goroutine.call(() -> select(receive(unbuffered, this::save, () -> 0), receive(chan, v -> v)));
        select.parked();

        assertThat(unbuffered.trySend(3)).isTrue();

        assertThat(select.failure()).isInstanceOf(SQLException.class).hasMessage("value 3");
        assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
    }

    /** A default, a time and the end of a channel may throw too; an error comes out like an exception. */
    @Test
    void function_ofAnyCase_mayThrow() {
        chan.close();

        assertThatThrownBy(() -> select(onOtherwise(() -> {
                    throw new IOException("otherwise");
                })))
                .hasMessage("otherwise");
        assertThatThrownBy(() -> select(onAfter(Duration.ofNanos(1), () -> {
                    throw new AssertionError("after");
                })))
                .hasMessage("after");
        assertThatThrownBy(() -> select(receive(chan, v -> v, () -> {
                    throw new IOException("closed");
                })))
                .hasMessage("closed");
    }

    /** Functions that throw nothing checked need no clause but that of the interrupt: this compiles. */
    @Test
    void select_ofFunctionsThatThrowNothing_declaresInterruptedExceptionOnly() throws InterruptedException {
        chan.send(5);

        select(onReceive(chan, this::take), onOtherwise(() -> taken--));
        select(
                onReceive(chan, this::take),
                onSend(Chan.nil(), 1, () -> {}),
                onAfter(Duration.ofNanos(1), () -> taken--));
        String text = select(
                receive(chan, v -> "value " + v, () -> "closed"),
                send(Chan.<Integer>nil(), 1, () -> "sent"),
                after(Duration.ofNanos(1), () -> "late"));

        assertThat(taken).isEqualTo(4);
        assertThat(text).isEqualTo("late");
    }

    /** The type of what functions throw is inferred, one or the common one of several: this compiles. */
    @Test
    void select_ofFunctionsThatThrow_declaresTheirExceptions() throws InterruptedException {
        chan.send(1);
        String caught;
        try {
            caught = "saved " + select(receive(chan, this::save), otherwise(() -> 0));
        } catch (SQLException e) {
            caught = e.getMessage();
        }

        assertThat(caught).isEqualTo("value 1");
    }

    /** A function runs in the thread of its select. */
    @Test
    void function_ofAParkedSelect_runsInItsThread() throws Exception {
        Chan<Integer> unbuffered = Chan.unbuffered();
        var select = Goroutine.call(() ->
                select(receive(unbuffered, v -> Thread.currentThread()), receive(chan, v -> Thread.currentThread())));
        select.parked();

        unbuffered.send(1);

        assertThat(select.result()).isSameAs(select.thread());
    }

    /** A function runs outside every lock: it may use, select on and close the channels of its own select. */
    @Test
    void function_usingTheChannelsOfItsSelect_doesNotWedge() throws Exception {
        Chan<Integer> other = Chan.buffered(1);
        for (boolean parked : new boolean[] {false, true}) {
            Chan<Integer> first = Chan.buffered(1);
            if (!parked) {
                first.send(1);
            }
            var select = Goroutine.call(() -> select(
                    receive(first, v -> {
                        first.send(v + 1);
                        int inner = select(receive(first, w -> w), receive(other, w -> w));
                        first.close();
                        return inner;
                    }),
                    receive(other, v -> v)));
            if (parked) {
                select.parked();
                first.send(1);
            }

            assertThat(select.result()).isEqualTo(2);
            assertThat(first.isClosed()).isTrue();
        }
    }

    /** Kept cases may be used in many selects and threads at once: every value is received once. */
    @Test
    void cases_usedInManyThreadsAtOnce_loseNothing() throws Exception {
        Chan<Integer> source = Chan.unbuffered();
        Chan<Integer> sink = Chan.buffered(2);
        var cases = List.of(receive(source, v -> v, () -> 0), receive(sink, v -> v, () -> 0));
        List<Goroutine<Long>> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Goroutine.call(() -> {
                long sum = 0;
                for (int value = select(cases); value != 0; value = select(cases)) {
                    sum += value;
                }
                return sum;
            }));
        }
        for (int i = 1; i <= 20_000; i++) {
            (i % 2 == 0 ? source : sink).send(i);
        }
        // with the buffer empty, a closed channel takes no value's turn
        Goroutine.until(() -> sink.size() == 0);
        source.close();
        sink.close();
        long sum = 0;
        for (Goroutine<Long> each : threads) {
            sum += each.result();
        }

        assertThat(sum).isEqualTo(20_000L * 20_001 / 2);
    }
}
