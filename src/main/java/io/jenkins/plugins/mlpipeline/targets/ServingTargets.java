package io.jenkins.plugins.mlpipeline.targets;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Targets that serve a model, by its digest. */
public final class ServingTargets {
    private final Map<String, List<Target>> byDigest;

    private ServingTargets(Map<String, List<Target>> byDigest) {
        this.byDigest = byDigest;
    }

    static ServingTargets of(List<Target> targets) {
        return new ServingTargets(targets.stream()
                .filter(t -> t.getServing() != null && t.getServing().getModelDigest() != null)
                .collect(Collectors.groupingBy(t -> t.getServing().getModelDigest())));
    }

    /** Those that serve a model; none for {@code null}, a model whose digest is not known. */
    public List<Target> of(String modelDigest) {
        return modelDigest == null ? List.of() : byDigest.getOrDefault(modelDigest, List.of());
    }
}
