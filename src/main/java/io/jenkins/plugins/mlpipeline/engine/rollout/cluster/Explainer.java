package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.FailureCause;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Collects the evidence of a failed rollout; what can't be read is left out, because a failed rollout must still be
 * reported.
 *
 * <p>Reading and masking is done by a thread of its own. Whoever decides waits for it no longer than the limit, and gets
 * what was there by then: nothing that a pod writes, however much or however strange, holds up a verdict or a rollback.
 */
public final class Explainer {
    private static final int MOST_PODS = 3;
    private static final int MOST_CONTAINERS = 4;
    private static final int MOST_EVENTS = 10;
    private static final int MOST_LINE = 1_000;
    private static final int MOST_BYTES = 64 << 10;
    private static final Kind POD = new Kind("v1", "Pod", "pods", true);
    private static final Kind SECRET = new Kind("v1", "Secret", "secrets", true);
    private static final String SECRETS = "secrets";
    private static final int MOST_SECRETS = 10;
    private static final Kind EVENT = new Kind("v1", "Event", "events", true);

    private final KubeApi api;
    private final LogMask mask;
    private final int logLines;
    private final Duration limit;

    /**
     * An explainer.
     *
     * @param logLines how many lines of each container's log; 0 for none
     * @param limit how long {@link #explain} takes at most
     */
    public Explainer(KubeApi api, LogMask mask, int logLines, Duration limit) {
        this.api = api;
        this.mask = mask;
        this.logLines = logLines;
        this.limit = limit;
    }

    /** The evidence in a failed state, as far as it can be had within the limit. */
    public Diagnostics explain(ObservedState state, Patience patience) {
        if (state.workload() == null) {
            return new Diagnostics(List.of(), List.of());
        }
        List<PodState> worst = worst(state.newPods().stream().filter(p -> !p.ready()), state, patience);
        Inquiry found = collect(state, worst);
        List<String> events = new ArrayList<>(found.lines(state.workload().id().uid()));
        state.current().ifPresent(r -> events.addAll(found.lines(r.uid())));
        return new Diagnostics(
                worst.stream().map(p -> pod(p, state, patience, found)).toList(), events);
    }

    /** The last lines of the worst pods of any revision, of those that are well when none is worse. */
    public List<Diagnostics.Pod> look(ObservedState state, Patience patience) {
        if (state.workload() == null) {
            return List.of();
        }
        List<PodState> worst = worst(state.pods().stream(), state, patience);
        Inquiry found = collect(state, worst);
        return worst.stream().map(p -> pod(p, state, patience, found)).toList();
    }

    private static List<PodState> worst(Stream<PodState> pods, ObservedState state, Patience patience) {
        return pods.sorted(Comparator.comparing((PodState p) ->
                                FailureCause.of(p, state.now(), patience).isEmpty())
                        .thenComparing(PodState::ready)
                        .thenComparing(PodState::restarts, Comparator.reverseOrder())
                        .thenComparing(PodState::name))
                .limit(MOST_PODS)
                .toList();
    }

    /** The most telling first: the time may not be enough for all. */
    private Inquiry collect(ObservedState state, List<PodState> worst) {
        String namespace = state.workload().id().namespace();
        Inquiry inquiry = new Inquiry(limit);
        if (logLines > 0) {
            state.current().ifPresent(r -> inquiry.ask(SECRETS, () -> learn(namespace, r.template())));
        }
        for (PodState pod : worst) {
            telling(pod)
                    .filter(this::hasLog)
                    .forEach(c -> inquiry.ask(logKey(pod, c), () -> log(namespace, pod.name(), c)));
            inquiry.ask(pod.uid(), () -> events(namespace, pod.uid()));
        }
        inquiry.ask(
                state.workload().id().uid(),
                () -> events(namespace, state.workload().id().uid()));
        state.current().ifPresent(r -> inquiry.ask(r.uid(), () -> events(namespace, r.uid())));
        inquiry.run();
        return inquiry;
    }

    /** Reads the Secrets that the pods are given, where that is permitted, so that their values are known in the logs. */
    private List<String> learn(String namespace, JsonNode template) {
        for (String name : Pods.secrets(template).stream().limit(MOST_SECRETS).toList()) {
            try {
                api.find(SECRET.path(namespace, name));
            } catch (ApiError notPermitted) {
                // Then only what was sent is known.
            }
        }
        return List.of();
    }

    /** The containers that are broken; of a pod of which none is, those that serve. */
    private static Stream<ContainerState> telling(PodState pod) {
        List<ContainerState> broken = pod.containers().stream()
                .filter(c -> !c.ready()
                        && !(c.init() && c.ended() != null && c.ended().exitCode() == 0))
                .toList();
        return (broken.isEmpty() ? pod.containers().stream().filter(c -> !c.init()) : broken.stream())
                .limit(MOST_CONTAINERS);
    }

    private static String logKey(PodState pod, ContainerState c) {
        return pod.uid() + "/" + c.name();
    }

    private Diagnostics.Pod pod(PodState pod, ObservedState state, Patience patience, Inquiry found) {
        List<Diagnostics.Container> containers =
                telling(pod).map(c -> container(pod, c, found)).toList();
        String reason = FailureCause.of(pod, state.now(), patience)
                .map(FailureCause::reason)
                .orElseGet(() -> containers.stream()
                        .map(Diagnostics.Container::reason)
                        .findFirst()
                        .orElse(pod.phase()));
        return new Diagnostics.Pod(pod.name(), reason, containers, found.lines(pod.uid()));
    }

    private Diagnostics.Container container(PodState pod, ContainerState c, Inquiry found) {
        String reason = !c.waitingReason().isEmpty()
                ? c.waitingReason()
                : running(c)
                        ? (c.ready() ? "running" : "running, not ready")
                        : c.ended().reason();
        return new Diagnostics.Container(
                c.name(),
                reason,
                c.ended() == null ? null : c.ended().exitCode(),
                c.restarts(),
                previous(c),
                hasLog(c) ? found.lines(logKey(pod, c)) : List.of());
    }

    private static boolean running(ContainerState c) {
        return c.waitingReason().isEmpty() && (c.ended() == null || !c.ended().current());
    }

    private static boolean previous(ContainerState c) {
        return !running(c) && c.restarts() > 0;
    }

    private boolean hasLog(ContainerState c) {
        return logLines > 0 && (running(c) || c.ended() != null);
    }

    private List<String> log(String namespace, String pod, ContainerState container) {
        Map<String, String> query = Map.of(
                "container", container.name(),
                "previous", Boolean.toString(previous(container)),
                "tailLines", Integer.toString(logLines),
                "limitBytes", Integer.toString(MOST_BYTES));
        try {
            String text = mask.apply(api.text(POD.path(namespace, pod) + "/log", query, MOST_BYTES));
            return text.lines().limit(logLines).map(Explainer::cut).toList();
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
        String message = e.path("message").asText();
        String said = message.substring(0, Math.min(message.length(), MOST_BYTES));
        return cut(e.path("reason").asText() + ": " + mask.apply(said) + (count > 1 ? " (" + count + " times)" : ""));
    }

    private static String cut(String line) {
        return line.length() <= MOST_LINE ? line : line.substring(0, MOST_LINE) + "...";
    }
}
