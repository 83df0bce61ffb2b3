package io.jenkins.plugins.mlpipeline.steps.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
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

    private DeployAnswer() {}

    /** The result of the step. */
    public static Map<String, Object> of(Deployment deployment) {
        JsonNode tree = Json.tree(deployment);
        Map<?, ?> all = Json.convert(tree, Map.class, "deployment");
        Map<String, Object> answer = new LinkedHashMap<>();
        KEYS.forEach(key -> answer.put(key, all.get(key)));
        return answer;
    }
}
