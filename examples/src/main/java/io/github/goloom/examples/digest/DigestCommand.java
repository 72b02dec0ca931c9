package io.github.goloom.examples.digest;

import io.github.goloom.examples.console.Console;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Directories; symbolic links are not followed.")
    private List<String> directories = List.of();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many files are read side by side; the number of processors if not given.")
    private int parallel = Runtime.getRuntime().availableProcessors();

    @Option(names = "--fail-fast", description = "Ends at the first file that cannot be read.")
    private boolean failFast;

    /**
     * Makes the command.
     *
     * @param console where it prints
     */
    public DigestCommand(Console console) {
        this.console = console;
    }

    @Override
    @SuppressWarnings("try") // the hook is only there
    public Integer call() {
        check(parallel >= 1 && parallel <= MOST_PARALLEL, "--parallel must be from 1 to 1000, not " + parallel);
        check(!directories.contains(""), "DIR must not be empty");
        Crew crew = new Crew();
        try (AtShutdown hook = new AtShutdown(crew::stop);
                Progress progress = console.errIsTerminal() ? new Bar(Terminal.width()) : Progress.UNSEEN;
                Screen screen = new Screen(console)) {
            boolean all =
                    new Pipeline(crew, screen, progress).run(new Walk(directories), Opener.FILES, parallel, failFast);
            return all ? 0 : 1;
        } catch (IOException e) {
            console.complain("digest", "standard output: " + Reason.of(e));
            return 1;
        } catch (Crew.Stopped e) {
            if (e.getCause() != null) {
                throw e; // a bug
            }
            return INTERRUPTED;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
