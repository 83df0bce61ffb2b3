package io.jenkins.plugins.mlpipeline.engine.rollout.prune;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObjectContent;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Templates;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether an object that a deployment wrote is still that deployment's own. */
public final class Ownership {
    /** With them goes what is in them. */
    public static final Set<String> NEVER =
            Set.of("PersistentVolumeClaim", "PersistentVolume", "CustomResourceDefinition", "Namespace");

    /** What the tools that prune understand as a wish that an object stay. */
    private static final Map<String, String> KEEP = Map.of(
            "cli-utils.sigs.k8s.io/on-remove", "keep",
            "client.lifecycle.config.k8s.io/deletion", "detach",
            "helm.sh/resource-policy", "keep");

    private Ownership() {}

    /**
     * Why an object stays, in words that follow a colon; empty when it may go.
     *
     * @param entry as it was written
     * @param live as it is
     * @param inventory the name of the list that it stands in
     * @param applied whether the field manager still applies something of it
     * @param allowed the kinds that may be deployed, and so the ones that may go; a workload is one without being among them
     */
    public static Optional<String> stays(
            Inventory.Entry entry, JsonNode live, String inventory, boolean applied, AllowedKinds allowed) {
        ObjectRef ref = ObjectRef.of(live);
        JsonNode metadata = live.path("metadata");
        boolean workload = WorkloadKinds.of(live).hasPodTemplate();
        if (NEVER.contains(ref.kind())) {
            return Optional.of("a " + ref.kind() + " is never pruned");
        }
        if (!workload && !allowed.permits(ref)) {
            return Optional.of("its kind is none of those that may be deployed");
        }
        if (!metadata.path("uid").asText().equals(entry.uid())) {
            return Optional.of("it was deleted and made again since");
        }
        for (var keep : KEEP.entrySet()) {
            if (metadata.path("annotations").path(keep.getKey()).asText().equals(keep.getValue())) {
                return Optional.of("its annotation " + keep.getKey() + " says " + keep.getValue());
            }
        }
        if (!metadata.path("annotations").path(Annotations.INVENTORY).asText().equals(inventory) || !applied) {
            return Optional.of("another deployment wrote it since");
        }
        return digest(live).equals(entry.digest()) ? Optional.empty() : Optional.of("somebody changed it since");
    }

    /** What is compared of an object: a controller writes to all of a workload but its pod template. */
    public static String digest(JsonNode object) {
        return WorkloadKinds.of(object).hasPodTemplate()
                ? Templates.digest(object.path("spec").path("template"))
                : ObjectContent.digest(object);
    }
}
