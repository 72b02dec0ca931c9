package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Kinds;
import io.github.goloom.testing.Kinds.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random operations of one thread, held against a queue of the JDK. */
class KindsModelTest {
    private static final int RUNS = 40;
    private static final int STEPS = 2_000;

    /** What a channel of a kind does, by one thread. */
    private static final class Model {
        private final Kind kind;
        private final ArrayDeque<Integer> values = new ArrayDeque<>();
        private long dropped;

        Model(Kind kind) {
            this.kind = kind;
        }

        void send(int value) {
            values.add(value);
            if (values.size() > kind.capacity) {
                Integer lost = kind.oldestGoes ? values.pollFirst() : values.pollLast();
                dropped += lost == null ? 0 : 1;
            }
        }

        List<Integer> take(int max) {
            List<Integer> taken = new ArrayList<>();
            while (taken.size() < max && !values.isEmpty()) {
                taken.add(values.poll());
            }
            return taken;
        }
    }

    /** Every result is that of the model, in phases that fill and phases that empty the buffer. */
    @Kinds
    void operations_random_areThoseOfTheModel(Kind kind) throws Exception {
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            Chan<Integer> chan = kind.make();
            Model model = new Model(kind);
            int sends = 50;
            for (int step = 0; step < STEPS; step++) {
                if (step % 100 == 0) {
                    sends = 10 + random.nextInt(80);
                }
                if (random.nextInt(100) < sends) {
                    send(chan, step, random);
                    model.send(step);
                } else {
                    receive(chan, model, random);
                }
                assertThat(chan.size()).isEqualTo(model.values.size());
                assertThat(chan.dropped()).isEqualTo(model.dropped);
            }
            chan.close();
            List<Integer> rest = new ArrayList<>();
            chan.receiveEach(rest::add);
            assertThat(rest).isEqualTo(model.take(STEPS));
        }
    }

    private static void send(Chan<Integer> chan, int value, Random random) throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> chan.send(value);
            case 1 -> assertThat(chan.trySend(value)).isTrue();
            case 2 -> assertThat(chan.trySend(value, Duration.ofDays(1))).isTrue();
            default -> Select.select(Select.onSend(chan, value, () -> {}), Select.onReceive(Chan.nil(), it -> {}));
        }
    }

    private static void receive(Chan<Integer> chan, Model model, Random random) throws Exception {
        int max = 1 + random.nextInt(100);
        switch (random.nextInt(40)) {
            case 0 -> assertThat(chan.drain()).isEqualTo(model.take(STEPS));
            case 1, 2 -> {
                List<Integer> target = new ArrayList<>();
                assertThat(chan.drainTo(target, max)).isEqualTo(target.size());
                assertThat(target).isEqualTo(model.take(max));
            }
            case 3, 4 -> {
                if (!model.values.isEmpty()) {
                    assertThat(chan.receiveUpTo(max)).isEqualTo(model.take(max));
                }
            }
            default -> {
                List<Integer> one = model.take(1);
                Received<Integer> received = chan.tryReceive();
                assertThat(received instanceof Received.Value<Integer> it ? List.of(it.value()) : List.of())
                        .isEqualTo(one);
            }
        }
    }
}
