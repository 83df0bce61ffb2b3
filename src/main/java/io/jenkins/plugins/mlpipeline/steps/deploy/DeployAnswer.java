package io.jenkins.plugins.mlpipeline.steps.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What {@code mlDeploy} returns: plain maps, for {@code script} and {@code when} blocks. */
@Restricted(NoExternalUse.class)
public final class DeployAnswer {
    private static final List<String> KEYS = List.of(
            "status",
            "changed",
            "kind",
            "name",
            "namespace",
            "revision",
            "replicaSet",
            "modelDigest",
            "imageDigests",
            "previous",
            "pods",
            "reason",
            "message",
            "rollback",
            "objects",
            "workloads",
            "durationMs");

    /** What is told of each of several targets beside its place in the waves. */
    private static final List<String> OF_TARGETS =
            List.of("kind", "name", "revision", "modelDigest", "reason", "rollback", "durationMs");

    private DeployAnswer() {}

    /**
     * The result of the step, where it deployed to several targets.
     *
     * @param records of the targets, in their order; their keys make the addresses of the pages
     */
    public static Map<String, Object> of(Deployment deployment, List<DeploymentRecord> records) {
        Map<String, Object> answer = of(deployment);
        List<Map<String, Object>> targets = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Deployment.Target target = deployment.targets().get(i);
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("target", target.target());
            told.put("cluster", target.cluster());
            told.put("namespace", target.namespace());
            told.put("wave", target.wave());
            told.put("status", target.status());
            told.put("changed", target.changed());
            told.put("verification", target.verification());
            told.put("message", target.message());
            Map<String, Object> own = target.begun() ? of(target.deployment()) : Map.of();
            OF_TARGETS.forEach(key -> told.put(key, own.get(key)));
            told.put("page", DeploymentsAction.URL + "/" + records.get(i).getKey());
            targets.add(told);
        }
        answer.put("targets", targets);
        return answer;
    }

    /** The result of the step. */
    public static Map<String, Object> of(Deployment deployment) {
        JsonNode tree = Json.tree(deployment);
        Map<?, ?> all = Json.convert(tree, Map.class, "deployment");
        Map<String, Object> answer = new LinkedHashMap<>();
        KEYS.forEach(key -> answer.put(key, all.get(key)));
        return answer;
    }
}
