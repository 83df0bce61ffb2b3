package io.jenkins.plugins.mlpipeline.engine.incident;

import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import java.util.List;
import java.util.Optional;

/** What is wrong with a pod as it is now, or as it was when its container last ended. */
final class Symptoms {
    static final String OUT_OF_MEMORY = "OOMKilled";
    static final String CRASH = "Crash";
    static final String IMAGE = "Image";
    static final String CONFIGURATION = "Configuration";
    static final String UNSCHEDULABLE = "Unschedulable";
    static final String MOVED = "Evicted";
    static final String NOT_READY = "NotReady";

    private static final List<String> PULLS =
            List.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");
    private static final List<String> CONFIGURATIONS = List.of("CreateContainerConfigError", "CreateContainerError");
    private static final List<String> MOVES = List.of("Evicted", "Preempting", "NodeLost", "Shutdown", "NodeShutdown");

    private Symptoms() {}

    /**
     * A symptom.
     *
     * @param word one of the constants
     * @param container null when it is the whole pod's
     * @param detail null when there is none
     */
    record Symptom(String word, String container, String detail) {}

    /** The worst of a pod; empty when it is well. */
    static Optional<Symptom> of(PodState pod) {
        if (MOVES.contains(pod.reason())) {
            return Optional.of(new Symptom(MOVED, null, pod.reason()));
        }
        for (ContainerState c : pod.containers()) {
            Optional<Symptom> found = of(c);
            if (found.isPresent()) {
                return found;
            }
        }
        if (pod.unschedulableSince() != null) {
            return Optional.of(new Symptom(UNSCHEDULABLE, null, pod.unschedulableMessage()));
        }
        if (pod.phase().equals("Failed")) {
            return Optional.of(new Symptom(CRASH, null, pod.reason().isEmpty() ? "the pod failed" : pod.reason()));
        }
        boolean over = pod.phase().equals("Succeeded") || pod.deleting();
        return pod.ready() || over ? Optional.empty() : Optional.of(notReady(pod));
    }

    private static Optional<Symptom> of(ContainerState c) {
        if (c.ended() != null && c.ended().reason().equals(OUT_OF_MEMORY)) {
            return Optional.of(new Symptom(OUT_OF_MEMORY, c.name(), c.restarts() + " restarts"));
        }
        if (PULLS.contains(c.waitingReason())) {
            return Optional.of(new Symptom(IMAGE, c.name(), c.image() + ": " + words(c)));
        }
        if (CONFIGURATIONS.contains(c.waitingReason())) {
            return Optional.of(new Symptom(CONFIGURATION, c.name(), words(c)));
        }
        boolean failed = c.ended() != null && c.ended().exitCode() != 0;
        boolean still = c.waitingReason().equals("CrashLoopBackOff")
                || c.ended() != null && c.ended().current()
                || c.restarts() > 0 && !c.ready();
        return failed && still
                ? Optional.of(new Symptom(
                        CRASH, c.name(), "exit code " + c.ended().exitCode() + ", " + c.restarts() + " restarts"))
                : Optional.empty();
    }

    private static String words(ContainerState c) {
        return c.waitingMessage().isEmpty() ? c.waitingReason() : c.waitingReason() + ": " + c.waitingMessage();
    }

    private static Symptom notReady(PodState pod) {
        String container = pod.containers().stream()
                .filter(c -> !c.ready() && !c.init())
                .map(ContainerState::name)
                .findFirst()
                .orElse(null);
        return new Symptom(NOT_READY, container, pod.phase());
    }
}
