package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Container.Mount;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A workload's pod, as far as the manifests describe it.
 *
 * @param containers init containers first
 * @param volumes by name
 * @param serving those that answer requests, as far as can be told; empty when it can't
 */
record Pod(List<Container> containers, Map<String, Volume> volumes, List<Container> serving) {
    Pod {
        containers = List.copyOf(containers);
        volumes = Map.copyOf(volumes);
        serving = List.copyOf(serving);
    }

    /**
     * Reads one.
     *
     * @param named the container that is said to serve, or {@code null}
     * @throws UserError when there is none of that name
     */
    static Pod of(Plan plan, Brought brought, String named) {
        JsonNode template = Pods.template(plan.body());
        List<Container> containers = new ArrayList<>();
        template.path("spec").path("initContainers").forEach(c -> containers.add(Container.of(c, true)));
        template.path("spec").path("containers").forEach(c -> containers.add(Container.of(c, false)));
        List<Container> running = containers.stream().filter(Container::running).toList();
        return new Pod(
                containers,
                Volume.of(plan.body(), template, brought),
                named == null ? serving(running, plan, template) : named(running, named));
    }

    private static List<Container> named(List<Container> running, String name) {
        List<Container> found =
                running.stream().filter(c -> c.name().equals(name)).toList();
        if (found.isEmpty()) {
            throw new UserError("container: the workload runs no container \"" + name + "\". "
                    + NearNames.hint(name, running.stream().map(Container::name).toList()));
        }
        return found;
    }

    /** The only one; else those that a Service of the manifests leads to; else those that declare a port. */
    private static List<Container> serving(List<Container> running, Plan plan, JsonNode template) {
        if (running.size() == 1) {
            return running;
        }
        Set<String> targets = targets(plan, template);
        List<Container> targeted = running.stream()
                .filter(c -> c.ports().stream().anyMatch(targets::contains))
                .toList();
        return targeted.isEmpty()
                ? running.stream().filter(c -> !c.ports().isEmpty()).toList()
                : targeted;
    }

    private static Set<String> targets(Plan plan, JsonNode template) {
        Map<String, String> labels = texts(template.path("metadata").path("labels"));
        Set<String> targets = new HashSet<>();
        for (JsonNode object : plan.supporting()) {
            Map<String, String> selector = texts(object.path("spec").path("selector"));
            if (object.path("kind").asText().equals("Service")
                    && !selector.isEmpty()
                    && labels.entrySet().containsAll(selector.entrySet())) {
                for (JsonNode port : object.path("spec").path("ports")) {
                    targets.add(port.path("targetPort").asText(port.path("port").asText()));
                }
            }
        }
        return targets;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    List<Container> running() {
        return containers.stream().filter(Container::running).toList();
    }

    Volume volume(Mount mount) {
        Volume volume = volumes.get(mount.volume());
        return volume == null ? Volume.unknown(mount.volume()) : volume;
    }

    /** Whether a container that has ended by then, or another one, can have put something where this one sees it. */
    boolean feeds(Container from, Container to) {
        return from != to && to.mounts().stream().anyMatch(mount -> from.writes(mount.volume()));
    }
}
