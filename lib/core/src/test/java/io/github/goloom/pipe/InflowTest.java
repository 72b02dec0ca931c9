package io.github.goloom.pipe;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.SendChan;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishers as channels: demand, and every way to end. */
@SuppressWarnings("MustBeClosedChecker") // some tests are about what is not closed, or closed twice
class InflowTest {
    private final Manual<Integer> publisher = new Manual<>();
    private final Inflow<Integer> inflow = Chans.subscribe(publisher, 4);

    private List<Integer> drained() {
        List<Integer> values = new ArrayList<>();
        inflow.chan().drainTo(values, 100);
        return values;
    }

    /** At first, as many elements are requested as the channel holds. */
    @Test
    void subscribe_fresh_requestsTheCapacity() {
        assertThat(publisher.requests).containsExactly(4L);
        assertThat(inflow.chan().capacity()).isEqualTo(4);
        assertThat(inflow.chan().size()).isZero();
        assertThat(inflow.chan()).isNotInstanceOf(SendChan.class);
    }

    /** The demand is renewed when half of the elements were received, by exactly that number. */
    @Test
    void receive_halfReceived_renewsTheDemand() throws Exception {
        publisher.next(1, 2, 3, 4);

        assertThat(inflow.chan().receive()).isEqualTo(1);
        assertThat(publisher.requests).containsExactly(4L);
        assertThat(inflow.chan().receive()).isEqualTo(2);
        assertThat(publisher.requests).containsExactly(4L, 2L);
        assertThat(drained()).containsExactly(3, 4);
        assertThat(publisher.requests).containsExactly(4L, 2L, 2L);
    }

    /** A batch renews the demand for all that it took, at once. */
    @Test
    void receiveUpTo_all_renewsTheDemandOnce() throws Exception {
        publisher.next(1, 2, 3, 4);

        assertThat(inflow.chan().receiveUpTo(10)).containsExactly(1, 2, 3, 4);
        assertThat(publisher.requests).containsExactly(4L, 4L);
    }

    /** A select renews the demand; a case that is not chosen takes nothing and requests nothing. */
    @Test
    void select_chosenOrNot_renewsOnlyIfChosen() throws Exception {
        Chan<Integer> other = Chan.buffered(1);
        for (int i = 0; i < 50; i++) {
            Manual<Integer> source = new Manual<>();
            Inflow<Integer> ones = Chans.subscribe(source, 1);
            source.next(1);
            other.send(2);
            int chosen = select(receive(ones.chan(), one -> one), receive(other, two -> two));
            assertThat(source.requests).hasSize(chosen == 1 ? 2 : 1);
            assertThat(ones.chan().size()).isEqualTo(chosen == 1 ? 0 : 1);
            assertThat(other.drainTo(new ArrayList<>(), 1)).isEqualTo(chosen == 1 ? 1 : 0);
        }
    }

    /** A receiver that waits gets the element directly, which counts as received: onNext renews the demand. */
    @Test
    void onNext_receiverWaits_handsOverAndRenews() throws Exception {
        Manual<Integer> source = new Manual<>();
        Inflow<Integer> ones = Chans.subscribe(source, 1);
        Goroutine<Integer> receiver =
                Goroutine.call(() -> ones.chan().receive()).parkedOn(ones.chan());

        source.next(1);

        assertThat(source.requests).containsExactly(1L, 1L);
        assertThat(receiver.result()).isEqualTo(1);
        assertThat(ones.chan().size()).isZero();
    }

    /** A select that waits is served by an element, and its other cases receive nothing. */
    @Test
    void onNext_selectWaits_isServed() throws Exception {
        Chan<Integer> other = Chan.buffered(1);
        Goroutine<Integer> selecting = Goroutine.<Integer>call(
                        () -> select(receive(inflow.chan(), one -> one), receive(other, two -> two)))
                .parked();

        publisher.next(7);
        other.send(8);

        assertThat(selecting.result()).isEqualTo(7);
        assertThat(other.size()).isEqualTo(1);
    }

    /** Completion closes the channel, whose elements can still be received; it is no failure and no cancellation. */
    @Test
    void onComplete_elementsLeft_closesAfterThem() throws Exception {
        publisher.next(1, 2);
        publisher.subscriber.onComplete();

        assertThat(inflow.chan()).containsExactly(1, 2);
        inflow.throwIfFailed();
        inflow.close();
        assertThat(publisher.cancels).hasValue(0);
        assertThat(publisher.requests).as("none after the end").containsExactly(4L);
    }

    /** A failure closes the channel after its elements, and comes out of throwIfFailed. */
    @Test
    void onError_elementsLeft_closesAndIsThrown() throws Exception {
        IOException failure = new IOException("broken");
        publisher.next(1);
        publisher.subscriber.onError(failure);

        assertThat(inflow.chan()).containsExactly(1);
        assertThatThrownBy(inflow::throwIfFailed)
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
        assertThatCode(inflow::close).doesNotThrowAnyException();
        assertThat(publisher.cancels).hasValue(0);
        assertThat(inflow).hasToString("Inflow[" + inflow.chan() + ", failed: " + failure + "]");
    }

    /** A failure that nobody has asked for comes out of close, once. */
    @Test
    void close_failureOverlooked_throwsItOnce() {
        IOException failure = new IOException("broken");
        publisher.subscriber.onError(failure);

        assertThatIllegalStateException().isThrownBy(inflow::close).withCause(failure);
        assertThatCode(inflow::close).doesNotThrowAnyException();
    }

    /** Receivers that wait get the end, by completion, failure or close. */
    @ParameterizedTest
    @ValueSource(strings = {"complete", "fail", "close"})
    void end_receiverWaits_getsTheEnd(String how) throws Exception {
        Goroutine<Integer> receiver =
                Goroutine.call(() -> inflow.chan().receive()).parkedOn(inflow.chan());

        switch (how) {
            case "complete" -> publisher.subscriber.onComplete();
            case "fail" -> publisher.subscriber.onError(new IOException());
            default -> inflow.close();
        }

        assertThat(receiver.result()).isNull();
    }

    /** Close cancels once, drops what was not received, and nothing that comes later has an effect. */
    @Test
    void close_open_cancelsAndDrops() throws Exception {
        publisher.next(1, 2);

        inflow.close();
        inflow.close();

        publisher.next(3, 4, 5, 6, 7);
        publisher.subscriber.onError(new IOException("late"));
        publisher.subscriber.onComplete();
        assertThat(inflow.chan().tryReceive()).isInstanceOf(Received.Closed.class);
        assertThat(inflow.chan().size()).isZero();
        assertThat(inflow.chan().capacity()).isEqualTo(4);
        assertThat(publisher.cancels).hasValue(1);
        inflow.throwIfFailed();
        assertThat(inflow).hasToString("Inflow[" + inflow.chan() + ", closed]");
    }

    /** What comes after the completion has no effect. */
    @Test
    void signals_afterTheEnd_haveNoEffect() throws Exception {
        publisher.subscriber.onComplete();
        publisher.next(1);
        publisher.subscriber.onError(new IOException("late"));

        assertThat(inflow.chan().receive()).isNull();
        inflow.throwIfFailed();
        assertThat(inflow).hasToString("Inflow[" + inflow.chan() + ", completed]");
    }

    /** The elements of a JDK publisher arrive in order, whatever the capacity. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64})
    void receive_submissionPublisher_getsAll(int capacity) throws Exception {
        SubmissionPublisher<Integer> numbers = new SubmissionPublisher<>();
        try (Inflow<Integer> some = Chans.subscribe(numbers, capacity)) {
            Goroutine<Void> submitting = Goroutine.go(() -> {
                try (numbers) {
                    IntStream.range(0, 10_000).forEach(numbers::submit);
                }
            });

            assertThat(some.chan())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 10_000).boxed().toList());
            some.throwIfFailed();
            submitting.result();
        }
    }

    /** A subscription has no goroutine. */
    @Test
    void subscribe_tracked_startsNoGoroutine() throws Exception {
        try (Tracked tracked = Tracked.all();
                Inflow<Integer> one = Chans.subscribe(publisher, 1)) {
            publisher.next(1);
            assertThat(one.chan().receive()).isEqualTo(1);

            assertThat(Tracked.count("")).isZero();
            assertThat(tracked).isNotNull();
        }
    }

    /** In virtual time, a select waits for elements as for all else. */
    @InAWorld
    @Test
    void select_inAWorld_waitsForElements() throws Exception {
        Go.go(() -> {
            Go.sleep(Duration.ofHours(1));
            publisher.next(1);
            Go.sleep(Duration.ofHours(1));
            publisher.subscriber.onComplete();
        });
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            seen.add(select(
                    receive(inflow.chan(), one -> "one", () -> "end"), after(Duration.ofMinutes(45), () -> "late")));
        }

        assertThat(seen).containsExactly("late", "one", "late", "end");
    }
}
