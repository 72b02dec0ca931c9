package io.github.goloom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The start hook wraps the body of every goroutine, in the thread that starts it. */
class StartHookTest {
    private static final ThreadLocal<String> REQUEST = ThreadLocal.withInitial(() -> "none");

    private final Chan<String> seen = Chan.buffered(1);

    @AfterEach
    void noHook() {
        StartHook.set(null);
        REQUEST.remove();
    }

    private static void carryRequest() {
        StartHook.set(body -> {
            String request = REQUEST.get();
            return () -> {
                REQUEST.set(request);
                body.run();
            };
        });
    }

    /** What starts goroutines. */
    @FunctionalInterface
    private interface Start {
        void start(Go.Task task) throws Exception;
    }

    /** The places where the library starts them. */
    @SuppressWarnings({"CheckReturnValue", "ImmutableEnumChecker"})
    enum Place {
        GO(Go::go),
        GO_NAMED(task -> Go.go("name", task)),
        WAIT_GROUP(task -> new WaitGroup().go(task)),
        ERR_GROUP(task -> new ErrGroup().go(task)),
        ERR_GROUP_TRY(task -> new ErrGroup().tryGo(task)),
        SUBTASK(task -> new ErrGroup().fork(() -> {
            task.run();
            return 1;
        })),
        FLIGHT(task -> new SingleFlight<String, Integer>().start("key", () -> {
            task.run();
            return 1;
        })),
        AFTER_FUNC(task -> {
            CancellableContext context = CancellableContext.childOf(Context.background());
            context.afterFunc(task);
            end(context);
        }),
        TIMER(task -> ChanTimer.afterFunc(Duration.ZERO, task));

        private final Start start;

        Place(Start start) {
            this.start = start;
        }

        /** In a thread that has no request. */
        private static void end(CancellableContext context) throws InterruptedException {
            Thread.ofPlatform().start(context::cancel).join();
        }
    }

    /** What the hook takes from the thread that starts or registers is there in the goroutine (PRF-012). */
    @ParameterizedTest
    @EnumSource
    void start_hookCarriesTheRequest_goroutineHasIt(Place place) throws Exception {
        carryRequest();
        REQUEST.set("42");

        place.start.start(() -> seen.send(REQUEST.get()));

        assertThat(seen.receive()).isEqualTo("42");
    }

    /** A hook that throws starts nothing, and its exception comes out where the goroutine was to be started. */
    @ParameterizedTest
    @EnumSource
    void start_hookThrows_comesOut(Place place) {
        StartHook.set(body -> {
            throw new IllegalStateException("no trace");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> place.start.start(() -> seen.send("started")))
                .withMessage("no trace");
        assertThat(seen.size()).isZero();
    }

    /** The places of a group balance: what was not started is waited for by nobody, and takes no place at the limit. */
    @Test
    void go_hookThrows_booksBalance() throws Exception {
        ErrGroup group = new ErrGroup();
        WaitGroup waitGroup = new WaitGroup();
        group.limit(1);
        StartHook.set(body -> {
            throw new IllegalStateException("no trace");
        });
        assertThatIllegalStateException().isThrownBy(() -> group.go(() -> {}));
        assertThatIllegalStateException().isThrownBy(() -> waitGroup.go(() -> {}));
        StartHook.set(null);

        assertThat(group.tryGo(() -> {})).isTrue();
        group.await();
        waitGroup.await();
    }

    /** A flight that the hook keeps from starting ends with the hook's exception, and the next one flies. */
    @Test
    void flight_hookThrows_nextFlies() throws Exception {
        SingleFlight<String, Integer> flights = new SingleFlight<>();
        StartHook.set(body -> {
            throw new IllegalStateException("no trace");
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> flights.start("key", () -> 1))
                .withMessage("no trace");
        StartHook.set(null);

        assertThat(flights.run("key", () -> 2).value()).isEqualTo(2);
    }

    /** A wrapper that fails before its body is a task that failed; one that leaves it out, a task that ended. */
    @Test
    void wrapper_withoutItsBody_isTheEndOfTheTask() throws Exception {
        StartHook.set(body -> () -> {
            throw new IllegalStateException("too late");
        });
        ErrGroup group = new ErrGroup();
        group.go(() -> {});
        assertThatThrownBy(group::await).isInstanceOf(ExecutionException.class).hasRootCauseMessage("too late");

        StartHook.set(body -> () -> {});
        ErrGroup other = new ErrGroup();
        other.go(() -> seen.send("run"));
        other.await();
        assertThat(seen.size()).isZero();
    }

    /** A hook that returns null is told so. */
    @Test
    void hook_returnsNull_isRefused() {
        StartHook.set(body -> null);

        assertThatNullPointerException()
                .isThrownBy(() -> Go.go(() -> {}))
                .withMessage("the start hook has returned null");
    }

    /** A task that was wrapped by hand is not wrapped again, also in another thread. */
    @Test
    void wrap_byHand_isWrappedOnce() throws Exception {
        AtomicInteger wrapped = new AtomicInteger();
        StartHook.set(body -> {
            wrapped.incrementAndGet();
            return body;
        });
        Go.Task task = StartHook.wrap(() -> seen.send("done"));
        Go.go(task).join();

        assertThat(wrapped).hasValue(1);
        assertThat(StartHook.wrap(task)).isSameAs(task);
        assertThat(seen.receive()).isEqualTo("done");
    }

    /** A checked exception of a task comes out of the wrapper as it is. */
    @Test
    void task_throwsChecked_groupHasIt() throws Exception {
        carryRequest();
        ErrGroup group = new ErrGroup();
        group.go(() -> {
            throw new java.io.IOException("disk");
        });

        assertThatThrownBy(group::await).hasCauseInstanceOf(java.io.IOException.class);
    }

    /** Without a hook, a task is what it was. */
    @Test
    void wrap_noHook_isTheTask() {
        Go.Task task = () -> {};

        assertThat(StartHook.get()).isNull();
        assertThat(StartHook.wrap(task)).isSameAs(task);
    }
}
