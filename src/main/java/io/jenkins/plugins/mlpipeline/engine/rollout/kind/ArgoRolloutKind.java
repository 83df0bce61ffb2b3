package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.NewPods;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ProgressLine;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Rollout of Argo Rollouts: its controller leads it through the steps of a canary, or over to the other colour, and goes back to
 * what it calls stable when it is aborted.
 *
 * @see <a href="https://github.com/argoproj/argo-rollouts/blob/master/utils/rollout/rolloututil.go">what its phases mean</a>
 */
final class ArgoRolloutKind implements WorkloadKind {
    private static final Kind API = new Kind("argoproj.io/v1alpha1", "Rollout", "rollouts", true);
    private static final int DEFAULT_DEADLINE_SECONDS = 600;

    /** Its field manager: the name of its program. */
    private static final String CONTROLLER = "rollouts-controller";

    /** As Go writes durations, {@code 1h30m} or {@code 1.5h}; a number alone is one of seconds. */
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");

    private static final Map<String, Integer> MILLIS = Map.of("ms", 1, "s", 1_000, "m", 60_000, "h", 3_600_000);

    /** A Rollout: {@code spec} and {@code status} as they are. */
    record State(Identity id, JsonNode spec, JsonNode status) implements Workload {
        @Override
        public boolean isNew(PodState pod, Optional<Revision> current) {
            return !current().isEmpty() && pod.revision().equals(current());
        }

        /** By its hash: the API server fills in a ReplicaSet's template what it leaves open in a custom resource's. */
        @Override
        public boolean isCurrent(Revision revision) {
            return !current().isEmpty() && revision.name().equals(id.name() + "-" + current());
        }

        @Override
        public boolean fullyAvailable() {
            return status.path("phase").asText().equals("Healthy") && id.observed();
        }

        @Override
        public OptionalInt deadline() {
            long pauses = autoPromotionSeconds();
            for (JsonNode step : steps()) {
                pauses += pause(step).orElse(Duration.ZERO).toSeconds();
            }
            return OptionalInt.of((int) Math.min(Integer.MAX_VALUE / 2, own() + pauses));
        }

        private int own() {
            return spec.path("progressDeadlineSeconds").asInt(DEFAULT_DEADLINE_SECONDS);
        }

        private int replicas() {
            return spec.path("replicas").asInt(1);
        }

        private JsonNode steps() {
            return spec.path("strategy").path("canary").path("steps");
        }

        /** After how long the other colour is promoted by itself; 0 when that is at once, or never. */
        private int autoPromotionSeconds() {
            JsonNode blueGreen = spec.path("strategy").path("blueGreen");
            return blueGreen.path("autoPromotionEnabled").asBoolean(true)
                    ? blueGreen.path("autoPromotionSeconds").asInt()
                    : 0;
        }

        private boolean blueGreen() {
            return spec.path("strategy").has("blueGreen");
        }

        /** The hash of its template's pods. */
        private String current() {
            return status.path("currentPodHash").asText();
        }

        private String stable() {
            return status.path("stableRS").asText();
        }

        private boolean aborted() {
            return status.path("abort").asBoolean(false)
                    || id.condition("Progressing")
                            .filter(c -> c.reason().equals("RolloutAborted"))
                            .isPresent();
        }

        private String numbers() {
            String numbers = status.path("updatedReplicas").asInt() + " of " + replicas() + " updated, "
                    + status.path("availableReplicas").asInt() + " available";
            return steps().isEmpty()
                    ? numbers
                    : "step " + Math.min(status.path("currentStepIndex").asInt(), steps().size()) + " of "
                            + steps().size() + " done, " + numbers;
        }
    }

    @Override
    public boolean is(String apiVersion, String kind) {
        return kind.equals("Rollout") && apiVersion.startsWith("argoproj.io/");
    }

    @Override
    public Optional<Kind> api() {
        return Optional.of(API);
    }

    @Override
    public Optional<String> echo() {
        return Optional.of(CONTROLLER);
    }

    @Override
    public JsonNode specification(JsonNode object) {
        if (!(object.path("spec") instanceof ObjectNode spec)) {
            return object.path("spec");
        }
        ObjectNode compared = spec.deepCopy();
        compared.set("template", ArgoTemplate.compared(spec.path("template")));
        return compared;
    }

    @Override
    public String shortName() {
        return "ro";
    }

    /** Its controller keeps ReplicaSets as a Deployment's does; a promoted one goes back by their templates. */
    @Override
    public Optional<RevisionKind> revisions() {
        return Optional.of(RevisionKind.REPLICA_SET);
    }

    /** Its controller restarts pods by a field of its own; another template would begin a new canary. */
    @Override
    public boolean restartable() {
        return false;
    }

    @Override
    public State read(JsonNode object) {
        JsonNode template = ArgoTemplate.compared(object.path("spec").path("template"));
        return new State(Reading.identity(object, template, CONTROLLER), object.path("spec"), object.path("status"));
    }

    @Override
    public String resume(String name) {
        return "kubectl argo rollouts promote " + name;
    }

    @Override
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        State s = (State) state.workload();
        Workload.Identity id = s.id();
        if (!id.observed()) {
            return Waits.notSeen(id);
        }
        Optional<ObservationVerdict> over =
                failed(s, e).or(() -> NewPods.doomed(id.label(), state, e)).or(() -> paused(s));
        if (over.isPresent()) {
            return over.get();
        }
        if (s.replicas() == 0) {
            return new ObservationVerdict.Final(
                    Outcome.SCALED_TO_ZERO,
                    "ScaledToZero",
                    id.label()
                            + " has spec.replicas 0: the template was applied, but nothing runs that could show that it works.");
        }
        boolean healthy = s.status().path("phase").asText().equals("Healthy")
                && !s.stable().isEmpty()
                && s.stable().equals(s.current());
        if (healthy) {
            return new ObservationVerdict.Candidate(s.numbers(), NewPods.restarts(state));
        }
        String message = s.status().path("message").asText();
        return new ObservationVerdict.Wait(ProgressLine.line(s.numbers(), state, e.patience())
                + (message.isEmpty() ? "" : ", " + ProgressLine.shortened(message)));
    }

    private static Optional<ObservationVerdict> failed(State s, Expectation e) {
        Workload.Identity id = s.id();
        if (s.aborted()) {
            String why =
                    id.condition("Progressing").map(StatusCondition::message).orElse("");
            return Optional.of(ObservationVerdict.failed(
                    "RolloutAborted",
                    id.label() + " was aborted, and its controller goes back to "
                            + (s.stable().isEmpty() ? "nothing: it has no stable revision" : "revision " + s.stable())
                            + (why.isEmpty() ? "." : ": " + sentence(why))
                            + (e.changed()
                                    ? ""
                                    : " It was so before this deployment, whose template it has already. Try it again with"
                                            + " kubectl argo rollouts retry rollout " + id.name() + " -n "
                                            + id.namespace() + ".")));
        }
        Optional<StatusCondition> invalid = id.condition("InvalidSpec");
        if (invalid.isPresent()) {
            return Optional.of(ObservationVerdict.failed(
                    "InvalidSpec",
                    id.label() + " is not accepted by its controller: "
                            + sentence(invalid.get().message())));
        }
        return id.condition("Progressing")
                .filter(c -> c.reason().equals("ProgressDeadlineExceeded") && !e.stale(c, s.own()))
                .map(c -> ObservationVerdict.failed(
                        c.reason(),
                        id.label() + " is degraded: it made no progress for " + s.own()
                                + " s (ProgressDeadlineExceeded): " + s.numbers() + "."));
    }

    /** Its controller's words, which may end without a full stop. */
    private static String sentence(String words) {
        String line = ProgressLine.shortened(words);
        return line.endsWith(".") ? line : line + ".";
    }

    private Optional<ObservationVerdict> paused(State s) {
        if (s.spec().path("paused").asBoolean(false)) {
            return Optional.of(pause(s, "Paused", "is paused by hand (spec.paused: true)"));
        }
        JsonNode pauses = s.status().path("pauseConditions");
        if (pauses.isEmpty()) {
            return Optional.empty();
        }
        String reason = ProgressLine.shortened(pauses.path(0).path("reason").asText("Paused"));
        return switch (reason) {
            case "CanaryPauseStep" -> {
                JsonNode step =
                        s.steps().path(s.status().path("currentStepIndex").asInt());
                yield Optional.of(pause(step)
                        .<ObservationVerdict>map(time -> new ObservationVerdict.Wait(
                                s.numbers() + ", pausing for " + time.toSeconds() + " s (CanaryPauseStep)"))
                        .orElseGet(() -> pause(s, reason, "waits at a pause without end")));
            }
            case "BlueGreenPause" -> {
                int seconds = s.autoPromotionSeconds();
                yield Optional.of(
                        seconds > 0
                                ? new ObservationVerdict.Wait(
                                        s.numbers() + ", promoted by itself after " + seconds + " s (BlueGreenPause)")
                                : pause(s, reason, "waits for its promotion; the other colour serves"));
            }
            default -> Optional.of(pause(s, reason, "waits because an analysis or experiment had no clear result"));
        };
    }

    private ObservationVerdict pause(State s, String reason, String how) {
        return new ObservationVerdict.Final(
                Outcome.PAUSED,
                reason,
                s.id().label() + " " + how + " (" + reason + "; " + s.numbers() + "). Go on with "
                        + resume(s.id().name()) + " -n " + s.id().namespace()
                        + ", or back with kubectl argo rollouts abort.");
    }

    /** How long a step pauses; empty when it is none, or one without end. */
    private static Optional<Duration> pause(JsonNode step) {
        String duration = step.path("pause").path("duration").asText();
        if (duration.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(duration)));
        }
        Matcher part = DURATION.matcher(duration);
        double millis = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            millis += Double.parseDouble(part.group(1)) * MILLIS.get(part.group(2));
            end = part.end();
        }
        return end == 0 || end < duration.length() ? Optional.empty() : Optional.of(Duration.ofMillis((long) millis));
    }

    /** What {@code kubectl argo rollouts promote} sends; a result that is not clear is a person's to judge. */
    @Override
    public Optional<JsonNode> promotion(Workload workload) {
        if (!(workload instanceof State s)) {
            return Optional.empty();
        }
        String reason =
                s.status().path("pauseConditions").path(0).path("reason").asText();
        if (!reason.equals("CanaryPauseStep") && !reason.equals("BlueGreenPause")) {
            return Optional.empty();
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("status").putNull("pauseConditions");
        return Optional.of(patch);
    }

    @Override
    public Optional<JsonNode> abortion() {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("status").put("abort", true);
        return Optional.of(patch);
    }

    @Override
    public Optional<String> stable(Workload workload) {
        if (!(workload instanceof State s)) {
            return Optional.empty();
        }
        return Optional.of(s.stable()).filter(stable -> !stable.isEmpty() && !stable.equals(s.current()));
    }

    /** What {@code kubectl argo rollouts promote --full} sends: what served before needs no canary. */
    @Override
    public Optional<JsonNode> hastening(Workload workload) {
        boolean waits = workload instanceof State s
                && s.id().observed()
                && stable(s).isPresent()
                && !s.aborted()
                && !s.status().path("promoteFull").asBoolean(false);
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("status").put("promoteFull", true);
        return waits ? Optional.of(patch) : Optional.empty();
    }

    /** Aborted: the pods of the template that failed are gone, or get no requests any more, and the stable ones are all there. */
    @Override
    public ObservationVerdict judgeBack(ObservedState state, Expectation e) {
        State s = (State) state.workload();
        if (e.changed()) {
            return judge(state, e);
        }
        boolean served = s.blueGreen()
                ? s.status().path("blueGreen").path("activeSelector").asText().equals(s.stable())
                : routed(s)
                        ? s.status()
                                        .path("canary")
                                        .path("weights")
                                        .path("canary")
                                        .path("weight")
                                        .asInt()
                                == 0
                        : s.status().path("updatedReplicas").asInt() == 0;
        int available = s.status().path("availableReplicas").asInt();
        String now = "aborted, " + s.numbers();
        return s.aborted() && served && available >= s.replicas()
                ? new ObservationVerdict.Candidate(now, 0)
                : new ObservationVerdict.Wait(now + ", waiting for revision " + s.stable() + " to serve all of it");
    }

    private static boolean routed(State s) {
        return s.spec().path("strategy").path("canary").has("trafficRouting");
    }
}
