package io.jenkins.plugins.mlpipeline.engine.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Connection;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster. */
final class ClusterOptions {
    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Default: as kubectl's.", order = 50)
    private Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "A context of the kubeconfig. Default: its current.",
            order = 51)
    private String context;

    /** A client, which the caller closes. */
    KubernetesClient open() throws IOException {
        return Connection.fromUser(kubeconfig, context);
    }
}
