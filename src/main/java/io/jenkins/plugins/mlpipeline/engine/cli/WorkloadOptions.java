package io.jenkins.plugins.mlpipeline.engine.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import picocli.CommandLine.Option;

/** Which workload. */
final class WorkloadOptions {
    @Option(
            names = "--target",
            paramLabel = "KIND/NAME",
            required = true,
            description = "The workload, for example deployment/fraud.",
            order = 1)
    private String workload;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Its namespace. Default: the context's.",
            order = 2)
    private String namespace;

    /** As it was written. */
    String workload() {
        return workload;
    }

    /** The namespace that was named, or else the one of the connection. */
    String namespace(KubernetesClient client) {
        String fallback = client.getConfiguration().getNamespace();
        return namespace != null ? namespace : fallback == null || fallback.isBlank() ? "default" : fallback;
    }
}
