package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the API server's JSON into the records of this package; absent fields get Kubernetes' defaults. */
public final class Reading {
    private Reading() {}

    /** A ReplicaSet. */
    public static Revision replicaSet(JsonNode o) {
        JsonNode template = Templates.bare(o.path("spec").path("template"));
        return revision(
                o,
                revisionNumber(o),
                template,
                o.path("spec").path("replicas").asInt(1),
                o.path("status").path("availableReplicas").asInt());
    }

    /** A ControllerRevision. */
    public static Revision controllerRevision(JsonNode o) {
        JsonNode template = Templates.bare(o.path("data").path("spec").path("template"));
        return revision(o, o.path("revision").asLong(), template, 0, 0);
    }

    private static Revision revision(JsonNode o, long number, JsonNode template, int replicas, int available) {
        JsonNode metadata = o.path("metadata");
        return new Revision(
                metadata.path("name").asText(),
                metadata.path("uid").asText(),
                ownerUid(metadata),
                number,
                time(metadata.path("creationTimestamp")),
                template,
                Templates.digest(template),
                strings(metadata.path("annotations")),
                replicas,
                available);
    }

    /** A pod. */
    public static PodState pod(JsonNode o) {
        JsonNode metadata = o.path("metadata");
        JsonNode status = o.path("status");
        List<ContainerState> containers = new ArrayList<>();
        status.path("initContainerStatuses").forEach(c -> containers.add(container(c, true)));
        status.path("containerStatuses").forEach(c -> containers.add(container(c, false)));
        List<StatusCondition> conditions = conditions(status);
        StatusCondition unschedulable = conditions.stream()
                .filter(c -> c.type().equals("PodScheduled") && c.isFalse())
                .filter(c -> c.reason().equals("Unschedulable"))
                .findFirst()
                .orElse(null);
        return new PodState(
                metadata.path("name").asText(),
                metadata.path("uid").asText(),
                ownerUid(metadata),
                revision(metadata.path("labels")),
                time(metadata.path("creationTimestamp")),
                metadata.has("deletionTimestamp"),
                status.path("phase").asText(),
                status.path("reason").asText(),
                conditions.stream().anyMatch(c -> c.type().equals("Ready") && c.isTrue()),
                unschedulable == null ? null : unschedulable.lastTransition(),
                unschedulable == null ? "" : unschedulable.message(),
                containers);
    }

    /** The revision that a pod says it is of: its controller's own label. */
    private static String revision(JsonNode labels) {
        String hash = labels.path("controller-revision-hash").asText();
        return hash.isEmpty() ? labels.path("rollouts-pod-template-hash").asText() : hash;
    }

    private static ContainerState container(JsonNode c, boolean init) {
        JsonNode waiting = c.path("state").path("waiting");
        JsonNode now = c.path("state").path("terminated");
        JsonNode before = c.path("lastState").path("terminated");
        boolean current = now.isObject();
        JsonNode end = current ? now : before;
        return new ContainerState(
                c.path("name").asText(),
                init,
                c.path("ready").asBoolean(),
                c.path("restartCount").asInt(),
                waiting.path("reason").asText(),
                waiting.path("message").asText(),
                end.isObject()
                        ? new ContainerState.End(
                                current,
                                end.path("exitCode").asInt(),
                                end.path("reason").asText())
                        : null,
                c.path("image").asText(),
                c.path("imageID").asText());
    }

    /** What all kinds of workloads have. */
    public static Identity identity(JsonNode o) {
        return identity(o, o.path("spec").path("template"));
    }

    /**
     * The same of a kind without a pod template.
     *
     * @param content what a rollout changes
     */
    public static Identity identity(JsonNode o, JsonNode content) {
        return identity(o, content, "");
    }

    /**
     * The same.
     *
     * @param echo a field manager that only writes again what others wrote; empty when there is none
     */
    public static Identity identity(JsonNode o, JsonNode content, String echo) {
        JsonNode metadata = o.path("metadata");
        return new Identity(
                o.path("kind").asText(),
                metadata.path("namespace").asText(),
                metadata.path("name").asText(),
                metadata.path("uid").asText(),
                metadata.path("generation").asLong(),
                o.path("status").path("observedGeneration").asLong(),
                Templates.digest(content),
                templateWriter(metadata, echo),
                conditions(o.path("status")));
    }

    private static String templateWriter(JsonNode metadata, String echo) {
        String manager = "";
        String latest = "";
        for (JsonNode entry : metadata.path("managedFields")) {
            String time = entry.path("time").asText();
            boolean template = entry.path("fieldsV1").path("f:spec").has("f:template");
            // RFC 3339 times of one server in UTC sort as texts.
            String who = entry.path("manager").asText();
            if (template && !who.equals(echo) && time.compareTo(latest) >= 0) {
                latest = time;
                manager = who;
            }
        }
        return manager;
    }

    /** One entry of {@code status.conditions}. */
    public static StatusCondition condition(JsonNode c) {
        return new StatusCondition(
                c.path("type").asText(),
                c.path("status").asText(),
                c.path("reason").asText(),
                c.path("message").asText(),
                time(c.path("lastUpdateTime")),
                time(c.path("lastTransitionTime")));
    }

    private static List<StatusCondition> conditions(JsonNode status) {
        List<StatusCondition> conditions = new ArrayList<>();
        status.path("conditions").forEach(c -> conditions.add(condition(c)));
        return conditions;
    }

    /** The number that the Deployment controller, or Argo's, gives to a rollout; 0 when there is none yet. */
    public static long revisionNumber(JsonNode o) {
        JsonNode annotations = o.path("metadata").path("annotations");
        String number = annotations
                .path("deployment.kubernetes.io/revision")
                .asText(annotations.path("rollout.argoproj.io/revision").asText());
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    private static String ownerUid(JsonNode metadata) {
        for (JsonNode owner : metadata.path("ownerReferences")) {
            if (owner.path("controller").asBoolean(false)) {
                return owner.path("uid").asText();
            }
        }
        return "";
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }

    private static Instant time(JsonNode text) {
        return text.isTextual() ? Instant.parse(text.asText()) : null;
    }
}
