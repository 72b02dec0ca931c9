package io.github.goloom.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What else comes of wrong calls; which are refused, and how, is what {@code ThrowsTest} asks. */
@SuppressWarnings("CheckReturnValue")
class ChanBadInputTest {
    /** CHAN-029: what was refused has changed nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void call_wrongArgument_changesNothing(Chan<String> chan) {
        String before = chan.toString();

        assertThatThrownBy(() -> chan.send(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> chan.trySend(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> chan.receiveUpTo(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chan.drainTo(new ArrayList<>(), 0)).isInstanceOf(IllegalArgumentException.class);

        assertThat(chan).hasToString(before);
    }

    /** The end of an iterator names the channel, and nothing can be removed. */
    @Test
    void iterator_atTheEnd_namesTheChannel() {
        Iterator<String> end = closed("jobs").iterator();

        assertThatThrownBy(end::next)
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("\"jobs\"");
        assertThatThrownBy(end::remove)
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("remove");
    }

    /** A name is asked for whatever the capacity is. */
    @Test
    void buffered_noNameAndNoBuffer_namesTheName() {
        assertThatThrownBy(() -> Chan.buffered(0, null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("name");
    }

    /** A case that sends nothing on the nil channel still needs its function. */
    @Test
    void send_nilChannelAndNulls_namesTheFunction() {
        assertThatThrownBy(() -> Select.send(Chan.nil(), null, null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("then");
    }

    /** A case that is null is named by its place, also if it is the only one. */
    @Test
    void select_oneNullCase_isNamedByItsPlace() {
        List<Select.Case<String, RuntimeException>> withNull = Collections.singletonList(null);

        assertThatThrownBy(() -> Select.select(withNull))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("cases[0]");
    }

    static List<Chan<String>> kinds() {
        Chan<String> full = Chan.buffered(1, "full");
        full.trySend("a");
        return List.of(
                Chan.unbuffered("unbuffered"),
                Chan.buffered(2, "buffered"),
                full,
                Chan.nil(),
                closed("closed"),
                Chan.sliding(1, "sliding"),
                Chan.dropping(2, "dropping"),
                Chan.unbounded("unbounded"));
    }

    private static Chan<String> closed(String name) {
        Chan<String> chan = Chan.buffered(2, name);
        chan.close();
        return chan;
    }
}
