package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Action;
import io.github.goloom.chan.Chan;
import io.github.goloom.park.DoneTrigger;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a body races with the end of its context: no interrupt arrives after it, and nothing of it is kept. */
@Tag("proof")
class ContextInterruptingRaceTest {
    private static final int ROUNDS = 20_000;
    private static final int MILLION = 1_000_000;

    /** Whichever wins, the status is clear after the body, and stays so. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void interrupting_racesWithTheEnd_leavesNoInterrupt(boolean platform) throws Exception {
        Chan<CancellableContext> ending = Chan.buffered(1);
        Goroutine.Action rounds = () -> assertBothWin(ending);
        Goroutine<Void> runner = platform ? Goroutine.platform(rounds) : Goroutine.go(rounds);
        Goroutine<Void> ender = Goroutine.platform(() -> ending.receiveEach(CancellableContext::cancel));

        runner.result();
        ending.close();
        ender.result();
    }

    private static void assertBothWin(Chan<CancellableContext> ending) throws Exception {
        Random random = new Random(7);
        int ended = 0;
        for (int i = 0; i < ROUNDS; i++) {
            CancellableContext context = CancellableContext.childOf(Context.background());
            ending.send(context);
            int spins = random.nextInt(4) * random.nextInt(400);
            try {
                context.interrupting((Action<Exception>) () -> spin(spins));
            } catch (ContextCancelledException e) {
                ended++;
            }
            assertThat(Thread.interrupted()).as("interrupted after round %d", i).isFalse();
            spin(spins);
            assertThat(Thread.interrupted())
                    .as("interrupted late in round %d", i)
                    .isFalse();
        }
        assertThat(ended).as("rounds in which the context ended first").isStrictlyBetween(0, ROUNDS);
    }

    private static void spin(int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    /** A million bodies leave nothing with their context. */
    @Test
    void interrupting_millionTimes_leavesNothingWithTheContext() throws Exception {
        CancellableContext context = CancellableContext.childOf(Context.background());
        long sum = 0;
        for (int i = 0; i < MILLION; i++) {
            int each = i;
            sum += context.<Integer, RuntimeException>interrupting(() -> each);
        }

        assertThat(sum).isEqualTo(MILLION * (MILLION - 1L) / 2);
        assertThat(((DoneTrigger) context.done()).isAwaited()).isFalse();
    }

    /** The thread of a body that is over is not kept by the context. */
    @Test
    void interrupting_threadOfABodyThatIsOver_isCollected() throws Exception {
        CancellableContext context = CancellableContext.childOf(Context.background());
        WeakReference<Thread> reference = threadOfABody(context);

        Garbage.assertCollected(reference);
        assertThat(context.isDone()).isFalse();
    }

    private static WeakReference<Thread> threadOfABody(Context context) throws Exception {
        Thread thread = Go.go(() -> context.interrupting((Action<Exception>) () -> {}));
        thread.join();
        return new WeakReference<>(thread);
    }
}
