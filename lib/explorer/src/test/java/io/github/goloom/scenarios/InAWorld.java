package io.github.goloom.scenarios;

import io.github.goloom.explorer.Scenario;
import io.github.goloom.park.World;
import java.time.Duration;
import java.time.Instant;

/** A scenario whose goroutines are members of a world. */
abstract class InAWorld extends Scenario {
    private World world;
    private boolean over;

    /** The first member. */
    abstract void body() throws Exception;

    @Override
    protected void goroutines(Goroutines go) {
        go.start("opener", () -> {
            world = World.open(null);
            world.start("first", () -> {
                try {
                    body();
                    over = true;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                } finally {
                    world.stopTime();
                }
            });
        });
    }

    @Override
    protected void check() {
        require(world.failure() == null, "failed: " + world.failure());
        require(over, "the first member has not ended");
    }

    static String at(Instant instant) {
        return "at " + Duration.between(World.START, instant).toSeconds();
    }
}
