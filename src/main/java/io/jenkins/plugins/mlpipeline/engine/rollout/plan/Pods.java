package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Finds the parts of an object that describe pods. */
public final class Pods {
    private Pods() {}

    /** The containers of a pod template, init containers first. */
    public static List<ObjectNode> containers(JsonNode template) {
        List<ObjectNode> containers = new ArrayList<>();
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode c : template.path("spec").path(list)) {
                if (c instanceof ObjectNode container) {
                    containers.add(container);
                }
            }
        }
        return containers;
    }

    /** {@code spec.template} of a workload, or the one inside a CronJob; missing when there is none. */
    public static JsonNode template(JsonNode object) {
        JsonNode template = object.path("spec").path("template");
        return template.isObject()
                ? template
                : object.path("spec").path("jobTemplate").path("spec").path("template");
    }

    /** The object below {@code parent.name}, made when it isn't there. */
    public static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }
}
