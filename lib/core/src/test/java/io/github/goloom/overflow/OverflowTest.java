package io.github.goloom.overflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.goloom.testing.Jvm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stack overflow within an operation does to what it was called on. */
@Tag("proof")
class OverflowTest {
    private static final int SYNC = 14;
    private static final int CHAN = 15;

    private static final Pattern LINE =
            Pattern.compile("(?:platform|virtual), ([^:]+): overflows (\\d+), broken (\\d+), stranded (\\d+)");

    private record Figures(int overflows, int broken, int stranded) {
        Figures plus(Figures other) {
            return new Figures(overflows + other.overflows, broken + other.broken, stranded + other.stranded);
        }
    }

    static Stream<Arguments> programs() {
        return Stream.of(arguments(SyncOverflows.class, SYNC), arguments(ChanOverflows.class, CHAN));
    }

    /**
     * At any of 400 depths, on a platform and on a virtual thread, it leaves the structure usable, which a {@code
     * ReentrantLock} is not always, and strands no more who wait than a condition of one. In the interpreter, where the
     * counts hardly vary; with the compilers they depend on when each method gets compiled, which changes its frame
     * (decision 6 has those figures).
     */
    @ParameterizedTest
    @MethodSource("programs")
    void operation_stackOverflow_leavesTheStructureUsable(Class<?> program, int structures) throws Exception {
        List<MatchResult> lines =
                LINE.matcher(Jvm.run(program, "-Xint", "-Xss400k")).results().toList();
        Map<String, Figures> all = new LinkedHashMap<>();
        for (MatchResult line : lines) {
            System.out.println(line.group());
            all.merge(line.group(1), figures(line), Figures::plus);
        }
        assertThat(lines).hasSize(2 * structures);
        assertThat(all).hasSize(structures);
        Figures lock = all.remove(OverflowSweep.LOCK);
        Figures condition = all.remove(OverflowSweep.CONDITION);
        assertThat(lock.broken).as("a ReentrantLock left locked").isPositive(); // the depths are the right ones
        all.forEach((name, each) -> {
            assertThat(each.broken).as("%s: broken", name).isZero();
            assertThat(each.stranded).as("%s: stranded", name).isLessThanOrEqualTo(condition.stranded);
        });
        all.remove(SyncOverflows.MONITOR);
        assertThat(all.values()).allMatch(each -> each.overflows > 0);
    }

    private static Figures figures(MatchResult line) {
        return new Figures(
                Integer.parseInt(line.group(2)), Integer.parseInt(line.group(3)), Integer.parseInt(line.group(4)));
    }
}
