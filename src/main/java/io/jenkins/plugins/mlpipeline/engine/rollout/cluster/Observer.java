package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.RevisionKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a workload, its revisions and its pods are like now. */
public final class Observer {
    private static final Kind POD = new Kind("v1", "Pod", "pods", true);
    private static final String WATCH_SECONDS = "300";

    private final KubeApi api;
    private final ObjectRef ref;
    private final Kind kind;
    private final WorkloadKind workloadKind;

    public Observer(KubeApi api, ObjectRef ref, Kind kind) {
        this.api = api;
        this.ref = ref;
        this.kind = kind;
        this.workloadKind = WorkloadKinds.of(ref.apiVersion(), ref.kind());
    }

    /** The workload as JSON, or empty when there is none. */
    public Optional<JsonNode> live() {
        return api.find(kind.path(ref.namespace(), ref.name()));
    }

    /** That there is none, with the names of those that there are. */
    public String missing() {
        List<String> names = api.list(path(kind), Map.of()).stream()
                .map(o -> o.path("metadata").path("name").asText())
                .toList();
        return "There is no " + ref.label() + ". " + NearNames.hint(ref.name(), names);
    }

    /** Everything, by three requests at most: the workload first, so that the pods are never older than it. */
    public ObservedState observe() {
        return live().map(this::around)
                .orElseGet(() -> new ObservedState(null, List.of(), List.of(), api.serverTime()));
    }

    /** What is around a workload that was read already. */
    public ObservedState around(JsonNode workload) {
        String selector = selector(workload.path("spec").path("selector"));
        List<Revision> revisions = List.of();
        List<PodState> pods = List.of();
        if (!selector.isEmpty()) {
            Map<String, String> query = Map.of("labelSelector", selector);
            revisions = revisions(query);
            pods = api.list(path(POD), query).stream().map(Reading::pod).toList();
        }
        return new ObservedState(workloadKind.read(workload), revisions, pods, api.serverTime());
    }

    /** A workload that was read already, when nothing around it may be read. */
    public ObservedState alone(JsonNode workload) {
        return new ObservedState(workloadKind.read(workload), List.of(), List.of(), api.serverTime());
    }

    /**
     * Asks for what {@link #observe} will ask for, so that missing permissions show before anything is written.
     *
     * @throws ApiError 403 when something may not be read
     */
    public void preflight() {
        Map<String, String> one = Map.of("limit", "1");
        if (workloadKind.hasPodTemplate()) {
            revisions(one);
            api.list(path(POD), one);
        }
    }

    /** Watches that ring when the workload or one of its pods changes after it was read. */
    public List<Watch> doorbells(JsonNode workload, Runnable ring) {
        List<Watch> bells = new ArrayList<>();
        bells.add(api.watch(path(kind), from(workload, "fieldSelector", "metadata.name=" + ref.name()), ring));
        String selector = selector(workload.path("spec").path("selector"));
        if (!selector.isEmpty()) {
            bells.add(api.watch(path(POD), from(workload, "labelSelector", selector), ring));
        }
        return bells;
    }

    private static Map<String, String> from(JsonNode workload, String selectorKind, String selector) {
        String version = workload.path("metadata").path("resourceVersion").asText();
        return Map.of(
                "watch", "true", "timeoutSeconds", WATCH_SECONDS, "resourceVersion", version, selectorKind, selector);
    }

    private List<Revision> revisions(Map<String, String> query) {
        Optional<RevisionKind> kept = workloadKind.revisions();
        return kept.isEmpty()
                ? List.of()
                : api.list(path(kept.get().api()), query).stream()
                        .map(kept.get()::read)
                        .toList();
    }

    private String path(Kind k) {
        return k.path(ref.namespace());
    }

    /** A label selector in the API's query syntax. */
    static String selector(JsonNode selector) {
        List<String> terms = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(e -> terms.add(e.getKey() + "=" + e.getValue().asText()));
        for (JsonNode e : selector.path("matchExpressions")) {
            List<String> values = new ArrayList<>();
            e.path("values").forEach(v -> values.add(v.asText()));
            String key = e.path("key").asText();
            String list = " (" + String.join(",", values) + ")";
            terms.add(
                    switch (e.path("operator").asText()) {
                        case "In" -> key + " in" + list;
                        case "NotIn" -> key + " notin" + list;
                        case "DoesNotExist" -> "!" + key;
                        default -> key;
                    });
        }
        return String.join(",", terms);
    }
}
