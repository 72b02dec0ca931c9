package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.pipe.Pipeline;
import io.github.goloom.sync.ErrGroup;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Stages, each a goroutine, that are connected by channels. The reader stops in the middle; the end of the group's
 * context then ends the stages, wherever they wait, so that none is left that sends to nobody. A {@link Pipeline} does the
 * same with the channels and the end built in.
 *
 * @see <a href="https://go.dev/blog/pipelines">Go: pipelines and cancellation</a>
 */
@Command(name = "pipeline", description = "Stages connected by channels, which end with their reader.")
final class CancelledPipeline implements Example {
    @Option(names = "--count", paramLabel = "N", description = "How many squares, from 1 to 1000; 5 if not given.")
    private int count = 5;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new CancelledPipeline(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException, ExecutionException {
        unlessIn("--count", count, 1, 1000);
        out.println("by hand:");
        try (ErrGroup stages = ErrGroup.withContext(Context.background(), "stages")) {
            ReceiveChan<Integer> squares = square(stages, countUp(stages));
            for (int i = 0; i < count; i++) {
                out.println(squares.receive());
            }
            stages.cancel();
        } // waits until both have ended
        out.println("by a Pipeline:");
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            pipeline.from(IntStream.iterate(1, i -> i + 1).boxed())
                    .map(i -> i * i)
                    .limit(count)
                    .forEach(out::println);
        }
    }

    private static ReceiveChan<Integer> countUp(ErrGroup stages) throws InterruptedException {
        Chan<Integer> numbers = Chan.unbuffered("numbers");
        stages.go("count", () -> {
            for (int i = 1; ; i++) {
                numbers.send(i);
            }
        });
        return numbers;
    }

    private static ReceiveChan<Integer> square(ErrGroup stages, ReceiveChan<Integer> numbers)
            throws InterruptedException {
        Chan<Integer> squares = Chan.unbuffered("squares");
        stages.go("square", () -> numbers.receiveEach(number -> squares.send(number * number)));
        return squares;
    }
}
