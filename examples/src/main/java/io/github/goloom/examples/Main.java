package io.github.goloom.examples;

import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.digest.DigestCommand;
import io.github.goloom.examples.lines.LinesCommand;
import io.github.goloom.examples.sieve.SieveCommand;
import io.github.goloom.examples.stuck.StuckCommand;
import io.github.goloom.examples.waits.FlameCommand;
import io.github.goloom.examples.waits.OfficeCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Runs an example by name; without one, lists what there is. */
@Command(name = "examples/run", synopsisSubcommandLabel = "NAME", description = "Runs an example of goloom.")
public final class Main implements Runnable {
    private final Console console;
    private final CommandLine commands;

    Main(Console console) {
        this.console = console;
        commands = new CommandLine(CommandSpec.forAnnotatedObject(this))
                .addSubcommand(new DigestCommand(console))
                .addSubcommand(new LinesCommand(console))
                .addSubcommand(new SieveCommand(console))
                .addSubcommand(new StuckCommand(console))
                .addSubcommand(new OfficeCommand(console))
                .addSubcommand(new FlameCommand(console))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.ISO_8859_1))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((wrong, args) -> complain(wrong));
        addHelp(commands);
        commands.getSubcommands().values().forEach(Main::addHelp);
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this and ends.")
                        .build());
    }

    /**
     * Runs the example and ends the process with its status.
     *
     * @param args the name of an example, and what it is given
     */
    public static void main(String[] args) {
        System.exit(new Main(Console.ofProcess()).execute(RawArguments.of(args)));
    }

    int execute(String... args) {
        return commands.execute(args);
    }

    /** Lists what there is. */
    @Override
    public void run() {
        commands.usage(commands.getOut());
    }

    private int complain(ParameterException wrong) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        console.complain(name, wrong.getMessage() + " (" + name + " --help tells more)");
        return CommandLine.ExitCode.USAGE;
    }
}
