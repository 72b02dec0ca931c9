package io.github.goloom.jcstress.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Ops;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The edges of stages with a channel between them, of several kinds, and of the ends that give elements away. */
public final class HopHb {
    private HopHb() {}

    /** A buffer of one element. */
    @JCStressTest
    @Description("buffer: does the stage after it see what the stages before wrote for its element?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Buffer {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(stage -> stage.buffer(1).forEach(traffic::look));
        }
    }

    /** A channel that drops the oldest: the last element always comes. */
    @JCStressTest
    @Description("Sliding buffer: does the stage after it see what was written for the elements that come?")
    @Outcome(id = "[.2]{3}2", expect = ACCEPTABLE, desc = "Of each element that came, all was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Sliding {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(stage -> stage.buffer(Chan.sliding(1)).forEach(traffic::look));
        }
    }

    /** A channel that drops the newest: the first element always comes. */
    @JCStressTest
    @Description("Dropping buffer: does the stage after it see what was written for the elements that come?")
    @Outcome(id = "2[.2]{3}", expect = ACCEPTABLE, desc = "Of each element that came, all was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Dropping {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(stage -> stage.buffer(Chan.dropping(1)).forEach(traffic::look));
        }
    }

    /** A channel that takes all. */
    @JCStressTest
    @Description("Unbounded buffer: does the stage after it see what was written for its element?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Unbounded {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(stage -> stage.buffer(Chan.unbounded()).forEach(traffic::look));
        }
    }

    /** Batches that end by their time. */
    @JCStressTest
    @Description("batch with a time: does the stage after it see what was written for its elements?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class TimedBatch {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(stage ->
                    stage.batch(2, Duration.ofMillis(1)).flatMap(batch -> batch).forEach(traffic::look));
        }
    }

    /** A merge of two stages, each in a goroutine of its own. */
    @JCStressTest
    @Description("merge: does the stage after it see what was written for its elements?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Merge {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.runMerged();
        }
    }

    /** A branch gets each element, too, and ends before the end returns. */
    @JCStressTest
    @Description("tee: does the branch see what was written for its elements, and the end what the branch wrote?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Branch {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(
                    stage -> stage.tee(copy -> copy.forEach(traffic::look)).forEach(element -> {}));
        }
    }

    /** What follows the tee, beside a branch. */
    @JCStressTest
    @Description("tee: does what follows see what was written for its elements?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class BesideABranch {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(
                    stage -> stage.tee(copy -> copy.forEach(element -> {})).forEach(traffic::look));
        }
    }

    /** The end returns the first element. */
    @JCStressTest
    @Description("first: does the caller see what all stages wrote for it?")
    @Outcome(id = "2...", expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class First {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.run(stage -> stage.map(traffic::look).first());
        }
    }

    /** The stages before a limit are ended, in the middle of their work perhaps. */
    @JCStressTest
    @Description("limit: does the return of the end see what all stages did, for elements that did not pass, too?")
    @Outcome(id = "22.. all", expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Limit {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = Ops.both(
                    traffic.run(stage ->
                            stage.map(traffic::count).buffer(1).limit(2).forEach(traffic::look)),
                    traffic.counted());
        }
    }

    /** The elements come out of a channel, whose receiver looks. */
    @JCStressTest
    @Description("chan: does the receiver see what was written for its elements?")
    @Outcome(id = Traffic.ALL, expect = ACCEPTABLE, desc = "All was seen.")
    @Outcome(id = Traffic.EARLY, expect = FORBIDDEN, desc = "An element came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end returned without what was written before, or never.")
    @State
    public static class Received {
        private final Traffic traffic = new Traffic();

        @Actor
        public void sender() {
            traffic.send();
        }

        @Actor
        public void runner(L_Result r) {
            r.r1 = traffic.runReceived();
        }
    }
}
