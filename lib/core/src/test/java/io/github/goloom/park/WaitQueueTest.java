package io.github.goloom.park;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue of nodes, alone. */
class WaitQueueTest {
    private final WaitQueue queue = new WaitQueue();

    /** Any node may leave, the last too, and who joins after it stands behind those who are left. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void add_afterOneHasLeft_isBehindTheOthers(int leaving) {
        List<Node> nodes = new ArrayList<>(List.of(node(), node(), node()));
        nodes.forEach(queue::add);
        assertThat(queue.remove(nodes.remove(leaving))).isTrue();
        Node next = node();
        nodes.add(next);

        queue.add(next);

        assertThat(drained()).isEqualTo(nodes);
    }

    /** A node that is not here stays where it is. */
    @Test
    void remove_ofANodeThatHasLeft_isFalse() {
        Node first = node();
        Node second = node();
        queue.add(first);
        queue.add(second);

        assertThat(queue.remove(first)).isTrue();
        assertThat(queue.remove(first)).isFalse();

        assertThat(drained()).containsExactly(second);
    }

    /** In any order of operations it holds what a list would. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void operations_inRandomOrder_giveWhatAListGives(long seed) {
        Random random = new Random(seed);
        List<Node> list = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int choice = random.nextInt(5);
            if (choice == 0) {
                Node node = node();
                queue.addFirst(node);
                list.add(0, node);
            } else if (choice < 3) {
                Node node = node();
                queue.add(node);
                list.add(node);
            } else if (!list.isEmpty()) {
                assertThat(queue.remove(list.remove(random.nextInt(list.size()))))
                        .isTrue();
            }
            assertThat(queue.isEmpty()).isEqualTo(list.isEmpty());
            assertThat(queue.first()).isSameAs(list.isEmpty() ? null : list.get(0));
            assertThat(queue.count(3)).isEqualTo(Math.min(3, list.size()));
        }
        assertThat(drained()).isEqualTo(list);
    }

    private static Node node() {
        return new Waiter(null, null);
    }

    private List<Node> drained() {
        List<Node> nodes = new ArrayList<>();
        for (Node node = queue.first(); node != null; node = queue.first()) {
            nodes.add(node);
            queue.remove(node);
        }
        return nodes;
    }
}
