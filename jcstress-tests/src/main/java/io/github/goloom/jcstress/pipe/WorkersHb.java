package io.github.goloom.jcstress.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.jcstress.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The edges of stages with workers: from the stages before to a worker, from there to those after, and to the end. */
public final class WorkersHb {
    private WorkersHb() {}

    /** The elements go to two workers. */
    @JCStressTest
    @Description("Does a worker of map see what the stages before wrote for its element?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Map {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(stage -> stage.map(2, traffic::look).forEach(element -> {}));
        }
    }

    /** Results are carried by the worker whose turn it is; collect gives all. */
    @JCStressTest
    @Description("mapOrdered: are all results there, and all that the workers wrote?")
    @Outcome(id = "2222 [0, 1, 2, 3]", expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Ordered {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            List<Integer> all = new ArrayList<>();
            r.r1 = Ops.both(
                    traffic.run(stage ->
                            all.addAll(stage.mapOrdered(2, traffic::look).collect(Collectors.toList()))),
                    all.toString());
        }
    }

    /** The workers of a flatMap send their elements on a channel. */
    @JCStressTest
    @Description("Does a worker of flatMap see what the stages before wrote for its element?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class FlatMap {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(stage ->
                    stage.flatMap(2, element -> List.of(traffic.look(element))).forEach(element -> {}));
        }
    }

    /** The workers of the end. */
    @JCStressTest
    @Description("Does the return of forEach see what its workers wrote?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class ForEach {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(stage -> stage.forEach(2, traffic::look));
        }
    }

    /** A function without a number after a stage with workers: each call may be in another goroutine. */
    @JCStressTest
    @Description("Does the function see what the workers before wrote, and its own calls before?")
    @Outcome(id = "2222 all", expect = ACCEPTABLE, desc = "All was seen, and each call.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class AfterWorkers {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = Ops.both(
                    traffic.run(stage ->
                            stage.map(2, traffic::look).map(traffic::count).forEach(element -> {})),
                    traffic.counted());
        }
    }
}
