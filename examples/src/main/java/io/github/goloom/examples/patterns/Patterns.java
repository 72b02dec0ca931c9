package io.github.goloom.examples.patterns;

import io.github.goloom.examples.Example;
import java.time.Clock;
import java.util.List;

/** The list of the patterns. */
public final class Patterns {
    private Patterns() {}

    /** {@return the patterns, in the order in which they are worth reading} */
    public static List<Example> all() {
        return List.of(
                new Generator(),
                new FanIn(),
                new FanOut(),
                new CancelledPipeline(),
                new BoundedParallelism(),
                new MovingOn(),
                new ReplicatedSearch(),
                new DaisyChain(),
                new PingPong(),
                new PrimeSieve(),
                new SubscriptionLoop(),
                new ServerPoller(),
                new StatefulGoroutine(),
                new WorkerPool(),
                new RateLimited(),
                new ConnectionPool(),
                new AsyncLogger(),
                new CircuitBreakers(Clock.systemUTC()),
                new LockRetry(),
                new Philosophers(),
                new CondChan(),
                new ChatServer(),
                new Crawler(),
                new Skynet());
    }
}
