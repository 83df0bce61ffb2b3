package io.jenkins.plugins.mlpipeline.engine.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The spec file whose values are used where an option is not given. */
final class SpecOption {
    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description =
                    "A spec (YAML) that gives defaults; options override it. Paths in it are relative to its folder.")
    private Path file;

    Path file() {
        return file;
    }
}
