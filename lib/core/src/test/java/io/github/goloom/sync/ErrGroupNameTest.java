package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.context.Context;
import io.github.goloom.context.ContextKey;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Names of groups and of their goroutines, and what the text of a group tells. */
class ErrGroupNameTest {
    private final CountDownLatch end = new CountDownLatch(1);

    /** The text begins with the name, and tells how many run, failed and wait. */
    @Test
    void toString_named_tellsTheNameAndWhoWaits() throws Exception {
        try (ErrGroup group = new ErrGroup("crawl")) {
            assertThat(group).hasToString("ErrGroup[\"crawl\", 0 running, 0 failed]");
            group.limit(1);
            group.go(end::await);
            Goroutine<Boolean> starter =
                    Goroutine.call(() -> group.go(() -> {})).parkedOn(group);
            assertThat(group).hasToString("ErrGroup[\"crawl\", 1/1 running, 0 failed, 1 starter waits]");

            Goroutine<Boolean> second = Goroutine.call(() -> group.go(() -> {})).parkedOn(group);
            Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

            assertThat(group)
                    .hasToString(
                            "ErrGroup[\"crawl\", 1/1 running, 0 failed, 2 starters wait, 1 thread waits for the end]");
            end.countDown();
            starter.result();
            second.result();
            waiter.result();
            group.await();
            assertThat(group).hasToString("ErrGroup[\"crawl\", 0/1 running, 0 failed]");
        }
    }

    /** Failures are counted in the text. */
    @Test
    void toString_taskFailed_countsIt() throws Exception {
        try (ErrGroup group = new ErrGroup("crawl")) {
            group.go(() -> {
                throw new IOException("broken");
            });
            assertThatThrownBy(group::await).hasCauseExactlyInstanceOf(IOException.class);

            assertThat(group).hasToString("ErrGroup[\"crawl\", 0 running, 1 failed]");
        }
    }

    /** A group with a context can have a name, too, and its context is derived as always. */
    @Test
    void withContext_named_hasTheNameAndTheContext() throws Exception {
        ContextKey<String> user = ContextKey.of("user");
        try (ErrGroup group = ErrGroup.withContext(Context.background().withValue(user, "me"), "crawl")) {
            assertThat(group).hasToString("ErrGroup[\"crawl\", 0 running, 0 failed]");
            assertThat(group.context().value(user)).isEqualTo("me");
            group.await();
            assertThat(group.context().isDone()).isTrue();
        }
    }

    /** A named group without a context has the background context, and can be used again. */
    @Test
    void context_ofANamedGroupWithout_isTheBackground() throws Exception {
        try (ErrGroup group = new ErrGroup("crawl")) {
            assertThat(group.context()).isSameAs(Context.background());
            group.await();
            assertThat(group.go(() -> {})).isTrue();
            group.await();
        }
    }

    /** The name is in the messages of wrong use. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // the close is what is tested
    void close_named_tellsTheName() throws Exception {
        ErrGroup group = ErrGroup.withContext(Context.background(), "crawl");
        group.go(() -> {});

        assertThatThrownBy(group::close)
                .hasMessage("the group was closed without await or cancel: ErrGroup[\"crawl\", 0 running, 0 failed]");
        assertThatThrownBy(() -> group.go(() -> {})).hasMessageContaining("ErrGroup[\"crawl\", ");
    }

    /** A task with a name runs on a virtual thread of that name; one without has that of its group. */
    @Test
    void go_named_runsOnAThreadOfThatName() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            Thread[] threads = new Thread[4];
            group.go("first", () -> threads[0] = Thread.currentThread());
            group.go(() -> threads[1] = Thread.currentThread());
            Subtask<Thread> third = group.fork("third", Thread::currentThread);
            Subtask<Thread> fourth = group.fork(Thread::currentThread);
            group.await();
            threads[2] = third.get();
            threads[3] = fourth.get();

            assertThat(threads)
                    .allMatch(Thread::isVirtual)
                    .extracting(Thread::getName)
                    .containsExactly("first", "ErrGroup task 1", "third", "ErrGroup task 2");
        }
    }

    /** A named task waits at the limit as one without, and has its name also then. */
    @Test
    void go_namedAtTheLimit_runsOnAThreadOfThatName() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(1);
            group.go(end::await);
            String[] name = new String[1];
            Goroutine<Boolean> starter = Goroutine.call(() -> group.go(
                            "late", () -> name[0] = Thread.currentThread().getName()))
                    .parkedOn(group);

            end.countDown();

            assertThat(starter.result()).isTrue();
            group.await();
            assertThat(name).containsExactly("late");
        }
    }
}
