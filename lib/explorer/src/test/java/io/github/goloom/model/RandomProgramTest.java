package io.github.goloom.model;

import io.github.goloom.explorer.Explorer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/** Random programs do on the library's channels what the model allows, and in an order that it allows. */
@Tag("proof")
class RandomProgramTest {
    private static final int TIMES = 20;
    private static final Explorer EXPLORER = new Explorer("io.github.goloom.").maxSchedules(50);
    private static final Judge STEP_BY_STEP = new Judge();
    private static final Judge ON_VIRTUAL = new Judge();
    private static final Judge ON_PLATFORM = new Judge();

    @Provide
    Arbitrary<Program> programs() {
        return Programs.any();
    }

    /** One operation after the other, so that the order of those who wait is known. */
    @Property(tries = 2000)
    void goloom_stepByStep_doesWhatTheModelAllows(@ForAll("programs") Program program) throws InterruptedException {
        STEP_BY_STEP.holds(program, TIMES, new StepRunner(GoloomPort::new, program.hashCode()));
    }

    /** In schedules taken by chance, every one of which can be taken. */
    @Property(tries = 500)
    void goloom_randomSchedules_doesWhatTheModelAllows(@ForAll("programs") Program program) {
        EXPLORER.random(program.hashCode())
                .explore(ProgramScenario.class, program.toString())
                .orThrow();
    }

    /** On virtual threads. */
    @Property(tries = 1000)
    void goloom_onVirtualThreads_doesWhatTheModelAllows(@ForAll("programs") Program program)
            throws InterruptedException {
        ON_VIRTUAL.holds(program, TIMES, ThreadRunner.virtual(GoloomPort::new, program.hashCode()));
    }

    /** On platform threads, which really run at the same time. */
    @Property(tries = 200)
    void goloom_onPlatformThreads_doesWhatTheModelAllows(@ForAll("programs") Program program)
            throws InterruptedException {
        ON_PLATFORM.holds(program, TIMES, ThreadRunner.platform(GoloomPort::new, program.hashCode()));
    }

    @AfterContainer
    static void report() {
        System.out.println("Random programs, step by step: " + STEP_BY_STEP);
        System.out.println("Random programs, virtual threads: " + ON_VIRTUAL);
        System.out.println("Random programs, platform threads: " + ON_PLATFORM);
    }
}
