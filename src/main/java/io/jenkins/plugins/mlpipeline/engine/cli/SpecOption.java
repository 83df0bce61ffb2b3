package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Spec;
import io.jenkins.plugins.mlpipeline.engine.gate.SpecPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Option;

/** The spec file whose values are used where an option is not given. */
final class SpecOption {
    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "A spec (YAML) with defaults; options override it. Paths in it are relative to its folder.")
    private Path file;

    /** The spec with the options over it. */
    Spec with(OptionMap options) throws IOException {
        return file == null ? options.spec() : read(file).overriddenBy(options.spec());
    }

    /** Reads a spec and puts its relative paths below its folder. */
    static Spec read(Path file) throws IOException {
        Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
        return SpecPaths.below(folder, Spec.read(file));
    }

    /** How a gate's document names the spec; null when there was none. */
    static GateResult.Reference reference(Spec spec) {
        return spec.sha256() == null ? null : GateCommand.reference(Path.of(spec.name()), spec.sha256());
    }
}
