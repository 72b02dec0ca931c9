package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unless;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import java.io.PrintStream;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Two players and a ball on one channel, the table. The ball has a plain field, and no lock: only the player who has
 * received it touches it, and what it did happens-before the next one receives it. It is the table of Sameer Ajmani's
 * talk.
 *
 * @see <a href="https://go.dev/talks/2013/advconc.slide">Advanced Go Concurrency Patterns: ping-pong</a>
 */
@Command(name = "ping-pong", description = "Two players hand a ball over a channel, the table.")
final class PingPong implements Example {
    @Option(names = "--time", paramLabel = "MS", description = "How long they play, in ms; 200 if not given.")
    private int millis = 200;

    /** The ball, which belongs to the goroutine that has received it. */
    private static final class Ball {
        private int hits;
    }

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new PingPong(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException {
        unless(millis >= 0, "--time must be 0 or more, not " + millis);
        Chan<Ball> table = Chan.unbuffered("table");
        Ball ball = new Ball();
        try (CancellableContext ctx = Context.background().withCancel()) {
            Go.go("ping", () -> play("ping", table, out, ctx));
            Go.go("pong", () -> play("pong", table, out, ctx));
            table.send(ball); // the game begins
            Go.sleep(Duration.ofMillis(millis));
            table.receive(); // the game is over: the ball is gone
        }
        out.println(ball.hits + " hits");
    }

    private static void play(String name, Chan<Ball> table, PrintStream out, Context ctx) throws InterruptedException {
        for (Ball ball : table.until(ctx)) {
            ball.hits++;
            out.println(name + " " + ball.hits);
            Go.sleep(Duration.ofMillis(10));
            table.send(ball, ctx);
        }
    }
}
