package io.github.goloom.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model's outcomes of programs that are small enough to work out by hand, from Go's specification. */
class ModelTest {
    /** All outcomes, and no others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0 | s0=1 | r0                     ; ok | 1 # 0",
                "0 | s0=1                          ; _ # 0",
                "1 | s0=1 s0=2                     ; ok _ # 1",
                "2 | s0=1 s0=2 c0 r0 r0 r0         ; ok ok ok 1 2 end # 0",
                "1 | s0=1 s0=2 | r0 r0             ; ok ok | 1 2 # 0",
                "n | s0=1 | r0 | S0=2 R0 z0 c0     ; _ | _ | no no 0 close-of-nil-channel # 0",
                "1 | c0 c0 S0=1                    ; ok close-of-closed-channel send-on-closed-channel # 0",
                "0 | S0=1 | r0                     ; no | _ # 0 / ok | 1 # 0",
                "0 | s0=1 | R0                     ; _ | no # 0 / ok | 1 # 0",
                "0 | s0=1 | c0                     ; send-on-closed-channel | ok # 0",
                "0 | r0 | c0                       ; end | ok # 0",
                "1 | s0=1 | c0                     ; ok | ok # 1 / send-on-closed-channel | ok # 0",
                "0 | s0=1 | s0=2 | r0              ; ok | _ | 1 # 0 / _ | ok | 2 # 0",
                "0 | [s0=1,r0]                     ; _ # 0",
                "0 | [s0=1,r0,d]                   ; d # 0",
                "0 | [s0=1,r0] | [s0=2,r0]         ; 0:ok | 1:1 # 0 / 1:2 | 0:ok # 0",
                "1,1 | s0=1 s1=2 [r0,r1]           ; ok ok 0:1 # 0 1 / ok ok 1:2 # 1 0",
                "1,1 | s0=1 s1=2 <r1,r0>           ; ok ok 0:2 # 1 0",
                "1 | s0=1 [r0,s0=2]                ; ok 0:1 # 0",
                "0,n | [r1,s1=1,r0] | c0           ; 2:end | ok # 0 0",
                "0 | [r0,s0=1] | c0                ; 0:end | ok # 0 / send-on-closed-channel | ok # 0",
                "0 | [r0,r0] | s0=1                ; 0:1 | ok # 0 / 1:1 | ok # 0",
                "0 | []                            ; _ # 0",
            })
    void outcomes_smallProgram_areThoseOfGo(String program, String outcomes) {
        assertThat(new Model().outcomes(Program.parse(program)))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(outcomes.split("/", -1))
                        .map(String::strip)
                        .toList());
    }

    /** A program is read as it is printed. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = "0,2,n | s0=1 r1 S2=3 R0 | c1 z2 | [s0=4,r1,d] <r2> [d] []")
    void parse_printedProgram_isTheSame(String program) {
        assertThat(Program.parse(program).toString()).isEqualTo(program);
    }
}
