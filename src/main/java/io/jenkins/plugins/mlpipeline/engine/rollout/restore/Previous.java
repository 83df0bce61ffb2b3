package io.jenkins.plugins.mlpipeline.engine.rollout.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Templates;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import java.util.Map;

/**
 * What was there just before our write.
 *
 * @param uid the workload's uid
 * @param specDigest a digest of its whole specification (its generation counts changed annotations too)
 * @param templateDigest its pod template
 * @param revision the name of its ReplicaSet or ControllerRevision, or {@code null}
 * @param number that revision's number
 * @param modelDigest the model that its template names, or {@code null}
 * @param fullyAvailable whether all its pods had this template and were available
 * @param imageIds what its containers ran, see {@link ImageIds}
 * @param progressing its {@code Progressing} condition as JSON, or {@code null}
 */
public record Previous(
        String uid,
        String specDigest,
        String templateDigest,
        String revision,
        long number,
        String modelDigest,
        boolean fullyAvailable,
        Map<String, String> imageIds,
        JsonNode progressing) {
    public Previous {
        imageIds = Map.copyOf(imageIds);
    }

    /**
     * Remembers a state.
     *
     * @param live the workload as JSON
     * @param state the same workload with its revisions and pods
     */
    public static Previous of(JsonNode live, ObservedState state) {
        Workload workload = state.workload();
        Revision current = state.current().orElse(null);
        JsonNode progressing = null;
        for (JsonNode condition : live.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Progressing")) {
                progressing = condition;
            }
        }
        String model = live.path("spec")
                .path("template")
                .path("metadata")
                .path("annotations")
                .path(Annotations.MODEL_DIGEST)
                .asText(null);
        return new Previous(
                workload.id().uid(),
                specDigest(live),
                workload.id().templateDigest(),
                current == null ? null : current.name(),
                current == null ? 0 : current.number(),
                model,
                current != null && workload.fullyAvailable(),
                ImageIds.pinnable(
                        state.newPods().stream().filter(PodState::ready).toList(),
                        live.path("spec").path("template")),
                progressing);
    }

    /** A digest of a workload's specification, for comparing. */
    public static String specDigest(JsonNode workload) {
        return Digest.ofText(Templates.sorted(WorkloadKinds.of(workload).specification(workload))
                .toString());
    }
}
