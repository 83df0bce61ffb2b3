package io.jenkins.plugins.mlpipeline.engine.cli;

import picocli.CommandLine.ITypeConverter;

/** Reads a share; in percent it says how to write it. */
final class ShareConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        return OptionNumbers.number(text, "is no number; a share is expected, for example 0.2");
    }
}
