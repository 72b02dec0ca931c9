package io.github.goloom.chan;

import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.goloom.Signal;
import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel is when it is made, and what may be an element of it. */
class ChanCreationTest {
    /** CHAN-001: nothing is ever ready on the nil channel. */
    @Test
    void nil_anyAttempt_isNotReady() throws Exception {
        Chan<String> nil = Chan.nil();
        assertThat(nil.isNil()).isTrue();
        assertThat(nil.trySend("a")).isFalse();
        assertThat(nil.tryReceive()).isEqualTo(new Received.Empty<>());
        String chosen = select(
                receive(nil, value -> "received"), send(nil, "a", () -> "sent"), otherwise(() -> "nothing ready"));
        assertThat(chosen).isEqualTo("nothing ready");
    }

    /** CHAN-002: a buffer takes exactly as many values as its capacity says, and one of 0 takes none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 64, 1000})
    void buffered_filled_takesExactlyItsCapacity(int capacity) {
        Chan<Integer> chan = Chan.buffered(capacity);
        int taken = 0;
        while (chan.trySend(taken)) {
            taken++;
        }
        assertThat(taken).isEqualTo(capacity);
    }

    /** CHAN-002: without a capacity a channel is unbuffered. */
    @Test
    void unbuffered_made_takesNothingByItself() {
        Chan<Integer> chan = Chan.unbuffered();
        assertThat(chan.capacity()).isZero();
        assertThat(chan.trySend(1)).isFalse();
    }

    /** CHAN-003: a negative capacity is refused by an exception that can be caught and names it. */
    @ParameterizedTest
    @ValueSource(ints = {-1, -2, Integer.MIN_VALUE})
    void buffered_negativeCapacity_isRefusedWithTheNumber(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chan.buffered(capacity))
                .withMessageContaining(Integer.toString(capacity));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chan.buffered(capacity, "name"))
                .withMessageContaining(Integer.toString(capacity));
    }

    /** CHAN-004: an absurd capacity is refused at once, and not by running out of memory. */
    @ParameterizedTest
    @ValueSource(ints = {(1 << 30) + 1, Integer.MAX_VALUE})
    void buffered_absurdCapacity_isRefusedWithTheNumber(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chan.buffered(capacity))
                .withMessageContaining(Integer.toString(capacity));
    }

    /** CHAN-005: a channel equals itself and no other; the nil channel is one. */
    @Test
    void equals_twoChannels_isIdentity() {
        Chan<Integer> one = Chan.buffered(1, "same");
        Chan<Integer> other = Chan.buffered(1, "same");
        Chan<Integer> alias = one;
        assertThat(one).isEqualTo(alias).hasSameHashCodeAs(alias).isNotEqualTo(other);
        assertThat(Chan.nil()).isSameAs(Chan.nil()).isNotEqualTo(one);
        assertThat(Map.of(one, "one", other, "other")).containsEntry(one, "one").containsEntry(other, "other");
    }

    /** CHAN-006: a second variable is the same channel. */
    @Test
    void alias_sendOnOne_isReceivedFromTheOther() throws Exception {
        Chan<String> chan = Chan.buffered(1);
        Chan<String> alias = chan;
        chan.send("a");
        assertThat(alias.receive()).isEqualTo("a");
    }

    /** CHAN-007: elements that carry nothing are counted as all others. */
    @Capacities
    void signals_sent_areCounted(int capacity) throws Exception {
        Chan<Signal> chan = Chan.buffered(capacity);
        for (int i = 0; i < capacity; i++) {
            assertThat(chan.size()).isEqualTo(i);
            chan.send(Signal.SIGNAL);
        }
        assertThat(chan.capacity()).isEqualTo(capacity);
        assertThat(chan.trySend(Signal.SIGNAL)).isFalse();
        Goroutine<Void> sender = Goroutine.go(() -> chan.send(Signal.SIGNAL));
        for (int i = 0; i <= capacity; i++) {
            assertThat(chan.receive()).isSameAs(Signal.SIGNAL);
        }
        sender.result();
    }

    /** CHAN-008: a channel goes through a channel, and is used where it comes out. */
    @Test
    void channelOfChannels_received_isUsedInTheSameExpression() throws Exception {
        Chan<Chan<String>> chans = Chan.buffered(1);
        Chan<String> inner = Chan.buffered(1);
        chans.send(inner);
        chans.receive().send("through");
        assertThat(inner.receive()).isEqualTo("through");
    }

    /** CHAN-010 differs: an element is never null, so that a null that is received is always the end. */
    @Capacities
    void send_null_isRefusedByName(int capacity) {
        Chan<String> chan = Chan.buffered(capacity);
        assertThatNullPointerException().isThrownBy(() -> chan.send(null)).withMessageStartingWith("value: ");
        assertThatNullPointerException().isThrownBy(() -> chan.trySend(null)).withMessageStartingWith("value: ");
        assertThat(chan.size()).isZero();
        assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    /** CHAN-011: the reference is copied when it is sent; what the sender's variable gets later is not seen. */
    @Test
    void send_variableChangedLater_deliversTheValueOfTheSend() throws Exception {
        Chan<String> chan = Chan.buffered(1);
        String value = "before";
        chan.send(value);
        value = "after";
        assertThat(chan.receive()).isEqualTo("before").isNotEqualTo(value);
    }

    /** CHAN-011: an object that is sent is shared, not copied. */
    @Test
    void send_object_deliversTheSameObject() throws Exception {
        Chan<StringBuilder> chan = Chan.buffered(1);
        StringBuilder sent = new StringBuilder("a");
        chan.send(sent);
        sent.append("b");
        assertThat(chan.receive()).isSameAs(sent).hasToString("ab");
    }

    /** A name is part of the description, with the kind and the fill. */
    @Test
    void toString_named_saysKindNameAndFill() throws Exception {
        Chan<Integer> chan = Chan.buffered(2, "orders");
        chan.send(1);
        assertThat(chan).hasToString("BufferedChan[\"orders\", 1/2]");
        chan.close();
        assertThat(chan).hasToString("BufferedChan[\"orders\", 1/2, closed]");
        assertThat(Chan.unbuffered("meet")).hasToString("UnbufferedChan[\"meet\"]");
        assertThat(Chan.nil()).hasToString("NilChan");
    }

    /** A null name is refused by name. */
    @Test
    void name_null_isRefusedByName() {
        assertThatNullPointerException().isThrownBy(() -> Chan.unbuffered(null)).withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> Chan.buffered(1, null))
                .withMessage("name");
    }
}
