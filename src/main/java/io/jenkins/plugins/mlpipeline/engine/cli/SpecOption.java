package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The spec file whose values are used where an option is not given. */
final class SpecOption {
    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "A spec (YAML) with defaults; options override it. Paths in it are relative to its folder.",
            order = 60)
    private Path file;

    /** The spec with the options over it. */
    Spec with(GivenSettings options) throws IOException {
        return file == null ? options.spec("options") : read(file).overriddenBy(options.spec("options"));
    }

    /**
     * The same for a command that leaves files; those of a former run go also when the spec is none.
     *
     * @param outputs what the command leaves
     * @param inputs what it reads, as far as options say it
     */
    Spec with(GivenSettings options, List<Path> outputs, List<Path> inputs) throws IOException {
        try {
            return with(options);
        } catch (UserError e) {
            Outputs.begin(
                    outputs,
                    Stream.concat(inputs.stream(), Stream.ofNullable(file)).toList());
            throw e;
        }
    }

    /** The file; null when none was given. */
    Path file() {
        return file;
    }

    /** Reads a spec and puts its relative paths below its folder. */
    static Spec read(Path file) throws IOException {
        Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
        return Spec.read(file).below(folder);
    }
}
