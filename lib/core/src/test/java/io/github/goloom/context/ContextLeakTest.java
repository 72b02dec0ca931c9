package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.park.DoneTrigger;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has ended keeps nothing, and nothing keeps it. */
@SuppressWarnings("MustBeClosedChecker")
@Tag("proof")
class ContextLeakTest {
    private static final int MANY = 1_000_000;
    private static final Duration LONG = Duration.ofHours(1);

    /** Less than a tenth of what so many contexts take, but more than the noise of a test run. */
    private static final long NOTHING = 16L << 20;

    private final CancellableContext parent = Context.background().withCancel();

    /** A way to derive a context from a parent. */
    enum Kind {
        CANCEL {
            @Override
            CancellableContext of(Context parent) {
                return parent.withCancel();
            }
        },
        TIMEOUT {
            @Override
            CancellableContext of(Context parent) {
                return parent.withTimeout(LONG);
            }
        },
        BELOW_A_VALUE {
            @Override
            CancellableContext of(Context parent) {
                return parent.withValue(ContextKey.of("key"), 1).withCancel();
            }
        },
        BELOW_A_FOREIGN_ONE {
            @Override
            CancellableContext of(Context parent) {
                return OtherContext.wrapping(parent).withTimeout(LONG);
            }
        },
        MERGED {
            @Override
            CancellableContext of(Context parent) {
                return Context.merge(Context.background().withCancel(), parent);
            }
        };

        abstract CancellableContext of(Context parent);
    }

    private static boolean isFollowed(Context ctx) {
        return ((DoneTrigger) ctx.done()).isAwaited();
    }

    private static void assertCollected(WeakReference<?> reference) {
        Goroutine.until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Waits until the heap is back to what it was: collections are not exact. */
    private static void assertLeavesNothing(Supplier<CancellableContext> make) {
        make.get().close();
        long before = used();
        for (int i = 0; i < MANY; i++) {
            make.get().close();
        }
        Goroutine.until(() -> used() < before + NOTHING);
    }

    /** A million children that end one by one leave nothing in a parent that lives for ever (CTX-014). */
    @Test
    void cancel_millionChildrenOneByOne_leaveNothing() {
        assertLeavesNothing(parent::withCancel);
        assertThat(isFollowed(parent)).isFalse();
    }

    /** A million timeouts that were set and closed leave nothing in the parent or with the timer (CTX-014, CTX-032). */
    @Test
    void close_millionTimeouts_leaveNothing() {
        assertLeavesNothing(() -> parent.withTimeout(LONG));
        assertThat(isFollowed(parent)).isFalse();
    }

    /** A child that was cancelled leaves its parent (CTX-014). */
    @ParameterizedTest
    @EnumSource
    void cancel_ofAChild_leavesTheParent(Kind kind) {
        CancellableContext child = kind.of(parent);
        assertThat(isFollowed(parent)).isTrue();
        child.cancel();
        assertThat(isFollowed(parent)).isFalse();
    }

    /** A child that was closed is garbage, although its parent lives, and its deadline is far (CTX-014, CTX-032). */
    @ParameterizedTest
    @EnumSource
    void close_ofAChild_makesItGarbage(Kind kind) {
        assertCollected(closedChild(kind));
        assertThat(parent.isDone()).isFalse();
    }

    private WeakReference<Context> closedChild(Kind kind) {
        CancellableContext child = kind.of(parent);
        child.close();
        return new WeakReference<>(child);
    }

    /** A child that ended at its deadline leaves its parent (CTX-014, CTX-032). */
    @Test
    void deadline_ofAChild_leavesTheParent() throws Exception {
        CancellableContext child = parent.withTimeout(Duration.ofMillis(5));
        child.done().receive();
        Goroutine.until(() -> !isFollowed(parent));
        assertThat(parent.isDone()).isFalse();
    }

    /** A parent that was cancelled has no children any more (CTX-015). */
    @ParameterizedTest
    @EnumSource
    void cancel_ofTheParent_clearsItsChildren(Kind kind) {
        List<WeakReference<Context>> children = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            children.add(new WeakReference<>(kind.of(parent)));
        }
        parent.cancel();
        assertThat(isFollowed(parent)).isFalse();
        children.forEach(ContextLeakTest::assertCollected);
    }

    /** A merged context that ends with one of its parents leaves the others (CTX-014). */
    @Test
    void cancel_ofOneParentOfAMergedContext_leavesTheOther() {
        CancellableContext other = Context.background().withCancel();
        CancellableContext merged = Context.merge(parent, other);
        parent.cancel();
        assertThat(merged.isDone()).isTrue();
        assertThat(isFollowed(other)).isFalse();
        assertThat(other.isDone()).isFalse();
    }

    /** A child that nobody ends stays with its parent, although nobody refers to it, until that ends (CTX-023). */
    @Test
    void child_forgotten_staysWithTheParent() {
        WeakReference<Context> child = new WeakReference<>(parent.withCancel());
        for (int i = 0; i < 5; i++) {
            System.gc();
            assertThat(child.get()).isNotNull();
        }
        parent.cancel();
        assertCollected(child);
    }

    /** A child of a root, which keeps no children, is garbage once nobody refers to it (CTX-023). */
    @Test
    void child_ofARoot_isGarbage() {
        WeakReference<Context> child =
                new WeakReference<>(Context.background().withCancel().withValue(ContextKey.of("key"), 1));
        assertCollected(child);
        assertThat(Context.background().isDone()).isFalse();
    }
}
