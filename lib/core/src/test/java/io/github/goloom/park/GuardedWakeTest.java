package io.github.goloom.park;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who were claimed under a lock are woken in the order of the claims, whatever happens to one of them. */
class GuardedWakeTest {
    private final List<String> told = new ArrayList<>();

    /** Notes that it was told; may throw then. */
    private final class Told extends Follower {
        private final String name;
        private final Throwable failure;

        Told(String name, Throwable failure) {
            this.name = name;
            this.failure = failure;
        }

        @Override
        protected Node onEnd() {
            told.add(name);
            if (failure instanceof Error error) {
                throw error;
            } else if (failure != null) {
                throw (RuntimeException) failure;
            }
            return null;
        }
    }

    /** {@return a list as a lock leaves it: the last claimed is the first} */
    private Node claimed(Node... inOrder) {
        for (int i = 1; i < inOrder.length; i++) {
            inOrder[i].next = inOrder[i - 1];
        }
        return inOrder[inOrder.length - 1];
    }

    /** One that fails, with an exception or an error, keeps nobody asleep, and what it threw comes out. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wake_oneFails_wakesTheOthersAndThrows(boolean error) {
        Throwable failure = error ? new StackOverflowError("no stack") : new IllegalStateException("fails");
        Node list = claimed(new Told("a", null), new Told("b", failure), new Told("c", null));

        Throwable thrown = catchThrowable(() -> Guarded.wake(list));

        assertThat(thrown).isSameAs(failure);
        assertThat(told).containsExactly("a", "b", "c");
    }

    /** Two lists make one, in which the first comes first. */
    @Test
    void joined_twoLists_areWokenOneAfterTheOther() {
        Node first = claimed(new Told("a", null), new Told("b", null));
        Node second = claimed(new Told("c", null), new Told("d", null));

        Guarded.wake(Guarded.joined(first, second));

        assertThat(told).containsExactly("a", "b", "c", "d");
    }
}
