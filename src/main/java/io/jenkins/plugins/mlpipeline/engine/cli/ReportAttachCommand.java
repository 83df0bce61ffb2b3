package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.registry.OciReference;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.ImageAttestation;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.ImageAttestation.Attached;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.ImageAttestation.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline report attach}. */
@Command(
        name = "attach",
        sortOptions = false,
        description = {
            "Attaches a signed statement to the image that it is about, where cosign and admission controllers look for it.",
            "",
            "User and password come from ML_PIPELINE_REGISTRY_USERNAME and ML_PIPELINE_REGISTRY_PASSWORD, or from what"
                    + " \"docker login\" left in config.json."
        },
        footer = {
            "",
            "Example:",
            "  ml-pipeline report attach --record verdict.json --image registry.example/bank/scorer@sha256:...",
            "",
            "Exit codes: 0 it is attached, or was already; 2 an error."
        })
final class ReportAttachCommand implements Callable<Integer> {
    @Option(
            names = "--record",
            paramLabel = "FILE",
            required = true,
            description = "What \"report --format in-toto --sign-key\" wrote.")
    private Path record;

    @Option(
            names = "--image",
            paramLabel = "REF",
            required = true,
            description = "The image by digest, with its registry: the one that was judged, or a copy of it.")
    private String image;

    @Mixin
    private ImageRegistryOptions registry;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        OciReference reference = OciReference.byDigest(image);
        Statement statement = Statement.of(Json.text(record), record.toString());
        Attached attached = ImageAttestation.attach(registry.client(reference.registry()), reference, statement);
        Console console = common.console();
        console.say((attached.added() ? "Attached: " : "There already: ") + statement.result() + " at "
                + attached.image() + " (" + attached.tag() + ")");
        console.result(attached);
        return 0;
    }
}
