package io.github.goloom.examples;

import io.github.goloom.examples.cluster.ClusterCommand;
import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.digest.DigestCommand;
import io.github.goloom.examples.lines.LinesCommand;
import io.github.goloom.examples.patterns.Patterns;
import io.github.goloom.examples.service.LoadCommand;
import io.github.goloom.examples.service.ServiceCommand;
import io.github.goloom.examples.stuck.StuckCommand;
import io.github.goloom.examples.waits.FlameCommand;
import io.github.goloom.examples.waits.OfficeCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Runs an example by name; without one, lists what there is. */
@Command(name = "examples/run", synopsisSubcommandLabel = "NAME", description = "Runs an example of goloom.")
public final class Main implements Runnable {
    private final Console console;
    private final CommandLine commands;

    Main(Console console) {
        this.console = console;
        commands = new CommandLine(CommandSpec.forAnnotatedObject(this));
        List<String> examples = new ArrayList<>();
        for (Example each : Patterns.all()) {
            commands.addSubcommand(each);
            examples.add(CommandSpec.forAnnotatedObject(each).name());
        }
        examples.addAll(List.of("lines", "stuck", "office", "load", "cluster"));
        commands.addSubcommand(new DigestCommand(console))
                .addSubcommand(new LinesCommand(console))
                .addSubcommand(new StuckCommand(console))
                .addSubcommand(new OfficeCommand(console))
                .addSubcommand(new ServiceCommand(console))
                .addSubcommand(new LoadCommand(console))
                .addSubcommand(new FlameCommand(console))
                .addSubcommand(new ClusterCommand(console))
                .addSubcommand(new AllCommand(console, examples));
        configure(commands);
    }

    private Main(Console console, Example example) {
        this.console = console;
        commands = new CommandLine(CommandSpec.forAnnotatedObject(example));
        configure(commands);
    }

    private void configure(CommandLine line) {
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.ISO_8859_1))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(
                        (wrong, args) -> complain(wrong.getCommandLine(), String.valueOf(wrong.getMessage())))
                .setExecutionStrategy(this::execute)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof WrongArgumentException) {
                        return complain(command, String.valueOf(e.getMessage()));
                    }
                    throw e;
                });
        addHelp(line);
        line.getSubcommands().values().forEach(Main::addHelp);
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this and ends.")
                        .build());
    }

    /** Runs what was parsed: an {@link Example}, or a command of picocli. */
    private int execute(ParseResult parsed) {
        ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        CommandSpec spec = last.commandSpec();
        if (!(spec.userObject() instanceof Example example) || last.isUsageHelpRequested()) {
            return new CommandLine.RunLast().execute(parsed);
        }
        PrintStream out = new PrintStream(console.out(), true, StandardCharsets.UTF_8);
        try {
            example.run(out);
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(spec.commandLine(), spec.name() + " failed: " + e, e);
        }
        if (out.checkError()) {
            console.complain(spec.name(), "standard output cannot be written");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }

    /**
     * Runs one example alone, and ends the process with its status.
     *
     * @param example what to run
     * @param args its arguments
     */
    public static void run(Example example, String... args) {
        System.exit(new Main(Console.ofProcess(), example).execute(args));
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

    private int complain(CommandLine command, String wrong) {
        String name = command.getCommandSpec().qualifiedName();
        console.complain(name, wrong + " (" + name + " --help tells more)");
        return CommandLine.ExitCode.USAGE;
    }
}
