package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObjectContent;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Starts pods anew when configuration that they read changes: they read a ConfigMap or Secret when they start, and a
 * rollout that changed nothing else would leave them with what it was.
 *
 * <p>The template gets a value that is random and not made of the content, so that nobody can guess a Secret by it. It stays
 * as long as nothing changes; a workload that has none gets one with the first change, never before.
 */
final class ConfigurationRestart {
    private final Set<String> changed = new LinkedHashSet<>();

    /** An object beside the workload, as it is and as it would be. */
    void saw(ObjectRef ref, JsonNode live, JsonNode would) {
        boolean read = ref.kind().equals("ConfigMap") || ref.kind().equals("Secret");
        if (read && live != null && !ObjectContent.digestOfData(live).equals(ObjectContent.digestOfData(would))) {
            changed.add(ref.kind() + "/" + ref.name());
        }
    }

    /** What changed that the pods of a template read, for example {@code ConfigMap/settings}. */
    Set<String> readBy(JsonNode template) {
        Set<String> read = new LinkedHashSet<>(changed);
        read.retainAll(Pods.configuration(template));
        return read;
    }

    /** The plan with the value that its template must have. */
    Plan marked(Plan plan, JsonNode live) {
        JsonNode template = Pods.template(plan.body());
        String now = annotation(live.path("spec").path("template"));
        String next = readBy(template).isEmpty() ? now : plan.rolloutId();
        if (next.isEmpty() || !annotation(template).isEmpty()) {
            return plan;
        }
        ObjectNode body = plan.body().deepCopy();
        ObjectNode marked = Pods.child(Pods.child(body, "spec"), "template");
        Pods.child(Pods.child(marked, "metadata"), "annotations").put(Annotations.CONFIGURATION, next);
        return plan.withBody(body);
    }

    private static String annotation(JsonNode template) {
        return template.path("metadata")
                .path("annotations")
                .path(Annotations.CONFIGURATION)
                .asText();
    }
}
