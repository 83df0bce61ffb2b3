package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.ConditionRule;
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
 * @param then the other workloads of the deployment, each rolled out when the one before is; what is applied before them is applied
 *     before the first
 * @param conditions when a workload of another kind works, as {@link
 *     io.jenkins.plugins.mlpipeline.engine.rollout.kind.ConditionRule#read} reads it; {@code null} when nobody said
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
        Rendered rendered,
        List<Plan> then,
        String conditions) {
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
        this(
                namespace,
                rolloutId,
                restart,
                workload,
                body,
                supporting,
                modelDigest,
                gateDigest,
                warnings,
                null,
                List.of(),
                null);
    }

    public Plan {
        supporting = List.copyOf(supporting);
        warnings = List.copyOf(warnings);
        then = then == null ? List.of() : List.copyOf(then);
    }

    /** The kind of its workload. */
    public WorkloadKind kind() {
        return WorkloadKinds.of(workload.apiVersion(), workload.kind(), conditions);
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
        return body == null ? this : with(null, List.of(), warnings, rendered, then);
    }

    /** The same with another manifest of the workload. */
    public Plan withBody(JsonNode other) {
        return with(other, supporting, warnings, rendered, then);
    }

    /** The same with what the server would make of it. */
    public Plan with(JsonNode otherBody, List<JsonNode> others) {
        return with(otherBody, others, warnings, rendered, then);
    }

    /**
     * The same, of manifests that a program made.
     *
     * @param said of that, for people
     */
    public Plan rendered(Rendered how, List<String> said) {
        List<String> all = Stream.concat(said.stream(), warnings.stream()).toList();
        return with(body, supporting, all, how, then);
    }

    /** The same, judged by a rule where there is one for its workload. */
    public Plan judgedBy(List<ConditionRule> rules) {
        return rules.stream()
                .filter(rule -> rule.isOf(workload.apiVersion(), workload.kind()))
                .findFirst()
                .map(rule -> new Plan(
                        namespace,
                        rolloutId,
                        restart,
                        workload,
                        body,
                        supporting,
                        modelDigest,
                        gateDigest,
                        warnings,
                        rendered,
                        then,
                        rule.text()))
                .orElse(this);
    }

    /** The same and other workloads after it. */
    public Plan then(List<Plan> others) {
        return with(body, supporting, warnings, rendered, others);
    }

    /** The plan of each workload, this one first. */
    public List<Plan> all() {
        return Stream.concat(Stream.of(this), then.stream()).toList();
    }

    /**
     * The plan of each workload whose pods stay, with all that is applied before them: a Job among others ends before they begin,
     * and answers nothing.
     */
    public List<Plan> serving() {
        List<Plan> staying = all().stream()
                .filter(plan -> !plan.kind().ends())
                .map(plan -> plan.with(plan.body(), supporting))
                .toList();
        return staying.isEmpty() ? List.of(this) : staying;
    }

    private Plan with(
            JsonNode otherBody, List<JsonNode> others, List<String> said, Rendered how, List<Plan> following) {
        return new Plan(
                namespace,
                rolloutId,
                restart,
                workload,
                otherBody,
                others,
                modelDigest,
                gateDigest,
                said,
                how,
                following,
                conditions);
    }
}
