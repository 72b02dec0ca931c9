package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Uncaught;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Publishers that break the rules of Reactive Streams, or keep to them in awkward ways. */
@SuppressWarnings("MustBeClosedChecker") // the tests are about what the publisher does
class HostilePublisherTest {
    @RegisterExtension
    private final Uncaught uncaught = new Uncaught();

    private final Manual<Integer> publisher = new Manual<>();
    private final Inflow<Integer> inflow = Chans.subscribe(publisher, 4);

    private static void assertFailed(Inflow<?> failed, Class<? extends Throwable> type) {
        assertThat(failed.chan().isClosed()).isTrue();
        assertThatThrownBy(failed::throwIfFailed)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(type);
        failed.close();
    }

    /** Rule 1.1: an element beyond the demand is a failure, even if there is room; the others can be received. */
    @Test
    void onNext_beyondTheDemand_fails() throws Exception {
        publisher.next(1, 2, 3, 4);
        assertThat(inflow.chan().receive()).isEqualTo(1); // its place is not demanded anew

        publisher.next(5);

        assertThat(publisher.cancels).hasValue(1);
        assertThat(inflow.chan()).containsExactly(2, 3, 4);
        assertFailed(inflow, IllegalStateException.class);
        assertThat(publisher.requests).containsExactly(4L);
    }

    /** Rule 2.5: a second subscription is cancelled, the first goes on. */
    @Test
    void onSubscribe_second_isCancelled() throws Exception {
        Manual<Integer> second = new Manual<>();
        publisher.subscriber.onSubscribe(second);
        publisher.next(1);

        assertThat(second.cancels).hasValue(1);
        assertThat(second.requests).isEmpty();
        assertThat(inflow.chan().receive()).isEqualTo(1);
        assertThat(publisher.cancels).hasValue(0);
    }

    /** Rule 2.13: a null element is refused, and the subscription ends. */
    @Test
    void onNext_null_failsAndThrows() {
        assertThatNullPointerException()
                .isThrownBy(() -> publisher.subscriber.onNext(null))
                .withMessage("item");

        assertThat(publisher.cancels).hasValue(1);
        assertFailed(inflow, NullPointerException.class);
    }

    /** Rule 2.13: an error that is null is refused, and the subscription ends. */
    @Test
    void onError_null_failsAndThrows() {
        assertThatNullPointerException()
                .isThrownBy(() -> publisher.subscriber.onError(null))
                .withMessage("throwable");

        assertThat(publisher.cancels).hasValue(1);
        assertFailed(inflow, NullPointerException.class);
    }

    /** Rule 2.13: a subscription that is null is refused; a real one may still come. */
    @Test
    void onSubscribe_null_throws() throws Exception {
        AtomicReference<Flow.Subscriber<Object>> given = new AtomicReference<>();
        Inflow<Object> late = Chans.subscribe(subscriber -> given.set(cast(subscriber)), 1);

        assertThatNullPointerException()
                .isThrownBy(() -> given.get().onSubscribe(null))
                .withMessage("subscription");

        Manual<Object> real = new Manual<>();
        given.get().onSubscribe(real);
        given.get().onNext("item");
        assertThat(late.chan().receive()).isEqualTo("item");
    }

    @SuppressWarnings("unchecked")
    private static Flow.Subscriber<Object> cast(Flow.Subscriber<?> subscriber) {
        return (Flow.Subscriber<Object>) subscriber;
    }

    /** A publisher that ends before it has subscribed has ended; a subscription that follows is cancelled. */
    @Test
    void onComplete_beforeOnSubscribe_ends() throws Exception {
        Manual<Object> late = new Manual<>();
        Inflow<Object> completed = Chans.subscribe(
                subscriber -> {
                    subscriber.onComplete();
                    subscriber.onSubscribe(late);
                },
                1);
        Inflow<Object> failed = Chans.subscribe(subscriber -> subscriber.onError(new IOException()), 1);

        assertThat(completed.chan().receive()).isNull();
        completed.throwIfFailed();
        assertThat(late.cancels).hasValue(1);
        assertThat(late.requests).isEmpty();
        assertFailed(failed, IOException.class);
    }

    /** An element before the subscription was not requested. */
    @Test
    void onNext_beforeOnSubscribe_fails() {
        Inflow<Object> early = Chans.subscribe(
                subscriber -> {
                    cast(subscriber).onNext("early");
                    subscriber.onSubscribe(publisher);
                },
                1);

        assertThat(publisher.cancels).hasValue(1);
        assertFailed(early, IllegalStateException.class);
    }

    /** A subscription that comes after the close is cancelled. */
    @Test
    void onSubscribe_afterClose_isCancelled() {
        AtomicReference<Flow.Subscriber<?>> given = new AtomicReference<>();
        Inflow<Object> slow = Chans.subscribe(given::set, 1);
        slow.close();

        Manual<Object> late = new Manual<>();
        given.get().onSubscribe(late);

        assertThat(late.cancels).hasValue(1);
        assertThat(late.requests).isEmpty();
    }

    /** What subscribe throws comes out, and a subscription that was made is cancelled. */
    @Test
    void subscribe_throws_comesOut() {
        assertThatThrownBy(() -> Chans.subscribe(
                        subscriber -> {
                            subscriber.onSubscribe(publisher);
                            throw new UnsupportedOperationException("no more subscribers");
                        },
                        1))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(publisher.cancels).hasValue(1);
    }

    /** Rule 3.16: what request throws is a failure, which takes no element from the receiver. */
    @Test
    void request_throws_fails() throws Exception {
        Manual<Integer> counting = new Manual<>();
        Inflow<Integer> broken = Chans.subscribe(
                subscriber -> {
                    counting.subscriber = subscriber;
                    subscriber.onSubscribe(new Flow.Subscription() {
                        @Override
                        public void request(long n) {
                            counting.request(n);
                            if (counting.requests.size() > 1) {
                                throw new UnsupportedOperationException("request");
                            }
                        }

                        @Override
                        public void cancel() {
                            counting.cancel();
                        }
                    });
                },
                2);
        counting.next(1, 2);

        assertThat(broken.chan().receive()).isEqualTo(1);

        assertThat(counting.cancels).hasValue(1);
        assertThat(broken.chan().receive()).isEqualTo(2);
        assertFailed(broken, UnsupportedOperationException.class);
    }

    /** Rule 3.15: what cancel throws is told to the handler of the thread; the close does its work. */
    @Test
    void cancel_throws_isToldToTheHandler() {
        Inflow<Integer> broken = Chans.subscribe(
                subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {}

                    @Override
                    public void cancel() {
                        throw new UnsupportedOperationException("cancel");
                    }
                }),
                2);

        broken.close();

        assertThat(broken.chan().isClosed()).isTrue();
        assertThat(uncaught.told()).singleElement().isInstanceOf(UnsupportedOperationException.class);
    }

    /** Rule 3.3: a publisher may send within request, where a receive requests anew, without an end of the stack. */
    @Test
    void request_sendsAndReceives_isNoRecursion() {
        int many = 200_000;
        List<Integer> got = new ArrayList<>();
        Manual<Integer> echo = new Manual<>();
        Inflow<Integer> numbers = Chans.subscribe(subscriber -> echo.subscriber = subscriber, 1);
        AtomicInteger depth = new AtomicInteger();
        echo.subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                assertThat(depth.incrementAndGet()).isEqualTo(1);
                if (got.size() < many) {
                    echo.next(got.size());
                    numbers.chan().drainTo(got, 1);
                }
                depth.decrementAndGet();
            }

            @Override
            public void cancel() {}
        });

        assertThat(got).hasSize(many).isSorted();
        assertThatCode(numbers::throwIfFailed).doesNotThrowAnyException();
    }

    /** A publisher that sends within request is received in full. */
    @Test
    void request_sendsAtOnce_getsAll() throws Exception {
        int many = 200_000;
        for (int capacity = 1; capacity <= 3; capacity++) {
            try (Inflow<Integer> numbers = Chans.subscribe(new Nested(many), capacity)) {
                assertThat(numbers.chan().stream().mapToInt(each -> each))
                        .as("capacity %s", capacity)
                        .hasSize(many)
                        .isEqualTo(IntStream.range(0, many).boxed().toList());
                numbers.throwIfFailed();
            }
        }
    }

    /** Sends all that is requested within the request. */
    private static final class Nested implements Flow.Publisher<Integer>, Flow.Subscription {
        private final int end;
        private Flow.Subscriber<? super Integer> subscriber;
        private int next;

        Nested(int end) {
            this.end = end;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> newSubscriber) {
            subscriber = newSubscriber;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            for (long i = 0; i < n && next < end; i++) {
                subscriber.onNext(next++);
            }
            if (next == end) {
                next++;
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            next = end + 1;
        }
    }
}
