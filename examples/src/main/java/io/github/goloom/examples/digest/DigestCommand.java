package io.github.goloom.examples.digest;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.examples.WrongArgumentException;
import io.github.goloom.examples.console.AtShutdown;
import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code digest DIR...}. */
@Command(
        name = "digest",
        description =
                "Prints the SHA-256 of every file below the directories, as sha256sum does, in the order of the paths.",
        sortOptions = false)
public final class DigestCommand implements Callable<Integer> {
    private static final int MOST_PARALLEL = 1000;
    private static final int INTERRUPTED = 130;

    private final Console console;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Directories; symbolic links are not followed.")
    private List<String> directories = List.of();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many files are read side by side; the number of processors if not given.")
    private int parallel = Runtime.getRuntime().availableProcessors();

    @Option(names = "--fail-fast", description = "Ends at the first file that cannot be read.")
    private boolean failFast;

    /** Makes the command, which prints on the console. */
    public DigestCommand(Console console) {
        this.console = console;
    }

    @Override
    @SuppressWarnings("try") // the hook is only there
    public Integer call() throws ExecutionException {
        WrongArgumentException.unlessIn("--parallel", parallel, 1, MOST_PARALLEL);
        WrongArgumentException.unless(!directories.contains(""), "DIR must not be empty");
        try (CancellableContext ctx = Context.background().withCancel();
                AtShutdown hook = new AtShutdown(ctx::cancel);
                Screen screen = new Screen(console)) {
            Pipeline.Opener opener = path -> Files.newInputStream(Raw.pathOf(path), LinkOption.NOFOLLOW_LINKS);
            return new Pipeline(opener, screen, failFast).run(new Walk(directories), parallel, ctx) ? 0 : 1;
        } catch (ContextException | InterruptedException e) {
            return INTERRUPTED;
        } catch (IOException e) {
            console.complain("digest", "standard output: " + Console.reason(e));
            return 1;
        }
    }
}
