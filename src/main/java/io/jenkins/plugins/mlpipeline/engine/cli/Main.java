package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.FileProblems;
import io.jenkins.plugins.mlpipeline.engine.limits.MemoryLimit;
import io.jenkins.plugins.mlpipeline.engine.runtime.LinkProblems;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line {@code ml-pipeline}: the same work and the same verdicts as the Pipeline steps, without Jenkins. */
@Command(
        name = "ml-pipeline",
        description = "Trains, validates and gates machine learning models, and rolls them out to Kubernetes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 PASS, 1 FAIL, 2 bad usage, spec, data or disk, too much memory or an ERROR verdict,"
                    + " 3 INCONCLUSIVE, 124 --timeout, 70 internal error.",
            "",
            "A first run:",
            "  ml-pipeline train --data data.csv --label outcome --output model",
            "  ml-pipeline validate --model model --output evaluation.json",
            "  ml-pipeline gate --evaluation evaluation.json --gate 'accuracy>=0.9'",
            "",
            "\"ml-pipeline COMMAND --help\" explains a command."
        })
public final class Main implements Callable<Integer> {
    /** Bad usage, spec or data, and ERROR verdicts. */
    static final int EXIT_USAGE = 2;

    /** A defect of this program. */
    static final int EXIT_INTERNAL = 70;

    /** Set to any value, it makes errors print their stack trace. */
    private static final String DEBUG = "ML_PIPELINE_DEBUG";

    /** The commands in the order of the help. */
    private static final Map<String, Supplier<Callable<Integer>>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("train", TrainCommand::new);
        COMMANDS.put("validate", ValidateCommand::new);
        COMMANDS.put("gate", GateCommand::new);
        COMMANDS.put("report", ReportCommand::new);
        COMMANDS.put("run", RunCommand::new);
        COMMANDS.put("profile", ProfileCommand::new);
        COMMANDS.put("plan", PlanCommand::new);
        COMMANDS.put("convert", ConvertCommand::new);
        COMMANDS.put("register", RegisterCommand::new);
        COMMANDS.put("deploy", DeployCommand::new);
        COMMANDS.put("doctor", DoctorCommand::new);
        COMMANDS.put("verify", VerifyCommand::new);
        COMMANDS.put("watch", WatchCommand::new);
        COMMANDS.put("foresee", ForeseeCommand::new);
        COMMANDS.put("rollback", RollbackCommand::new);
        COMMANDS.put("diagnose", DiagnoseCommand::new);
    }

    @Spec
    private CommandSpec command;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        StandardOutput standard = StandardOutput.ofTheProcess();
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(standard, err, args);
        err.flush();
        System.exit(code);
    }

    /** The same with an answer when standard output takes nothing, or Java has no memory left. */
    static int run(StandardOutput standard, PrintWriter err, String... args) {
        int code;
        try (PrintWriter out = standard.writer()) {
            code = run(out, err, args);
        } catch (OutOfMemoryError e) {
            err.println("error: more memory is needed than Java's heap of "
                    + MemoryLimit.size(Runtime.getRuntime().maxMemory())
                    + " has. Set ML_PIPELINE_OPTS=-Xmx8g or more, or give it less data.");
            return EXIT_USAGE;
        } catch (LinkageError | StackOverflowError e) {
            // Java would end with 1, which is the verdict FAIL.
            Optional<String> machine = LinkProblems.explain(e);
            err.println(machine.map(said -> "error: " + said).orElse("internal error: " + e));
            return machine.isPresent() ? EXIT_USAGE : EXIT_INTERNAL;
        }
        if (standard.failure() == null) {
            return code;
        }
        err.println("error: standard output cannot be written: " + FileProblems.reason(standard.failure())
                + ". A part of what was to be said is missing; without that the exit code would have been " + code
                + ". "
                + FileProblems.wayOut(standard.failure()));
        return EXIT_USAGE;
    }

    /**
     * Runs one command.
     *
     * @return its exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Main());
        String named = args.length > 0 ? args[0] : null;
        // One that is named needs not wait until the options of all others are read.
        COMMANDS.forEach((name, make) -> {
            if (name.equals(named) || !COMMANDS.containsKey(named)) {
                CommandSpec known = CommandSpec.forAnnotatedObject(make.get());
                SettingOptions.addTo(known);
                line.addSubcommand(name, known);
            }
        });
        line.addSubcommand("help", new HelpCommand());
        line.addSubcommand("completion", new CompletionCommand());
        OptionNumbers.readBy(line);
        return line.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(errors())
                .setParameterExceptionHandler(Main::usage)
                .setExecutionStrategy(Main::understood)
                .execute(args);
    }

    /** Help was asked for, perhaps about something that there is not: picocli alone would explain something else. */
    private static int understood(ParseResult parsed) {
        ParseResult last = parsed;
        while (true) {
            if (!last.unmatched().isEmpty()) {
                throw new UnmatchedArgumentException(last.commandSpec().commandLine(), last.unmatched());
            }
            if (!last.hasSubcommand()) {
                return new RunLast().execute(parsed);
            }
            last = last.subcommand();
        }
    }

    @Override
    public Integer call() {
        command.commandLine().usage(command.commandLine().getOut());
        return EXIT_USAGE;
    }

    /** The parameter without an option that an option stands for, {@code SPEC} for {@code --spec=a.yaml}. */
    private static Optional<String> alone(String written, CommandSpec command) {
        return command.positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .filter(label -> written.split("=", 2)[0].equalsIgnoreCase("--" + label))
                .findFirst();
    }

    private static int usage(ParameterException problem, String[] args) {
        // Who wrote --out would else be told that --output is missing.
        List<String> unknown = problem.getCommandLine().getUnmatchedArguments();
        ParameterException e = problem instanceof MissingParameterException && !unknown.isEmpty()
                ? new UnmatchedArgumentException(problem.getCommandLine(), unknown)
                : problem;
        PrintWriter err = e.getCommandLine().getErr();
        err.println("error: " + sentence(e));
        if (e instanceof UnmatchedArgumentException unmatched) {
            String written = unmatched.getUnmatched().get(0);
            CommandSpec command = e.getCommandLine().getCommandSpec();
            Optional<String> meant = Meant.option(written, command.optionsMap().keySet());
            Optional<String> alone = alone(written, command);
            if (meant.isPresent()) {
                err.println("Here it is called " + meant.get() + ".");
            } else if (alone.isPresent()) {
                err.println("Here it stands alone: " + command.qualifiedName() + " " + alone.get() + ".");
            } else if (written.startsWith("-") || !command.subcommands().isEmpty()) {
                err.println(NearNames.hint(
                        written,
                        written.startsWith("-")
                                ? command.optionsMap().keySet()
                                : command.subcommands().keySet()));
            }
        }
        err.println("\"" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help\" explains the command.");
        return EXIT_USAGE;
    }

    /** The library's own words for a pair without its sign name neither the form nor the mistake. */
    private static String sentence(ParameterException e) {
        return e.getArgSpec() instanceof OptionSpec option
                        && option.typeInfo().isMap()
                        && e.getMessage().contains("KEY=VALUE")
                ? option.longestName() + " takes " + option.paramLabel() + ", and \"" + e.getValue()
                        + "\" has no \"=\"."
                : e.getMessage();
    }

    private static IExecutionExceptionHandler errors() {
        return (e, command, parsed) -> {
            PrintWriter err = command.getErr();
            boolean debug = System.getenv(DEBUG) != null;
            if (debug) {
                e.printStackTrace(err);
            }
            if (e instanceof UserError) {
                err.println("error: " + e.getMessage());
                return EXIT_USAGE;
            }
            if (e instanceof IOException io) {
                err.println("error: " + FileProblems.failed(io));
                return EXIT_USAGE;
            }
            if (e instanceof UncheckedIOException io) {
                err.println("error: " + FileProblems.failed(io.getCause()));
                return EXIT_USAGE;
            }
            Optional<String> machine = LinkProblems.explain(e);
            if (machine.isPresent()) {
                err.println("error: " + machine.get());
                return EXIT_USAGE;
            }
            err.println("internal error: " + e);
            if (!debug) {
                err.println("This is a defect of ml-pipeline. Set " + DEBUG + "=1 for the stack trace, and report it.");
            }
            return EXIT_INTERNAL;
        };
    }
}
