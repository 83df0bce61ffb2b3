package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /** The names of the Secrets that a pod template gives to its containers, in variables and volumes. */
    public static Set<String> secrets(JsonNode template) {
        Set<String> names = new LinkedHashSet<>();
        for (ObjectNode container : containers(template)) {
            container
                    .path("envFrom")
                    .forEach(from ->
                            names.add(from.path("secretRef").path("name").asText()));
            container
                    .path("env")
                    .forEach(env -> names.add(env.path("valueFrom")
                            .path("secretKeyRef")
                            .path("name")
                            .asText()));
        }
        for (JsonNode volume : template.path("spec").path("volumes")) {
            names.add(volume.path("secret").path("secretName").asText());
            volume.path("projected")
                    .path("sources")
                    .forEach(source ->
                            names.add(source.path("secret").path("name").asText()));
        }
        names.remove("");
        return names;
    }

    /** What the containers of a pod template read when they start: {@code ConfigMap/settings}, {@code Secret/key}. */
    public static Set<String> configuration(JsonNode template) {
        Set<String> names = new LinkedHashSet<>();
        secrets(template).forEach(name -> names.add("Secret/" + name));
        configMaps(template).forEach(name -> names.add("ConfigMap/" + name));
        return names;
    }

    private static Set<String> configMaps(JsonNode template) {
        Set<String> names = new LinkedHashSet<>();
        for (ObjectNode container : containers(template)) {
            container
                    .path("envFrom")
                    .forEach(from ->
                            names.add(from.path("configMapRef").path("name").asText()));
            container
                    .path("env")
                    .forEach(env -> names.add(env.path("valueFrom")
                            .path("configMapKeyRef")
                            .path("name")
                            .asText()));
        }
        for (JsonNode volume : template.path("spec").path("volumes")) {
            names.add(volume.path("configMap").path("name").asText());
            volume.path("projected")
                    .path("sources")
                    .forEach(source ->
                            names.add(source.path("configMap").path("name").asText()));
        }
        names.remove("");
        return names;
    }

    /** The object below {@code parent.name}, made when it isn't there. */
    public static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }
}
