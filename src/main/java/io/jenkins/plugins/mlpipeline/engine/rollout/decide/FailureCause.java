package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a pod will not become ready by waiting.
 *
 * @param pod the pod's name
 * @param reason Kubernetes' word for it, for example {@code CrashLoopBackOff}
 * @param detail what is known more, one line
 */
public record FailureCause(String pod, String reason, String detail) {
    private static final Pattern HOPELESS_PULL = Pattern.compile(
            "not found|manifest unknown|does not exist|unauthorized|authentication required|denied|forbidden",
            Pattern.CASE_INSENSITIVE);
    private static final String NOT_SYNCED = "failed to sync ";
    private static final Set<String> MOVED_ELSEWHERE = Set.of("Evicted", "Preempting");
    private static final int TRANSIENT_START_FAILURE = 128;

    /** For example {@code pod web-1: CrashLoopBackOff (container app, 3 restarts, exit code 1)}. */
    public String sentence() {
        return "pod " + pod + ": " + reason + (detail.isEmpty() ? "" : " (" + detail + ")");
    }

    /**
     * The verdict on one pod.
     *
     * @param now the API server's time
     */
    public static Optional<FailureCause> of(PodState pod, Instant now, Patience patience) {
        if (pod.phase().equals("Failed") && !MOVED_ELSEWHERE.contains(pod.reason())) {
            return Optional.of(failed(pod));
        }
        if (lasts(pod.unschedulableSince(), now, patience.unschedulableFailSeconds())) {
            return Optional.of(new FailureCause(pod.name(), "Unschedulable", pod.unschedulableMessage()));
        }
        return pod.containers().stream()
                .map(c -> of(pod, c, now, patience))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The same for the pods of a Job, which the Job itself lets fail and start again. */
    public static Optional<FailureCause> ofJobPod(PodState pod, Instant now, Patience patience) {
        if (pod.phase().equals("Failed")) {
            return Optional.empty();
        }
        return of(pod, now, patience).filter(d -> !d.reason.equals("CrashLoopBackOff"));
    }

    private static Optional<FailureCause> of(PodState pod, ContainerState c, Instant now, Patience patience) {
        if (c.waitsFor("CrashLoopBackOff") && c.restarts() >= patience.crashRestarts()) {
            return Optional.of(new FailureCause(
                    pod.name(), "CrashLoopBackOff", named(c) + ", " + c.restarts() + " restarts" + ending(c, ", ")));
        }
        if (c.waitsFor("CreateContainerConfigError") && !cacheNotSynced(c.waitingMessage())) {
            return Optional.of(waiting(pod, c));
        }
        if (c.ended() != null
                && c.ended().reason().equals("ContainerCannotRun")
                && c.ended().exitCode() != TRANSIENT_START_FAILURE) {
            return Optional.of(new FailureCause(pod.name(), "ContainerCannotRun", named(c) + ending(c, ", ")));
        }
        if (c.waitsFor("InvalidImageName")) {
            return Optional.of(waiting(pod, c));
        }
        // The kubelet alternates between the two; the back-off alone says nothing, its message may repeat the cause.
        if ((c.waitsFor("ErrImagePull") || c.waitsFor("ImagePullBackOff"))
                && HOPELESS_PULL.matcher(c.waitingMessage()).find()
                && lasts(pod.created(), now, patience.imageErrorSeconds())) {
            return Optional.of(new FailureCause(pod.name(), "ErrImagePull", named(c) + ": " + c.waitingMessage()));
        }
        return Optional.empty();
    }

    private static FailureCause waiting(PodState pod, ContainerState c) {
        return new FailureCause(pod.name(), c.waitingReason(), named(c) + ": " + c.waitingMessage());
    }

    /** {@code failed to sync configmap cache: ...}: the kubelet's own delay, which passes. */
    private static boolean cacheNotSynced(String message) {
        return message.lines().map(line -> line.toLowerCase(Locale.ROOT)).anyMatch(line -> {
            int at = line.indexOf(NOT_SYNCED);
            return at >= 0 && line.indexOf(" cache", at + NOT_SYNCED.length()) >= 0;
        });
    }

    private static FailureCause failed(PodState pod) {
        String detail = pod.containers().stream()
                .filter(c -> c.ended() != null && c.ended().exitCode() != 0)
                .findFirst()
                .map(c -> named(c) + ending(c, ", "))
                .orElse(pod.reason());
        return new FailureCause(pod.name(), "PodFailed", detail);
    }

    private static String named(ContainerState c) {
        return (c.init() ? "init container " : "container ") + c.name();
    }

    /** The exit code, and the reason where it says more than {@code Error}. */
    private static String ending(ContainerState c, String before) {
        if (c.ended() == null) {
            return "";
        }
        String reason = c.ended().reason();
        boolean telling = !reason.isEmpty() && !reason.equals("Error") && !reason.equals("Completed");
        return before + (telling ? reason + ", " : "") + "exit code "
                + c.ended().exitCode();
    }

    /** Whether something has lasted so long; nothing has that did not begin. */
    public static boolean lasts(Instant since, Instant now, int seconds) {
        return since != null && Duration.between(since, now).getSeconds() >= seconds;
    }
}
