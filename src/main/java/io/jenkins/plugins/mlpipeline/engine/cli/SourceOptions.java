package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Capabilities;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Chart;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Kustomization;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Rendering;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Manifests that a program makes. */
final class SourceOptions {
    @Option(
            names = "--kustomize",
            paramLabel = "DIR",
            description = "Apply what kustomize (or kubectl kustomize) makes of this folder.")
    private String kustomize;

    @Option(
            names = "--helm",
            paramLabel = "CHART",
            description = "Apply what helm template makes of this chart: a folder, an archive or an oci:// reference.")
    private String helm;

    @Option(names = "--release", paramLabel = "NAME", description = "With --helm: the release's name.")
    private String release;

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description = "With --helm: values of the chart; may be given several times.")
    private List<String> values = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "With --helm: one value; may be given several times.")
    private List<String> set = new ArrayList<>();

    /**
     * Checks that there is one source.
     *
     * @throws UserError when there is none, or more than one
     */
    void require(String restart, List<Path> manifests) {
        long sources = Stream.of(restart, manifests.isEmpty() ? null : manifests, kustomize, helm)
                .filter(Objects::nonNull)
                .count();
        if (sources != 1) {
            throw new UserError(
                    "Name either manifests to apply, --kustomize DIR, --helm CHART, or a workload to restart"
                            + " (--restart deployment/NAME)" + (sources == 0 ? "." : "; one of them."));
        }
        if (helm == null && (release != null || !values.isEmpty() || !set.isEmpty())) {
            throw new UserError("--release, --values and --set are for a chart: name it by --helm.");
        }
    }

    /** What the program made, or {@code null} when the manifests are files. */
    Rendering render(KubeApi api, String namespace) {
        Surroundings surroundings = new Surroundings(Path.of("").toAbsolutePath(), System.getenv());
        if (kustomize != null) {
            return Kustomization.render(kustomize, surroundings);
        }
        return helm == null
                ? null
                : new Chart(helm, release, values, set).render(namespace, Capabilities.of(api), surroundings);
    }
}
