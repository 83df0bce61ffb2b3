package io.jenkins.plugins.mlpipeline.engine.cli;

import picocli.CommandLine.Option;

/** The option that allows models which can run code; a spec has no such key, since whoever writes the model may write it. */
final class TorchScriptOption {
    @Option(
            names = "--allow-torchscript",
            description = "Accept a TorchScript model (.pt). It can run code when it predicts, with your rights.",
            order = 75)
    private boolean allowed;

    boolean isAllowed() {
        return allowed;
    }
}
