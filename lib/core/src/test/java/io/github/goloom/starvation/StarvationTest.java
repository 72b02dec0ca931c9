package io.github.goloom.starvation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Jvm;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goroutines that keep all carriers busy leave nobody waiting. */
@Tag("proof")
class StarvationTest {
    /** Who contends for a channel's lock beside goroutines that play ping-pong gets it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void contenders_besidePingPong_allGoOn(int carriers) throws Exception {
        assertThat(run(carriers, Starvation.Contenders.class)).isEqualTo("received: 200000");
    }

    /** Goroutines that poll a channel and yield do not keep each other from it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void pollers_thatYield_allGoOn(int carriers) throws Exception {
        assertThat(run(carriers, Starvation.Pollers.class)).isEqualTo("rounds: 60");
    }

    /** Goroutines that try for a mutex and yield let those through that are woken from outside. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void triers_thatYield_letTheOutsideIn(int carriers) throws Exception {
        assertThat(run(carriers, Starvation.Triers.class)).isEqualTo("sleeps: 100");
    }

    /**
     * What is woken from outside the carriers has its turn beside goroutines that play ping-pong, with one carrier, too
     * (TMR-022).
     */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 16", "2, 4", "2, 16", "4, 16"})
    void outside_besidePingPong_hasItsTurn(int carriers, int pairs) throws Exception {
        String output = run(carriers, Starvation.Outside.class, String.valueOf(pairs));

        System.out.println(carriers + " carriers, " + pairs + " pairs: " + output.replace("\n", ", "));
        assertThat(number(output, "timers")).isGreaterThanOrEqualTo(98);
        assertThat(number(output, "sleeps")).isGreaterThanOrEqualTo(100);
        assertThat(number(output, "echoes")).isGreaterThanOrEqualTo(50);
        // the operating system may be late, too, if the machine is busy
        assertThat(number(output, "goroutines started within 20 ms")).isGreaterThanOrEqualTo(85);
    }

    /** A program in which nothing happens any more takes no processor time. */
    @Test
    void idle_afterWakeUps_takesNoTime() throws Exception {
        String output = run(2, Starvation.Idle.class);

        assertThat(number(output, "nanoseconds of the timer thread")).isLessThan(5_000_000); // its end, at most
        assertThat(number(output, "milliseconds")).isLessThan(200); // of 2,000, which a waiter that spins would take
    }

    private static String run(int carriers, Class<?> main, String... arguments) throws Exception {
        return Jvm.run(main, List.of(arguments), "-Djdk.virtualThreadScheduler.parallelism=" + carriers)
                .strip();
    }

    private static int number(String output, String name) {
        List<Integer> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(Pattern.quote(name) + ": (\\d+)").matcher(output);
        while (matcher.find()) {
            found.add(Integer.valueOf(matcher.group(1)));
        }
        assertThat(found).as(output).hasSize(1);
        return found.get(0);
    }
}
