package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ml-pipeline help gate}. */
@Command(name = "help", description = "Explains a command, as its --help does: ml-pipeline help gate.")
final class HelpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command; all of them when left out.")
    private List<String> path = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        CommandLine explained = command.parent().commandLine();
        for (String name : path) {
            CommandLine below = explained.getSubcommands().get(name);
            if (below == null) {
                throw new UserError("\"" + explained.getCommandSpec().qualifiedName() + "\" has no command \"" + name
                        + "\". "
                        + NearNames.hint(name, explained.getSubcommands().keySet()));
            }
            explained = below;
        }
        explained.usage(command.commandLine().getOut());
        return 0;
    }
}
