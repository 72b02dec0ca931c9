package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.Select;
import io.github.goloom.park.DoneTrigger;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wait of a channel or a select ends with its context, and then has communicated nothing. */
@SuppressWarnings("MustBeClosedChecker")
class ContextWaitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROUNDS = 2_000;

    /** A way to send or to receive one value with a context. */
    enum Way {
        SEND {
            @Override
            Integer run(Chan<Integer> chan, Integer value, Context ctx) throws InterruptedException {
                chan.send(value, ctx);
                return value;
            }
        },
        RECEIVE {
            @Override
            Integer run(Chan<Integer> chan, Integer value, Context ctx) throws InterruptedException {
                return chan.receive(ctx);
            }
        },
        SELECT_SEND {
            @Override
            Integer run(Chan<Integer> chan, Integer value, Context ctx) throws InterruptedException {
                return Select.select(
                        ctx, Select.receive(Chan.<Integer>unbuffered()), Select.send(chan, value, () -> value));
            }
        },
        SELECT_RECEIVE {
            @Override
            Integer run(Chan<Integer> chan, Integer value, Context ctx) throws InterruptedException {
                return Select.select(ctx, Select.receive(Chan.<Integer>nil()), Select.receive(chan));
            }
        },
        SELECT_LIST {
            @Override
            Integer run(Chan<Integer> chan, Integer value, Context ctx) throws InterruptedException {
                return Select.select(ctx, List.of(Select.receive(chan)));
            }
        },
        SELECT_IN_ORDER_SEND {
            @Override
            Integer run(Chan<Integer> chan, Integer value, Context ctx) throws InterruptedException {
                return Select.selectInOrder(
                        ctx, Select.receive(Chan.<Integer>unbuffered()), Select.send(chan, value, () -> value));
            }
        },
        SELECT_IN_ORDER_RECEIVE {
            @Override
            Integer run(Chan<Integer> chan, Integer value, Context ctx) throws InterruptedException {
                return Select.selectInOrder(ctx, List.of(Select.receive(chan)));
            }
        };

        abstract Integer run(Chan<Integer> chan, Integer value, Context ctx) throws InterruptedException;

        boolean sends() {
            return name().contains("SEND");
        }

        /** The other side, which gives up in the end if a value was lost. */
        Integer partner(Chan<Integer> chan, Integer value) throws InterruptedException {
            if (sends()) {
                return chan.tryReceive(PATIENCE) instanceof Received.Value<Integer> received ? received.value() : null;
            }
            return chan.trySend(value, PATIENCE) ? value : null;
        }
    }

    /** A context to wait with, derived from one that can be cancelled. */
    enum Kind {
        ITSELF,
        CHILD,
        TIMEOUT,
        VALUE,
        FOREIGN,
        MERGED;

        Context of(Context parent) {
            return switch (this) {
                case ITSELF -> parent;
                case CHILD -> parent.withCancel();
                case TIMEOUT -> parent.withTimeout(Duration.ofHours(1));
                case VALUE -> parent.withValue(ContextKey.of("key"), 1);
                case FOREIGN -> OtherContext.wrapping(parent);
                case MERGED -> Context.merge(Context.background(), parent);
            };
        }
    }

    static Stream<Arguments> waysAndKinds() {
        return Stream.of(Way.values()).flatMap(way -> Stream.of(Kind.values()).map(kind -> Arguments.of(way, kind)));
    }

    static Stream<Arguments> races() {
        return Stream.of(Way.values()).flatMap(way -> Stream.of(0, 1).map(capacity -> Arguments.of(way, capacity)));
    }

    private static boolean isFollowed(Context ctx) {
        return ((DoneTrigger) ctx.done()).isAwaited();
    }

    /** A wait whose context is done on entry throws its error, although it could communicate (CTX-009, CTX-016). */
    @ParameterizedTest
    @MethodSource("waysAndKinds")
    void wait_doneOnEntryAndReady_throwsAndCommunicatesNothing(Way way, Kind kind) throws Exception {
        CancellableContext parent = Context.background().withCancel();
        Context ctx = kind.of(parent);
        parent.cancel();
        Chan<Integer> chan = Chan.buffered(2);
        chan.send(1);
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> way.run(chan, 2, ctx))
                    .isExactlyInstanceOf(ContextCancelledException.class)
                    .hasCause(parent.cause());
        }
        assertThat(chan.size()).isEqualTo(1);
    }

    /** One whose deadline is over does the same, and leaves a partner that waits (CTX-027). */
    @ParameterizedTest
    @EnumSource
    void wait_deadlineIsOverAndPartnerWaits_throwsAndLeavesThePartner(Way way) throws Exception {
        Context ctx = Context.background().withDeadline(Instant.EPOCH);
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Integer> partner = Goroutine.call(() -> way.sends() ? chan.receive() : sent(chan, 5))
                .parkedOn(chan);

        assertThatThrownBy(() -> way.run(chan, 2, ctx)).isExactlyInstanceOf(DeadlineExceededException.class);

        Goroutine.assertStillParked(partner);
        way.run(chan, 5, Context.background());
        assertThat(partner.result()).isEqualTo(5);
    }

    private static Integer sent(Chan<Integer> chan, Integer value) throws InterruptedException {
        chan.send(value);
        return value;
    }

    /** One whose context is done on entry throws its error also on a closed channel (CTX-009). */
    @ParameterizedTest
    @EnumSource
    void wait_doneOnEntryAndClosed_throwsTheError(Way way) {
        CancellableContext ctx = Context.background().withCancel();
        ctx.cancel();
        Chan<Integer> chan = Chan.unbuffered();
        chan.close();
        assertThatThrownBy(() -> way.run(chan, 2, ctx)).isExactlyInstanceOf(ContextCancelledException.class);
    }

    /**
     * A wait ends when its context is cancelled, on a virtual and on a platform thread, and leaves nothing in it
     * (CTX-009).
     */
    @ParameterizedTest
    @MethodSource("waysAndKinds")
    void wait_cancelledWhileParked_throwsAndLeavesNothing(Way way, Kind kind) throws Exception {
        CancellableContext parent = Context.background().withCancel();
        Context ctx = kind.of(parent);
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Integer> virtual = Goroutine.call(() -> way.run(chan, 1, ctx)).parked();
        Goroutine<Void> platform =
                Goroutine.platform(() -> way.run(chan, 1, ctx)).parked();

        parent.cancel(new IllegalStateException("cause"));

        assertThat(virtual.failure())
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(ctx.cause());
        assertThat(platform.failure())
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(ctx.cause());
        assertThat(way.sends() ? chan.tryReceive() : chan.trySend(1))
                .isEqualTo(way.sends() ? new Received.Empty<Integer>() : (Object) false);
    }

    /** A wait ends at the deadline of its context (CTX-029). */
    @ParameterizedTest
    @EnumSource
    void wait_timeRunsOutWhileParked_throwsDeadlineExceeded(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Context ctx = Context.background().withTimeout(Duration.ofMillis(20));
        Goroutine<Integer> waiting = Goroutine.call(() -> way.run(chan, 1, ctx));
        assertThat(waiting.failure())
                .isExactlyInstanceOf(DeadlineExceededException.class)
                .hasCause(ctx.cause());
    }

    /** A wait that was served leaves nothing in its context (CTX-014). */
    @ParameterizedTest
    @EnumSource
    void wait_served_leavesNothingInTheContext(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        CancellableContext ctx = Context.background().withCancel();
        Goroutine<Integer> waiting = Goroutine.call(() -> way.run(chan, 3, ctx)).parked();
        assertThat(isFollowed(ctx)).isTrue();

        assertThat(way.partner(chan, 3)).isEqualTo(3);

        assertThat(waiting.result()).isEqualTo(3);
        assertThat(isFollowed(ctx)).isFalse();
    }

    /** With a root nothing ends a wait but being served (CTX-001). */
    @ParameterizedTest
    @EnumSource
    void wait_withARoot_isServed(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Integer> waiting =
                Goroutine.call(() -> way.run(chan, 3, Context.background())).parked();
        assertThat(way.partner(chan, 3)).isEqualTo(3);
        assertThat(waiting.result()).isEqualTo(3);
    }

    /** Cancel racing with the hand-off: the wait has its value or it threw; none is lost or doubled (CTX-009). */
    @ParameterizedTest
    @MethodSource("races")
    void wait_cancelRacesWithHandOff_losesAndDoublesNothing(Way way, int capacity) throws Exception {
        Random random = new Random(9);
        AtomicReference<CancellableContext> ctx =
                new AtomicReference<>(Context.background().withCancel());
        assertNothingLost(
                way, Chan.buffered(capacity), ctx, () -> Context.background().withCancel(), () -> {
                    if (random.nextBoolean()) {
                        ctx.get().cancel();
                    }
                    for (int spins = random.nextInt(4) * random.nextInt(2_000); spins > 0; spins--) {
                        Thread.onSpinWait();
                    }
                });
    }

    /** The same with the deadline racing (CTX-029). */
    @ParameterizedTest
    @MethodSource("races")
    void wait_deadlineRacesWithHandOff_losesAndDoublesNothing(Way way, int capacity) throws Exception {
        Random random = new Random(29);
        AtomicReference<CancellableContext> ctx =
                new AtomicReference<>(Context.background().withTimeout(Duration.ZERO));
        assertNothingLost(
                way,
                Chan.buffered(capacity),
                ctx,
                () -> Context.background().withTimeout(Duration.ofNanos(random.nextInt(100_000))),
                () -> {});
    }

    /** Values go from 0 up over one channel; a wait that threw is repeated with a new context. */
    private static void assertNothingLost(
            Way way,
            Chan<Integer> chan,
            AtomicReference<CancellableContext> ctx,
            Supplier<CancellableContext> next,
            Runnable disturb)
            throws Exception {
        List<Integer> raced = new ArrayList<>();
        Goroutine<Integer> racing = Goroutine.call(() -> {
            int ended = 0;
            while (raced.size() < ROUNDS) {
                try {
                    raced.add(way.run(chan, raced.size(), ctx.get()));
                } catch (ContextException e) {
                    ended++;
                    ctx.set(next.get());
                }
            }
            return ended;
        });
        List<Integer> partner = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            disturb.run();
            partner.add(way.partner(chan, i));
        }
        assertThat(racing.result()).as("waits that threw").isPositive();
        assertThat(partner).isEqualTo(IntStream.range(0, ROUNDS).boxed().toList());
        assertThat(raced).isEqualTo(partner);
        assertThat(isFollowed(ctx.get())).isFalse();
    }
}
