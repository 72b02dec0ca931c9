package io.github.goloom.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Shrinkable;

/** The comparison can fail: wrong channels under one lock are found by random programs, the right ones pass. */
class CalibrationTest {
    private static final long SEED = 20_260_101;
    private static final int PROGRAMS = 2000;
    private static final int TIMES = 5;

    /** Every wrong rule is found. */
    @Property(generation = GenerationMode.EXHAUSTIVE)
    void judge_wrongChannels_areFound(@ForAll Flaw flaw) throws InterruptedException {
        String found = firstFault(flaw.model, PROGRAMS);
        assertThat(found).as("a program that shows %s", flaw).isNotNull();
        System.out.println(flaw + ": " + found);
    }

    /** The model itself, under a lock and used by threads, is found right. */
    @Example
    void judge_rightChannels_pass() throws InterruptedException {
        assertThat(firstFault(new Model(), PROGRAMS / 10)).isNull();
    }

    private static String firstFault(Model model, int programs) throws InterruptedException {
        Iterator<Shrinkable<Program>> all =
                Programs.any().generator(1000, true).stream(new Random(SEED)).iterator();
        Runner runner = new StepRunner(program -> new LockedPort(program, model, new Random(SEED)), SEED);
        Judge judge = new Judge();
        for (int i = 1; i <= programs; i++) {
            try {
                judge.holds(all.next().value(), TIMES, runner);
            } catch (AssertionError e) {
                return "program " + i + ". "
                        + e.getMessage().lines().map(String::strip).collect(Collectors.joining("; "));
            }
        }
        return null;
    }
}
