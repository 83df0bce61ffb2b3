package io.jenkins.plugins.mlpipeline.engine.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every command has. */
final class CommonOptions {
    @Option(
            names = "--json",
            description = "Print one JSON object on standard output and everything else on standard error.",
            order = 80)
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but errors (and the JSON object).",
            order = 81)
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.",
            order = 82)
    private boolean help;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Where this command talks to its user. */
    Console console() {
        return new Console(command.commandLine().getOut(), command.commandLine().getErr(), json, quiet);
    }
}
