package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.park.World;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random pipelines give what their steps give one after the other. */
class RandomPipelineTest {
    private static final int SOME = 500;
    private static final int MANY = Integer.getInteger("pipelines", 10_000);

    /** In virtual time, so that every order of the functions' ends comes about. */
    private static void check(int pipelines) throws Exception {
        for (long seed = 0; seed < pipelines; seed++) {
            new RandomPipeline(seed).check();
            Go.sleep(Duration.ofNanos(1)); // time moves when what ends has ended
            assertThat(Objects.requireNonNull(World.current()).members())
                    .as("left by seed " + seed)
                    .hasSize(1);
        }
    }

    /** Some, in every build. */
    @Test
    @InAWorld
    void run_some_equalTheModel() throws Exception {
        check(SOME);
    }

    /** Many. */
    @Test
    @InAWorld
    @Tag("proof")
    void run_many_equalTheModel() throws Exception {
        check(MANY);
    }
}
