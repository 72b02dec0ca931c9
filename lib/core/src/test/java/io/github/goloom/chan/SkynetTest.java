package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A tree of goroutines: each has ten children down to a million leaves, and every sum goes up through a channel. */
@Tag("proof")
class SkynetTest {
    private static final int CHILDREN = 10;
    private static final int LEAVES = 1_000_000;

    /** All goroutines end, and the sum of the numbers of the leaves is right. */
    @Test
    void tree_ofAMillionGoroutines_sumsUp() throws Exception {
        Chan<Long> root = Chan.unbuffered();
        Go.go(() -> grow(root, 0, LEAVES));

        assertThat(root.receive()).isEqualTo(LEAVES * (LEAVES - 1L) / 2);
    }

    private static void grow(Chan<Long> parent, long first, int leaves) throws InterruptedException {
        if (leaves == 1) {
            parent.send(first);
            return;
        }
        Chan<Long> sums = Chan.unbuffered();
        int each = leaves / CHILDREN;
        for (int i = 0; i < CHILDREN; i++) {
            long from = first + (long) i * each;
            Go.go(() -> grow(sums, from, each));
        }
        long sum = 0;
        for (int i = 0; i < CHILDREN; i++) {
            sum += sums.receive();
        }
        parent.send(sum);
    }
}
