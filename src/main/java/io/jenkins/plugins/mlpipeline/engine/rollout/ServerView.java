package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Writer;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.util.List;
import java.util.Set;

/** What a plan's workload and its files would be in the cluster, together with what others have put into them. */
public final class ServerView {
    private static final Set<String> FILES = Set.of("ConfigMap", "Secret");

    private ServerView() {}

    /**
     * Asks the server by a dry run. An object that it doesn't accept stays as it is planned: the rollout's own dry run says
     * why, before anything is written.
     *
     * @throws ApiError when the server can't be reached
     */
    public static Plan of(Plan plan, Writer writer, Conflicts conflicts) {
        if (plan.restart()) {
            return plan;
        }
        List<JsonNode> supporting = plan.supporting().stream()
                .map(object ->
                        FILES.contains(object.path("kind").asText()) ? stored(object, writer, conflicts) : object)
                .toList();
        List<Plan> then =
                plan.then().stream().map(next -> of(next, writer, conflicts)).toList();
        return plan.with(stored(plan.body(), writer, conflicts), supporting).then(then);
    }

    private static JsonNode stored(JsonNode object, Writer writer, Conflicts conflicts) {
        try {
            return writer.would(object, writer.live(ObjectRef.of(object)).orElse(null), conflicts);
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            return object;
        }
    }
}
