package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import java.util.List;
import java.util.stream.Stream;

/**
 * What will be sent, complete: it needs neither the manifests nor the workspace any more and can be stored as JSON.
 *
 * <p>It may hold Secrets: whoever stores it must keep it as safe as the manifests.
 *
 * @param namespace the one namespace of the rollout
 * @param rolloutId names this rollout on the object, see {@link Annotations#ROLLOUT_ID}
 * @param restart whether an existing workload is restarted, rather than objects applied
 * @param workload the workload that is watched
 * @param body the workload's manifest, or the patch of a restart
 * @param supporting what is applied before it, in this order
 * @param modelDigest the model's digest, or {@code null}
 * @param gateDigest the gate's digest, or {@code null}
 * @param warnings for people
 * @param rendered what a program made the manifests of, or {@code null}
 */
public record Plan(
        String namespace,
        String rolloutId,
        boolean restart,
        ObjectRef workload,
        JsonNode body,
        List<JsonNode> supporting,
        String modelDigest,
        String gateDigest,
        List<String> warnings,
        Rendered rendered) {
    /** A plan of manifests that somebody wrote. */
    public Plan(
            String namespace,
            String rolloutId,
            boolean restart,
            ObjectRef workload,
            JsonNode body,
            List<JsonNode> supporting,
            String modelDigest,
            String gateDigest,
            List<String> warnings) {
        this(namespace, rolloutId, restart, workload, body, supporting, modelDigest, gateDigest, warnings, null);
    }

    public Plan {
        supporting = List.copyOf(supporting);
        warnings = List.copyOf(warnings);
    }

    /** The kind of its workload. */
    public WorkloadKind kind() {
        return WorkloadKinds.of(workload.apiVersion(), workload.kind());
    }

    /**
     * Lets what rides along with the workload pass, or not.
     *
     * @throws UserError for the first of a kind that isn't among the allowed
     */
    public void require(AllowedKinds allowed) {
        supporting.forEach(object -> allowed.require("the manifests", ObjectRef.of(object)));
    }

    /** The same without the objects, once they were sent. */
    public Plan sent() {
        return body == null ? this : with(null, List.of(), warnings, rendered);
    }

    /** The same with another manifest of the workload. */
    public Plan withBody(JsonNode other) {
        return with(other, supporting, warnings, rendered);
    }

    /** The same with what the server would make of it. */
    public Plan with(JsonNode otherBody, List<JsonNode> others) {
        return with(otherBody, others, warnings, rendered);
    }

    /**
     * The same, of manifests that a program made.
     *
     * @param said of that, for people
     */
    public Plan rendered(Rendered how, List<String> said) {
        return with(
                body,
                supporting,
                Stream.concat(said.stream(), warnings.stream()).toList(),
                how);
    }

    private Plan with(JsonNode otherBody, List<JsonNode> others, List<String> said, Rendered how) {
        return new Plan(namespace, rolloutId, restart, workload, otherBody, others, modelDigest, gateDigest, said, how);
    }
}
