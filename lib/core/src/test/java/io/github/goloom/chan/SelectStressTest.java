package io.github.goloom.chan;

import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.onSend;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Select.Case;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/**
 * Selects and plain operations on the same channels, many at once: nothing is lost, nothing is doubled, nobody starves.
 */
class SelectStressTest {
    private static final int EACH = 100_000;

    /** The channels of SEL-031 and how often each value was received. */
    private static final class Traffic {
        final List<Chan<Integer>> chans =
                List.of(Chan.unbuffered(), Chan.unbuffered(), Chan.buffered(2), Chan.buffered(3));
        final AtomicIntegerArray received = new AtomicIntegerArray(2 * 4 * EACH);

        /** The i-th value of the plain sender, or of the selecting one, for a channel. */
        static int value(int chan, int i, boolean selecting) {
            return (2 * chan + (selecting ? 1 : 0)) * EACH + i;
        }

        void sendAll(int chan) throws InterruptedException {
            for (int i = 0; i < EACH; i++) {
                chans.get(chan).send(value(chan, i, false));
            }
        }

        void receiveAll(int chan) throws InterruptedException {
            for (int i = 0; i < EACH; i++) {
                received.incrementAndGet(chans.get(chan).receive());
            }
        }

        void selectSends() throws InterruptedException {
            int[] sent = new int[4];
            for (int n = 0; n < 4 * EACH; n++) {
                List<Case<Void, RuntimeException>> cases = new ArrayList<>(4);
                for (int k = 0; k < 4; k++) {
                    int chan = k;
                    cases.add(onSend(
                            sent[k] < EACH ? chans.get(k) : Chan.nil(), value(k, sent[k], true), () -> sent[chan]++));
                }
                select(cases);
            }
        }

        void selectReceives() throws InterruptedException {
            int[] got = new int[4];
            for (int n = 0; n < 4 * EACH; n++) {
                List<Case<Void, RuntimeException>> cases = new ArrayList<>(4);
                for (int k = 0; k < 4; k++) {
                    int chan = k;
                    cases.add(onReceive(got[k] < EACH ? chans.get(k) : Chan.nil(), value -> {
                        received.incrementAndGet(value);
                        got[chan]++;
                    }));
                }
                select(cases);
            }
        }
    }

    /**
     * SEL-031: four senders, four receivers, a selecting sender and a selecting receiver over four channels of capacity
     * 0, 0, 2 and 3, each 100,000 values on each channel: all end, and each value is received once.
     */
    @Test
    void selects_inMixedTraffic_neitherWedgeNorLose() throws Exception {
        Traffic traffic = new Traffic();
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            int chan = k;
            all.add(Goroutine.go(() -> traffic.sendAll(chan)));
            all.add(Goroutine.go(() -> traffic.receiveAll(chan)));
        }
        all.add(Goroutine.go(traffic::selectSends));
        all.add(Goroutine.go(traffic::selectReceives));
        for (Goroutine<Void> each : all) {
            each.result();
        }

        for (int i = 0; i < traffic.received.length(); i++) {
            assertThat(traffic.received.get(i)).as("receipts of value %d", i).isEqualTo(1);
        }
        for (Chan<Integer> chan : traffic.chans) {
            assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
            assertThat(((SendableChan<?>) chan).senders.isEmpty()).isTrue();
        }
    }

    /**
     * SEL-035: two selects that send without end do not starve the timer case of a third that receives.
     */
    @Test
    void select_besideTwoBusyOnes_seesItsTimer() throws Exception {
        Chan<Integer> values = Chan.unbuffered();
        Chan<Signal> done = Chan.unbuffered();
        Chan<Signal> timer = Chan.buffered(1);
        var busy = List.of(Goroutine.go(() -> sendUntil(values, done)), Goroutine.go(() -> sendUntil(values, done)));
        var third = Goroutine.go(() -> {
            Go.go(() -> {
                Go.sleep(Duration.ofMillis(20));
                timer.send(Signal.SIGNAL);
            });
            boolean[] over = {false};
            while (!over[0]) {
                select(onReceive(values, v -> {}), onReceive(timer, v -> over[0] = true));
            }
            done.close();
        });

        third.result();
        busy.get(0).result();
        busy.get(1).result();
    }

    private static void sendUntil(Chan<Integer> values, Chan<Signal> done) throws InterruptedException {
        boolean[] over = {false};
        while (!over[0]) {
            select(onSend(values, 1, () -> {}), onReceive(done, end -> over[0] = true));
        }
    }
}
