package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Go's {@code for range} over a channel, in its three forms: a for loop, receiveEach and a stream. */
@SuppressWarnings("CheckReturnValue")
class ChanRangeTest {
    /** RNG-001: each form gives every value, until the channel is closed and drained. */
    @Capacities
    void range_everyForm_givesAllUntilClosedAndDrained(int capacity) throws Exception {
        for (Form form : Form.values()) {
            Chan<Integer> chan = Chan.buffered(capacity);
            Goroutine<Void> sender = Goroutine.go(() -> {
                for (int i = 0; i < 100; i++) {
                    chan.send(i);
                }
                chan.close();
            });
            assertThat(form.collect(chan)).as("%s", form).isEqualTo(upTo(100));
            sender.result();
        }
    }

    /** RNG-001: a close ends the loop only when the buffer is drained. */
    @Test
    void range_closedWithValues_givesThemFirst() throws Exception {
        for (Form form : Form.values()) {
            Chan<Integer> chan = filled(5);
            chan.close();
            assertThat(form.collect(chan)).as("%s", form).isEqualTo(upTo(5));
        }
    }

    /** RNG-002: a range over the nil channel waits for ever. */
    @Test
    void range_nil_waitsForEver() throws Exception {
        for (Form form : Form.values()) {
            Chan<Integer> nil = Chan.nil();
            Goroutine<List<Integer>> ranging =
                    Goroutine.call(() -> form.collect(nil)).parkedOn(nil);
            Goroutine.assertStillParked(ranging);
            Throwable end = ranging.interrupt().failure();
            assertThat(end)
                    .as("%s", form)
                    .isInstanceOfAny(InterruptedException.class, UncheckedInterruptedException.class);
        }
    }

    /** RNG-003: the channel is evaluated once; what the variable becomes in the body does not matter to the loop. */
    @Test
    void range_variableChangedInTheBody_goesOnWithTheFirstChannel() {
        Chan<Integer> first = filled(3);
        first.close();
        AtomicInteger evaluations = new AtomicInteger();
        Chan<Integer> chan = first;
        List<Integer> received = new ArrayList<>();
        for (int value : noting(evaluations, chan)) {
            chan = Chan.nil();
            received.add(value);
        }
        assertThat(chan.isNil()).isTrue();
        assertThat(received).isEqualTo(upTo(3));
        assertThat(evaluations).hasValue(1);
    }

    /** RNG-004: who does not care for the values drains the channel with an action that does nothing. */
    @Test
    void receiveEach_actionThatDoesNothing_drains() throws Exception {
        Chan<Integer> chan = filled(5);
        chan.close();
        chan.receiveEach(ignored -> {});
        assertThat(chan.size()).isZero();
        assertThat(chan.tryReceive()).isEqualTo(new Received.Closed<>());
    }

    /** RNG-005: leaving a loop early neither closes the channel nor takes another value. */
    @Test
    void forLoop_leftEarly_leavesTheRest() throws Exception {
        Chan<Integer> chan = filled(5);
        for (int value : chan) {
            if (value == 1) {
                break;
            }
        }
        assertRest(chan);
    }

    /** RNG-005: an exception from the action comes out as it is, and leaves the rest. */
    @Test
    void receiveEach_actionThrows_comesOutAndLeavesTheRest() throws Exception {
        Chan<Integer> chan = filled(5);
        IOException thrown = new IOException("at 1");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> chan.receiveEach(value -> {
                    if (value == 1) {
                        throw thrown;
                    }
                }))
                .isSameAs(thrown);
        assertRest(chan);
    }

    /** RNG-005: a stream that is cut short leaves the rest. */
    @Test
    void stream_limited_leavesTheRest() throws Exception {
        Chan<Integer> chan = filled(5);
        assertThat(chan.stream().limit(2)).isEqualTo(upTo(2));
        assertRest(chan);
    }

    /** RNG-006: several goroutines range over one channel: each value goes to one of them, and close ends all loops. */
    @Capacities
    void range_severalGoroutines_shareTheValues(int capacity) throws Exception {
        for (Form form : Form.values()) {
            Chan<Integer> chan = Chan.buffered(capacity);
            ConcurrentLinkedQueue<Integer> received = new ConcurrentLinkedQueue<>();
            List<Goroutine<Void>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(Goroutine.go(() -> received.addAll(form.collect(chan))));
            }
            for (int i = 0; i < 10_000; i++) {
                chan.send(i);
            }
            chan.close();
            for (Goroutine<Void> each : all) {
                each.result();
            }
            assertThat(received.stream().sorted()).as("%s", form).isEqualTo(upTo(10_000));
        }
    }

    /** RNG-007: a range over a channel that is closed and empty has no rounds. */
    @Capacities
    void range_closedEmpty_hasNoRounds(int capacity) throws Exception {
        for (Form form : Form.values()) {
            Chan<Integer> chan = Chan.buffered(capacity);
            chan.close();
            assertThat(form.collect(chan)).as("%s", form).isEmpty();
        }
    }

    /** The iterator knows its end, may be asked twice, and cannot remove. */
    @Test
    void iterator_usedByHand_keepsItsContract() {
        Chan<Integer> chan = filled(1);
        chan.close();
        Iterator<Integer> iterator = chan.iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.next()).isZero();
        assertThat(iterator.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
    }

    /** An interrupt ends a loop with an unchecked exception, the status set and no value taken. */
    @Test
    void forLoop_interruptedOnEntry_throwsAndTakesNothing() throws Exception {
        Chan<Integer> chan = filled(5);
        Goroutine<Boolean> interrupted = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(UncheckedInterruptedException.class)
                    .isThrownBy(chan.iterator()::hasNext)
                    .withCauseInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        assertThat(interrupted.result()).isTrue();
        assertThat(chan.size()).isEqualTo(5);
    }

    private enum Form {
        FOR_LOOP {
            @Override
            List<Integer> collect(ReceiveChan<Integer> chan) {
                List<Integer> values = new ArrayList<>();
                for (Integer value : chan) {
                    values.add(value);
                }
                return values;
            }
        },
        RECEIVE_EACH {
            @Override
            List<Integer> collect(ReceiveChan<Integer> chan) throws InterruptedException {
                List<Integer> values = new ArrayList<>();
                chan.receiveEach(values::add);
                return values;
            }
        },
        STREAM {
            @Override
            List<Integer> collect(ReceiveChan<Integer> chan) {
                return chan.stream().toList();
            }
        };

        abstract List<Integer> collect(ReceiveChan<Integer> chan) throws InterruptedException;
    }

    private static Chan<Integer> noting(AtomicInteger evaluations, Chan<Integer> chan) {
        evaluations.incrementAndGet();
        return chan;
    }

    private static Chan<Integer> filled(int n) {
        Chan<Integer> chan = Chan.buffered(n);
        for (int i = 0; i < n; i++) {
            chan.trySend(i);
        }
        return chan;
    }

    private static List<Integer> upTo(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    /** Of 0 to 4, a loop has taken 0 and 1. */
    private static void assertRest(Chan<Integer> chan) throws InterruptedException {
        assertThat(chan.isClosed()).isFalse();
        assertThat(chan.receiveUpTo(10)).containsExactly(2, 3, 4);
    }
}
