package io.github.goloom.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Printed;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Started;
import io.github.goloom.inspect.Tracking;
import java.time.Duration;
import java.util.List;

/** Runs examples as the command line does. */
public final class Commands {
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private Commands() {}

    /**
     * Runs a command, and checks that no goroutine that it has started is left.
     *
     * @param printed gets what it prints
     * @param args the name of the example, and what it is given
     * @return its status
     */
    public static int run(Printed printed, String... args) throws InterruptedException {
        Goroutines.track(Tracking.basic().withSites());
        try (Started goroutines = Goroutines.collect()) {
            int status = new Main(printed.pipe()).execute(args);
            assertThat(goroutines.left(LONGEST_END))
                    .as("goroutines that are left")
                    .isEmpty();
            return status;
        } finally {
            Goroutines.untrack();
        }
    }

    /** Runs a command that succeeds, as {@link #run} does; returns the lines that it prints. */
    public static List<String> lines(String... args) throws InterruptedException {
        Printed printed = new Printed();
        assertThat(run(printed, args)).isZero();
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).endsWith("\n");
        return printed.out().lines().toList();
    }

    /** Runs a command with wrong arguments, as {@link #run} does; returns the one line that says what is wrong. */
    public static String complaint(String... args) throws InterruptedException {
        Printed printed = new Printed();
        assertThat(run(printed, args)).isEqualTo(2);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).endsWith("\n").hasLineCount(1);
        return printed.err();
    }
}
