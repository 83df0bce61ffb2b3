package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Doom;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Collects the evidence; what can't be read is left out, because a failed rollout must still be reported. */
public final class Explainer {
    private static final int MOST_PODS = 3;
    private static final int MOST_EVENTS = 10;
    private static final int MOST_LINE = 1_000;
    private static final int MOST_BYTES = 64 << 10;
    private static final Kind POD = new Kind("v1", "Pod", "pods", true);
    private static final Kind EVENT = new Kind("v1", "Event", "events", true);

    private final KubeApi api;
    private final LogMask mask;
    private final int logLines;

    /**
     * An explainer.
     *
     * @param logLines how many lines of each container's log; 0 for none
     */
    public Explainer(KubeApi api, LogMask mask, int logLines) {
        this.api = api;
        this.mask = mask;
        this.logLines = logLines;
    }

    /** The evidence in a failed state. */
    public Diagnostics explain(ObservedState state, Patience patience) {
        if (state.workload() == null) {
            return new Diagnostics(List.of(), List.of());
        }
        String namespace = state.workload().id().namespace();
        List<Diagnostics.Pod> pods = state.newPods().stream()
                .filter(p -> !p.ready())
                .sorted(Comparator.comparing((PodState p) ->
                                Doom.of(p, state.now(), patience).isEmpty())
                        .thenComparing(PodState::restarts, Comparator.reverseOrder())
                        .thenComparing(PodState::name))
                .limit(MOST_PODS)
                .map(p -> pod(namespace, p, state, patience))
                .toList();
        List<String> events =
                new ArrayList<>(events(namespace, state.workload().id().uid()));
        state.current().ifPresent(r -> events.addAll(events(namespace, r.uid())));
        return new Diagnostics(pods, events);
    }

    private Diagnostics.Pod pod(String namespace, PodState pod, ObservedState state, Patience patience) {
        List<Diagnostics.Container> containers = pod.containers().stream()
                .filter(c -> !c.ready()
                        && !(c.init() && c.ended() != null && c.ended().exitCode() == 0))
                .map(c -> container(namespace, pod, c))
                .toList();
        String reason = Doom.of(pod, state.now(), patience)
                .map(Doom::reason)
                .orElseGet(() -> containers.stream()
                        .map(Diagnostics.Container::reason)
                        .findFirst()
                        .orElse(pod.phase()));
        return new Diagnostics.Pod(pod.name(), reason, containers, events(namespace, pod.uid()));
    }

    private Diagnostics.Container container(String namespace, PodState pod, ContainerState c) {
        boolean running =
                c.waitingReason().isEmpty() && (c.ended() == null || !c.ended().current());
        boolean previous = !running && c.restarts() > 0;
        String reason = !c.waitingReason().isEmpty()
                ? c.waitingReason()
                : running ? "running, not ready" : c.ended().reason();
        boolean started = running || c.ended() != null;
        return new Diagnostics.Container(
                c.name(),
                reason,
                c.ended() == null ? null : c.ended().exitCode(),
                c.restarts(),
                previous,
                started && logLines > 0 ? log(namespace, pod.name(), c.name(), previous) : List.of());
    }

    private List<String> log(String namespace, String pod, String container, boolean previous) {
        Map<String, String> query = Map.of(
                "container", container,
                "previous", Boolean.toString(previous),
                "tailLines", Integer.toString(logLines),
                "limitBytes", Integer.toString(MOST_BYTES));
        try {
            String text = mask.apply(api.text(POD.path(namespace, pod) + "/log", query));
            return text.lines().map(Explainer::cut).toList();
        } catch (ApiError e) {
            return List.of("(the log can't be read: " + cut(e.getMessage()) + ")");
        }
    }

    private List<String> events(String namespace, String uid) {
        try {
            List<JsonNode> events = api.list(
                    EVENT.path(namespace), Map.of("fieldSelector", "involvedObject.uid=" + uid + ",type!=Normal"));
            return events.stream()
                    .sorted(Comparator.comparing(e -> e.path("lastTimestamp").asText()))
                    .skip(Math.max(0, events.size() - MOST_EVENTS))
                    .map(this::event)
                    .toList();
        } catch (ApiError e) {
            return List.of("(events can't be read: " + cut(e.getMessage()) + ")");
        }
    }

    private String event(JsonNode e) {
        int count = e.path("count").asInt(1);
        return cut(e.path("reason").asText() + ": "
                + mask.apply(e.path("message").asText()) + (count > 1 ? " (" + count + " times)" : ""));
    }

    private static String cut(String line) {
        return line.length() <= MOST_LINE ? line : line.substring(0, MOST_LINE) + "...";
    }
}
