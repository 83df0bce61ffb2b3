package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Rendered;
import java.util.List;

/**
 * Manifests that a program made.
 *
 * @param manifests the objects
 * @param rendered what is recorded
 * @param warnings for people
 */
public record Rendering(List<Manifest> manifests, Rendered rendered, List<String> warnings) {
    public Rendering {
        manifests = List.copyOf(manifests);
        warnings = List.copyOf(warnings);
    }
}
