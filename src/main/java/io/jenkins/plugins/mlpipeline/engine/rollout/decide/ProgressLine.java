package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a rollout waits for, in words. */
public final class ProgressLine {
    private static final int MOST_CHARACTERS = 300;

    private ProgressLine() {}

    /** The numbers, and the pod that holds the rollout up with its reason. */
    public static String line(String numbers, ObservedState state, Patience patience) {
        return numbers
                + held(state, patience)
                        .map(d -> ", waiting for " + d.sentence())
                        .orElse("");
    }

    /** The new pod that is furthest from ready, if one is not. */
    public static Optional<FailureCause> held(ObservedState state, Patience patience) {
        List<PodState> waiting = state.newPods().stream()
                .filter(p -> !p.ready())
                .sorted(Comparator.comparingInt(PodState::restarts).reversed().thenComparing(PodState::name))
                .toList();
        return waiting.stream()
                .map(p -> FailureCause.of(p, state.now(), patience))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> waiting.stream().findFirst().map(p -> reason(p, state, patience)));
    }

    private static FailureCause reason(PodState pod, ObservedState state, Patience patience) {
        if (FailureCause.lasts(pod.unschedulableSince(), state.now(), patience.unschedulableWarnSeconds())) {
            return new FailureCause(pod.name(), "Unschedulable", shortened(pod.unschedulableMessage()));
        }
        for (ContainerState c : pod.containers()) {
            if (!c.waitingReason().isEmpty()) {
                return new FailureCause(pod.name(), c.waitingReason(), "");
            }
        }
        return new FailureCause(pod.name(), pod.phase().equals("Running") ? "not ready" : pod.phase(), "");
    }

    /** One line, not too long. */
    public static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
    }
}
