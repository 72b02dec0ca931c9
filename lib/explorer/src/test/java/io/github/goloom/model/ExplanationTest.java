package io.github.goloom.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.model.Run.Event;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of calls and returns, by hand; what comes out would be right in another order. */
class ExplanationTest {
    /** The order of calls and returns decides: an operation takes effect between its own two. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a try after the send ended must find the value ; 1 | s0=1 | R0    ; 0 0:ok 1 1:no  ; 1 ; false",
                "a try during the send need not                 ; 1 | s0=1 | R0    ; 0 1 0:ok 1:no  ; 1 ; true",
                "a value cannot come before it is sent          ; 0 | s0=1 | r0    ; 1 1:1 0 0:ok   ; 0 ; false",
                "a hand-off is seen by both at once             ; 0 | s0=1 | r0    ; 1 0 1:1 0:ok   ; 0 ; true",
                "the second value is not received first         ; 2 | s0=1 s0=2 | r0 ; 0 0:ok 0 0:ok 1 1:2 ; 1 ; false",
                "a close ended before the send                  ; 1 | c0 | S0=1    ; 0 0:ok 1 1:ok  ; 1 ; false",
                "a blocked send has room                        ; 1 | s0=1 | r0    ; 0 1 1:1        ; 0 ; false",
                "a blocked receive misses the end               ; 0 | r0 | c0      ; 0 1 1:ok       ; 0 ; false",
                "a blocked receive waits for nothing            ; 0 | r0 | z0      ; 0 1 1:0        ; 0 ; true",
                "two who wait at once are served in any order   ; 0 | s0=1 | s0=2 | r0 ; 0 1 2 2:2 1:ok ; 0 ; true",
                "who is known to have waited first is first     ; 0 | s0=1 | s0=2 | r0 ; 0 q 1 q 2 2:2 1:ok q ; 0 ; false",
                "and the other is second                        ; 0 | s0=1 | s0=2 | r0 ; 0 q 1 q 2 2:1 0:ok q ; 0 ; true",
                "a receive that could go on is not quiet        ; 1 | s0=1 | r0    ; 0 0:ok q 1 q 1:1 ; 0 ; false",
                "a select takes otherwise beside a ready case   ; 1 | s0=1 | [r0,d] ; 0 0:ok 1 1:d  ; 1 ; false",
            })
    void exists_callsAndReturns_dependsOnTheirOrder(
            String why, String program, String events, int size, boolean explained) {
        List<Event> all =
                Arrays.stream(events.split(" ", -1)).map(ExplanationTest::event).toList();
        Run run = new Run(Program.parse(program), all, List.of(size));
        assertThat(Explanation.exists(new Model(), run)).as(why).isEqualTo(explained);
    }

    private static Event event(String text) {
        String[] parts = text.split(":", -1);
        return text.equals("q")
                ? Event.QUIET
                : new Event(Integer.parseInt(parts[0]), parts.length == 1 ? Event.CALL : parts[1]);
    }
}
