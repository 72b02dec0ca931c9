package io.github.goloom.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Jvm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stack overflow within an operation of {@code sync} or {@code context} does to what it was called on. */
class OverflowTest {
    private static final Pattern LINE =
            Pattern.compile("(platform|virtual), ([^:]+): overflows (\\d+), broken (\\d+), stranded (\\d+)");

    private record Figures(int overflows, int broken, int stranded) {}

    /**
     * At any of 400 depths it breaks nothing at more depths than it breaks a {@code ReentrantLock}, and strands no more who wait than a condition of one,
     * on the same kind of thread. In the interpreter the counts hardly vary. With the compilers they depend on when each method gets compiled, which changes its
     * frame: so there is a margin.
     */
    @ParameterizedTest
    @CsvSource({"-Xint, 0, 0", "-Xmixed, 8, 40"})
    void operation_stackOverflow_breaksNoMoreThanReentrantLock(String mode, int brokenMargin, int strandedMargin)
            throws Exception {
        String output = Jvm.run(Overflows.class, mode, "-Xss400k");
        Map<String, Figures> all = new LinkedHashMap<>();
        for (MatchResult line : LINE.matcher(output).results().toList()) {
            System.out.println(mode + ", " + line.group());
            all.put(line.group(1) + ", " + line.group(2), figures(line));
        }
        assertThat(all).hasSize(2 * Overflows.STRUCTURES);
        all.forEach((name, each) -> {
            String kind = name.substring(0, name.indexOf(',') + 2);
            int broken = all.get(kind + Overflows.REENTRANT).broken;
            int stranded = all.get(kind + Overflows.CONDITION).stranded;
            if (!name.endsWith(Overflows.CONDITION)) {
                assertThat(each.broken).as("%s: broken", name).isLessThanOrEqualTo(broken + brokenMargin);
            }
            if (!name.endsWith(Overflows.MONITOR)) {
                assertThat(each.overflows).as("%s: overflows", name).isPositive();
            }
            assertThat(each.stranded).as("%s: stranded", name).isLessThanOrEqualTo(stranded + strandedMargin);
        });
    }

    private static Figures figures(MatchResult line) {
        return new Figures(
                Integer.parseInt(line.group(3)), Integer.parseInt(line.group(4)), Integer.parseInt(line.group(5)));
    }
}
