package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.Identity;

/** What StatefulSets and DaemonSets have in common: what they wait for. */
final class Waits {
    private Waits() {}

    /** Whether pods get a new template only when somebody deletes them. */
    static boolean untilDeleted(JsonNode spec) {
        return spec.path("updateStrategy").path("type").asText().equals("OnDelete");
    }

    static ObservationVerdict onDelete(Identity id, int old, int pods) {
        return new ObservationVerdict.Final(
                Outcome.UNVERIFIED,
                "OnDelete",
                id.label() + " has updateStrategy OnDelete: the template was applied, but each pod gets it only when "
                        + "somebody deletes the pod; " + old + " of " + pods + " still "
                        + (old == 1 ? "has" : "have") + " an older one.");
    }

    static ObservationVerdict notSeen(Identity id) {
        return new ObservationVerdict.Wait("waiting for the controller to see generation " + id.generation());
    }
}
