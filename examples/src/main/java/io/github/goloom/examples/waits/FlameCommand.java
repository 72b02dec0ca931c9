package io.github.goloom.examples.waits;

import io.github.goloom.examples.console.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import one.convert.Arguments;
import one.convert.FlameGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code flame RECORDING PAGE}. */
@Command(
        name = "flame",
        description = "Draws what goroutines waited for in a recording as a flame graph: the wider, the longer.")
public final class FlameCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "RECORDING", description = "A recording of the JDK's flight recorder.")
    @SuppressWarnings("NullAway.Init")
    private Path recording;

    @Parameters(index = "1", paramLabel = "PAGE", description = "The page of HTML to write.")
    @SuppressWarnings("NullAway.Init")
    private Path page;

    /**
     * Makes the command.
     *
     * @param console where it complains
     */
    public FlameCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            Map<String, Long> waits = Waits.byStack(recording);
            if (waits.isEmpty()) {
                console.complain("flame", recording + ": no event goloom.Wait or goloom.LockWait");
                return 1;
            }
            draw(waits);
            return 0;
        } catch (IOException e) {
            console.complain("flame", e.toString());
            return 1;
        }
    }

    private void draw(Map<String, Long> waits) throws IOException {
        Arguments arguments = new Arguments();
        arguments.title = "Microseconds of waiting in " + recording.getFileName();
        FlameGraph graph = new FlameGraph(arguments);
        graph.parseCollapsed(new StringReader(waits.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue() + "\n")
                .collect(Collectors.joining())));
        try (PrintStream out = new PrintStream(page.toString(), StandardCharsets.UTF_8)) {
            graph.dump(out);
            if (out.checkError()) {
                throw new IOException(page + " could not be written");
            }
        }
    }
}
