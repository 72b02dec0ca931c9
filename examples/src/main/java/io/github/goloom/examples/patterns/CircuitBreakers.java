package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A {@link Breaker} of a few lines and that of resilience4j before the same service. They decide the same here. Take
 * resilience4j for a real service: there failures are a rate in a window, slow calls count, several trials decide, and
 * events and metrics show the state. The few lines do where none of that is needed.
 */
@Command(name = "breaker", description = "A circuit breaker of a few lines, beside that of resilience4j.")
final class CircuitBreakers implements Example {
    private final Clock clock;

    @Option(names = "--failures", paramLabel = "N", description = "Those that open it, from 1 to 100; 3 if not given.")
    private int failures = 3;

    @Option(
            names = "--pause",
            paramLabel = "MILLIS",
            description = "How long it is open, up to 60000; 300 if not given.")
    private int pause = 300;

    CircuitBreakers(Clock clock) {
        this.clock = clock;
    }

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new CircuitBreakers(Clock.systemUTC()), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        unlessIn("--failures", failures, 1, 100);
        unlessIn("--pause", pause, 1, 60_000);
        Duration open = Duration.ofMillis(pause);
        Breaker own = new Breaker(failures, open);
        CircuitBreaker library = CircuitBreaker.of(
                "service",
                CircuitBreakerConfig.custom()
                        .slidingWindow(failures, failures, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(open)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock)
                        .build());
        out.println("service  own      resilience4j");
        List<String> course = new ArrayList<>(Collections.nCopies(failures + 1, "down"));
        course.addFirst("up");
        course.addAll(List.of("wait", "down", "up", "wait", "up", "up"));
        for (String step : course) {
            if (step.equals("wait")) {
                Go.sleep(open.plusMillis(1));
                out.println("(" + pause + " ms later)");
            } else {
                Callable<String> service = () -> answer(step);
                String byOwn = outcome(() -> own.call(service));
                out.printf("%-8s %-8s %s%n", step, byOwn, outcome(() -> library.executeCallable(service)));
            }
        }
    }

    private static String answer(String state) throws IOException {
        if (state.equals("down")) {
            throw new IOException("the service is down");
        }
        return "answer";
    }

    private static String outcome(Callable<String> call) throws Exception {
        try {
            return call.call();
        } catch (RejectedExecutionException | CallNotPermittedException e) {
            return "refused";
        } catch (IOException e) {
            return "failure";
        }
    }
}
