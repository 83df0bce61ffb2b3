package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ml-pipeline completion bash}. */
@Command(
        name = "completion",
        description = {
            "Prints a script with which bash or zsh completes commands and options.",
            "",
            "bash: source <(ml-pipeline completion bash), in ~/.bashrc to keep it.",
            "zsh: the same with zsh in place of bash, in ~/.zshrc after compinit."
        })
final class CompletionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private String shell;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new UserError("there is a completion for bash and for zsh, and none for \"" + shell + "\".");
        }
        // Made for bash; in zsh it turns bashcompinit on by itself.
        command.commandLine()
                .getOut()
                .print(AutoComplete.bash("ml-pipeline", command.root().commandLine()));
        return 0;
    }
}
