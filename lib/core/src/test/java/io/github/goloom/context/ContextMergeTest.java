package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merged context ends with the first of its parents, and has the values and the deadline of all (CTX-060). */
class ContextMergeTest {
    private static final ContextKey<String> USER = ContextKey.of("user");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int ROUNDS = 5_000;
    private static final int CHAIN = 100_000;

    private final CancellableContext first = CancellableContext.childOf(Context.background());
    private final CancellableContext second = CancellableContext.childOf(Context.background());
    private final CancellableContext third = CancellableContext.childOf(Context.background());
    private final Exception why = new Exception("why");

    /** Whichever parent ends, it is done at once, with that one's error and cause. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void merged_oneParentEnds_isDoneWithItsCause(int which) {
        try (CancellableContext merged = Context.merge(first, second, third)) {
            assertThat(merged.isDone()).isFalse();

            List.of(first, second, third).get(which).cancel(why);

            assertThat(merged.isDone()).isTrue();
            assertThat(merged.err())
                    .isExactlyInstanceOf(ContextCancelledException.class)
                    .hasCause(why);
            assertThat(merged.cause()).isSameAs(why);
        }
    }

    /** The end of a second parent changes nothing. */
    @Test
    void merged_twoParentsEnd_keepsTheCauseOfTheFirst() {
        try (CancellableContext merged = Context.merge(first, second)) {
            second.cancel(why);
            first.cancel(new Exception("later"));

            assertThat(merged.cause()).isSameAs(why);
        }
    }

    /** One of parents of which one has ended is born done. */
    @Test
    void merge_oneParentIsDone_isBornDone() {
        second.cancel(why);

        try (CancellableContext merged = Context.merge(first, second, third)) {
            assertThat(merged.isDone()).isTrue();
            assertThat(merged.cause()).isSameAs(why);
        }
    }

    /** Of several that have ended it is the one that comes first. */
    @Test
    void merge_severalParentsAreDone_hasTheCauseOfTheFirstNamed() {
        third.cancel(new Exception("third"));
        second.cancel(why);

        try (CancellableContext merged = Context.merge(first, second, third)) {
            assertThat(merged.cause()).isSameAs(why);
        }
    }

    /** A parent whose deadline passes ends it with that error. */
    @Test
    void merged_deadlineOfAParentPasses_isExceeded() throws Exception {
        try (CancellableContext timed = Context.background().withTimeout(Duration.ofMillis(5), why);
                CancellableContext merged = Context.merge(first, timed)) {
            merged.done().receive();

            assertThat(merged.err()).isExactlyInstanceOf(DeadlineExceededException.class);
            assertThat(merged.cause()).isSameAs(why);
        }
    }

    /** Its own end is not that of its parents. */
    @Test
    void cancel_ofTheMerged_leavesTheParents() {
        try (CancellableContext merged = Context.merge(first, second)) {
            merged.cancel(why);

            assertThat(merged.cause()).isSameAs(why);
            assertThat(first.isDone()).isFalse();
            assertThat(second.isDone()).isFalse();
        }
    }

    /** One alone is a child. */
    @Test
    void merge_oneParent_isAChildOfIt() {
        try (CancellableContext merged = Context.merge(first)) {
            first.cancel(why);

            assertThat(merged.cause()).isSameAs(why);
        }
    }

    /** The same parent may come more than once. */
    @Test
    void merge_sameParentTwice_endsWithIt() {
        try (CancellableContext merged = Context.merge(first, first, first)) {
            first.cancel(why);

            assertThat(merged.cause()).isSameAs(why);
        }
    }

    /** Parents that never end leave it to be cancelled. */
    @Test
    void merge_ofRoots_endsByCancelOnly() {
        try (CancellableContext merged = Context.merge(Context.background(), Context.todo())) {
            assertThat(merged.deadline()).isEmpty();
            assertThat(merged.isDone()).isFalse();

            merged.cancel();

            assertThat(merged.isDone()).isTrue();
        }
    }

    /** A value is that of the first parent that has one. */
    @Test
    void value_ofSeveralParents_isThatOfTheFirstThatHasIt() {
        Context ann = second.withValue(USER, "ann");
        Context bob = third.withValue(USER, "bob");
        try (CancellableContext merged = Context.merge(first, ann, bob);
                CancellableContext turned = Context.merge(bob, ann)) {
            assertThat(merged.value(USER)).isEqualTo("ann");
            assertThat(turned.value(USER)).isEqualTo("bob");
            assertThat(merged.value(ContextKey.<String>of("user"))).isNull();
        }
    }

    /** The deadline is the earliest, wherever it stands. */
    @Test
    void deadline_ofSeveralParents_isTheEarliest() {
        try (CancellableContext late = first.withTimeout(HOUR.multipliedBy(2));
                CancellableContext early = second.withTimeout(HOUR);
                CancellableContext merged = Context.merge(late, third, early)) {
            assertThat(merged.deadline()).isEqualTo(early.deadline()).isPresent();
        }
    }

    /** A child with a later deadline has the earliest of the merged. */
    @Test
    void withTimeout_laterThanAParentsOfTheMerged_hasTheEarlier() {
        try (CancellableContext early = second.withTimeout(HOUR);
                CancellableContext merged = Context.merge(first, early);
                CancellableContext child = merged.withTimeout(HOUR.multipliedBy(3))) {
            assertThat(child.deadline()).isEqualTo(early.deadline());
        }
    }

    /** Foreign parents are followed by their own done channel. */
    @Test
    void merged_foreignParentEnds_isDoneAtOnce() {
        Foreign foreign = new Foreign(second);
        try (CancellableContext merged = Context.merge(first, foreign)) {
            second.cancel();
            assertThat(merged.isDone()).isFalse();

            foreign.end(new ContextCancelledException("foreign", null), why);

            assertThat(merged.cause()).isSameAs(why);
        }
    }

    /** Who changes the array later changes nothing. */
    @Test
    void merge_arrayChangedLater_keepsItsParents() {
        Context[] others = {second.withValue(USER, "ann")};
        try (CancellableContext merged = Context.merge(first, others)) {
            others[0] = third;
            third.cancel();

            assertThat(merged.isDone()).isFalse();
            assertThat(merged.value(USER)).isEqualTo("ann");
        }
    }

    /** One that has ended is kept by none of its parents. */
    @Test
    void close_ofTheMerged_leavesNothingWithTheParents() {
        WeakReference<Context> reference = closedMerge();

        Garbage.assertCollected(reference);
        assertThat(List.of(first, second, third)).noneMatch(Context::isDone);
    }

    private WeakReference<Context> closedMerge() {
        try (CancellableContext merged = Context.merge(first, second, third)) {
            return new WeakReference<>(merged);
        }
    }

    /** Nor is one that one of them has ended, by the others. */
    @Test
    void merged_oneParentEnds_leavesNothingWithTheOthers() {
        WeakReference<Context> reference = mergeEndedByAParent();

        Garbage.assertCollected(reference);
        assertThat(first.isDone()).isFalse();
    }

    @SuppressWarnings("MustBeClosedChecker") // its parent ends it
    private WeakReference<Context> mergeEndedByAParent() {
        CancellableContext ending = CancellableContext.childOf(Context.background());
        Context merged = Context.merge(first, ending, third);
        ending.cancel();
        assertThat(merged.isDone()).isTrue();
        return new WeakReference<>(merged);
    }

    /** Parents that end at the same time agree: the cause is that of one of them, for ever and for all below. */
    @Test
    void merged_parentsEndAtOnce_hasTheCauseOfOne() throws Exception {
        Chan<CancellableContext> ending = Chan.buffered(1);
        Exception other = new Exception("other");
        Goroutine<Void> ender = Goroutine.go(() -> ending.receiveEach(each -> each.cancel(other)));
        int others = 0;
        for (int i = 0; i < ROUNDS; i++) {
            CancellableContext mine = CancellableContext.childOf(Context.background());
            CancellableContext theirs = CancellableContext.childOf(Context.background());
            try (CancellableContext merged = Context.merge(mine, theirs);
                    CancellableContext below = merged.withCancel()) {
                ending.send(theirs);
                for (int spins = i % 7 * 100; spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                mine.cancel(why);

                Throwable cause = merged.cause();
                assertThat(cause).isIn(why, other);
                below.done().receive();
                assertThat(below.cause()).isSameAs(cause);
                others += other.equals(cause) ? 1 : 0;
            }
        }
        ending.close();
        ender.result();
        assertThat(others).as("rounds that the other has won").isStrictlyBetween(0, ROUNDS);
    }

    /** The end goes down a line of merged contexts of any length. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // the first parent ends them all
    void merged_longLineOfThem_endsWithoutStack() {
        List<Context> line = new ArrayList<>(List.of(first));
        for (int i = 0; i < CHAIN; i++) {
            line.add(Context.merge(second, line.get(i)));
        }

        first.cancel(why);

        assertThat(line.get(CHAIN).cause()).isSameAs(why);
    }

    /** A parent that is not the library's is asked, and the next one if it has nothing. */
    @Test
    void value_ofForeignParents_isThatOfTheFirstThatHasIt() {
        Foreign without = new Foreign(Context.background());
        Foreign with = new Foreign(Context.background().withValue(USER, "ann"));
        try (CancellableContext merged = Context.merge(without, with, second.withValue(USER, "bob"))) {
            assertThat(merged.value(USER)).isEqualTo("ann");
        }
    }

    /** A value is looked for once in each context, not once on each way to it, and without recursion. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a loop without end is not interrupted
    @SuppressWarnings("MustBeClosedChecker")
    void value_mergedTwiceAgainAndAgain_isLinear() {
        ContextKey<String> key = ContextKey.of("key");
        Context twice = Context.background().withValue(key, "value");
        Context deep = twice;
        for (int i = 0; i < 100_000; i++) {
            twice = i < 60 ? Context.merge(twice, twice) : twice;
            deep = Context.merge(Context.background(), deep);
        }

        assertThat(twice.value(key)).isEqualTo("value");
        assertThat(twice.<String>value(ContextKey.of("absent"))).isNull();
        assertThat(deep.value(key)).isEqualTo("value");
    }

    /** A merge that was refused follows none of its parents. */
    @Test
    void merge_nullAmongTheOthers_followsNobody() {
        Foreign foreign = new Foreign(Context.background());
        assertThatThrownBy(() -> Context.merge(foreign, foreign, null)).isInstanceOf(NullPointerException.class);

        foreign.end(new ContextCancelledException("end", null), null);

        assertThat(foreign.askers).isEmpty();
    }
}
