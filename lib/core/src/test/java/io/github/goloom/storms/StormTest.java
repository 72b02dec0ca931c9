package io.github.goloom.storms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Jvm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Very many goroutines are parked, and then the waits of all are ended at once, by interrupts, one cancel or one close.
 *
 * <p>An ordinary build parks 100,000. The million, and how it compares: {@code mvn -pl lib/core test -Dtest=StormTest
 * -Dstorm.goroutines=1000000}.
 */
@Tag("proof")
class StormTest {
    private static final int ORDINARY = 100_000;

    /** On a machine that is busy with other things. */
    private static final double GENEROUS_SECONDS = 20;

    private static final double ORDINARY_SECONDS = 2;
    private static final double MILLION_SECONDS = 15;
    private static final double RATIO = 20;

    /** One hundred thousand end, each with its own exception, and in seconds. */
    @Test
    @DisabledIfSystemProperty(
            named = "storm.goroutines",
            matches = ".+",
            disabledReason = "the large sizes are asked for")
    void storm_hundredThousandGoroutines_allEndSoon() throws Exception {
        Map<String, Double> seconds = seconds(run(ORDINARY, Storms.names(), false), ORDINARY);

        assertThat(seconds.keySet()).containsExactlyElementsOf(Storms.names());
        assertThat(seconds.values()).allMatch(each -> each < GENEROUS_SECONDS);
    }

    /**
     * Ten times as many take no more than twenty times as long: nothing is quadratic. A million take 15 seconds at
     * most, 100,000 take 2.
     */
    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    @EnabledIfSystemProperty(
            named = "storm.goroutines",
            matches = "\\d+",
            disabledReason = "takes minutes and gigabytes")
    void storm_millionGoroutines_isLinear() throws Exception {
        int goroutines = Integer.getInteger("storm.goroutines");
        List<String> names = Storms.names();
        Map<String, Double> small = seconds(run(ORDINARY, names, true), ORDINARY);
        Map<String, Double> large = seconds(run(goroutines, names, true), goroutines);

        double growth = RATIO / 10 * goroutines / ORDINARY;
        assertThat(large.keySet()).containsExactlyElementsOf(names);
        SoftAssertions all = new SoftAssertions();
        for (String each : names) {
            System.out.printf("storm %s: ratio %.1f%n", each, large.get(each) / small.get(each));
            all.assertThat(small.get(each)).as(each).isLessThan(ORDINARY_SECONDS);
            all.assertThat(large.get(each)).as(each).isLessThan(MILLION_SECONDS * goroutines / 1_000_000);
            all.assertThat(large.get(each)).as(each).isLessThan(growth * small.get(each));
        }
        all.assertAll();
    }

    private static List<String> run(int goroutines, List<String> names, boolean alone) throws Exception {
        List<String> lines = new ArrayList<>();
        if (alone) {
            for (String each : names) {
                lines.addAll(Jvm.run(Storms.class, "-Xmx6g", "-Dstorms=" + goroutines + "," + each)
                        .lines()
                        .toList());
            }
        } else {
            lines.addAll(Jvm.run(Storms.class, "-Xmx2g", "-Dstorms=" + goroutines)
                    .lines()
                    .toList());
        }
        lines.forEach(System.out::println);
        return lines;
    }

    private static Map<String, Double> seconds(List<String> lines, int goroutines) {
        Pattern line = Pattern.compile("storm ([^:]+): (\\d+) goroutines, .* ended in ([0-9.]+) s, as expected (\\d+)");
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (String each : lines) {
            for (MatchResult match : line.matcher(each).results().toList()) {
                assertThat(match.group(2)).isEqualTo(String.valueOf(goroutines));
                assertThat(match.group(4)).as(each).isEqualTo(match.group(2));
                seconds.put(match.group(1), Double.parseDouble(match.group(3)));
            }
        }
        return seconds;
    }
}
