package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ProgressLine;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.util.List;
import java.util.Optional;

/**
 * KServe's InferenceService, v1beta1, on Knative or on plain Deployments.
 *
 * <p>Its {@code observedGeneration} is that of a child object (kserve#6081), and its conditions go on speaking of the model before
 * until its controller has acted. So the status counts only once the child changed since the write: a newest revision of
 * another name, or another generation of the Deployment.
 *
 * @see <a href="https://github.com/kserve/kserve/blob/master/pkg/apis/serving/v1beta1/inference_service_status.go">its status</a>
 */
final class InferenceServiceKind implements WorkloadKind {
    private static final List<String> COMPONENTS = List.of("predictor", "transformer", "explainer");
    private static final int ALL = 100;

    /** What it is remembered by before a write. */
    private static final List<String> REMEMBERED = List.of("observedGeneration", "components", "modelStatus");

    /** An InferenceService: {@code spec} and {@code status} as they are. */
    record State(Identity id, JsonNode spec, JsonNode status) implements Workload {
        @Override
        public boolean isNew(PodState pod, Optional<Revision> current) {
            return false;
        }

        @Override
        public boolean fullyAvailable() {
            return id.condition("Ready").filter(StatusCondition::isTrue).isPresent();
        }

        private String created(String component) {
            return created(status, component);
        }

        private static String created(JsonNode status, String component) {
            return component(status, component).path("latestCreatedRevision").asText();
        }

        private static JsonNode component(JsonNode status, String component) {
            return status.path("components").path(component);
        }

        /** Whether Knative runs it. */
        private boolean serverless() {
            return List.of("Serverless", "Knative")
                            .contains(status.path("deploymentMode").asText())
                    || !created("predictor").isEmpty();
        }

        private Optional<String> reason(String type) {
            return id.condition(type).map(StatusCondition::reason);
        }
    }

    @Override
    public boolean is(String apiVersion, String kind) {
        return kind.equals("InferenceService") && apiVersion.startsWith("serving.kserve.io/");
    }

    @Override
    public State read(JsonNode object) {
        return new State(Reading.identity(object, object.path("spec")), object.path("spec"), object.path("status"));
    }

    @Override
    public JsonNode remember(JsonNode live) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String field : REMEMBERED) {
            if (live != null && live.path("status").has(field)) {
                kept.set(field, live.path("status").get(field));
            }
        }
        return kept;
    }

    @Override
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        State s = (State) state.workload();
        Workload.Identity id = s.id();
        JsonNode before = e.statusBefore();
        if (id.condition("Stopped").filter(StatusCondition::isTrue).isPresent()) {
            return new ObservationVerdict.Final(
                    Outcome.SCALED_TO_ZERO,
                    "Stopped",
                    id.label() + " is stopped (serving.kserve.io/stop): nothing runs that could show that it works.");
        }
        if (s.status().path("deploymentMode").asText().equals("ModelMesh")) {
            return CustomKind.unverified(id, ": ModelMesh runs it.");
        }
        boolean seen = !e.changed() || (before != null && acted(s, before));
        boolean other = before != null && !s.status().path("modelStatus").equals(before.path("modelStatus"));
        if (seen || other) {
            Optional<ObservationVerdict> failed = failed(s);
            if (failed.isPresent()) {
                return failed.get();
            }
        }
        if (before == null && e.changed()) {
            return CustomKind.unverified(
                    id, ": the answer to the write was lost, and its status doesn't say which model it is about.");
        }
        if (!seen) {
            return new ObservationVerdict.Wait("waiting for KServe to act on the new specification");
        }
        return s.serverless() ? serverless(s) : raw(s, e);
    }

    /** Whether the controller passed the specification on since. */
    private static boolean acted(State s, JsonNode before) {
        return s.serverless()
                ? !s.created("predictor").isEmpty()
                        && !s.created("predictor").equals(State.created(before, "predictor"))
                : s.id().observedGeneration()
                        > before.path("observedGeneration").asLong();
    }

    private static Optional<ObservationVerdict> failed(State s) {
        JsonNode model = s.status().path("modelStatus");
        String transition = model.path("transitionStatus").asText();
        if (transition.equals("BlockedByFailedLoad") || transition.equals("InvalidSpec")) {
            JsonNode info = model.path("lastFailureInfo");
            String reason = info.path("reason").asText(transition);
            String message = info.path("message").asText();
            return Optional.of(ObservationVerdict.failed(
                    ProgressLine.shortened(reason),
                    s.id().label() + " does not load its model (" + transition + ", "
                            + ProgressLine.shortened(reason) + ")"
                            + (message.isEmpty() ? "" : ": " + ProgressLine.shortened(message))
                            + (info.path("exitCode").asInt() == 0
                                    ? ""
                                    : " (exit code " + info.path("exitCode").asInt() + ")")
                            + "."));
        }
        for (String component : COMPONENTS) {
            String name = Character.toUpperCase(component.charAt(0)) + component.substring(1);
            Optional<StatusCondition> revision = s.id().condition(name + "ConfigurationReady")
                    .filter(StatusCondition::isFalse)
                    .or(() -> s.id().condition(name + "Ready")
                            .filter(StatusCondition::isFalse)
                            .filter(c -> c.reason().equals("ProgressDeadlineExceeded")));
            if (revision.isPresent()) {
                StatusCondition c = revision.get();
                return Optional.of(ObservationVerdict.failed(
                        ProgressLine.shortened(c.reason().isEmpty() ? c.type() : c.reason()),
                        s.id().label() + " failed (" + c.type() + " is False): "
                                + ProgressLine.shortened(c.message())));
            }
        }
        return Optional.empty();
    }

    private static ObservationVerdict serverless(State s) {
        for (String component : COMPONENTS) {
            String created = s.created(component);
            String ready = State.component(s.status(), component)
                    .path("latestReadyRevision")
                    .asText();
            if (!created.equals(ready)) {
                return new ObservationVerdict.Wait(component + ": revision " + created + " is the newest, "
                        + (ready.isEmpty() ? "none" : ready) + " the last that is ready");
            }
        }
        Optional<ObservationVerdict> waits = model(s);
        if (waits.isPresent()) {
            return waits.get();
        }
        String newest = s.created("predictor");
        int share = Traffic.share(State.component(s.status(), "predictor").path("traffic"), newest);
        JsonNode canary = s.spec().path("predictor").path("canaryTrafficPercent");
        if (share < (canary.isNumber() ? Math.min(ALL, canary.asInt()) : ALL)) {
            return new ObservationVerdict.Wait("revision " + newest + " is ready and gets " + share
                    + " % of the requests, waiting for the others to come over");
        }
        return new ObservationVerdict.Candidate(
                "revision " + newest + " is ready, its model is loaded, and it gets " + share + " % of the requests",
                0,
                Traffic.partial(share, newest, "spec.predictor.canaryTrafficPercent"));
    }

    /**
     * On Deployments: {@code PredictorReady} is True as long as the pods before are available; that the new ones are is in its
     * reason alone.
     */
    private static ObservationVerdict raw(State s, Expectation e) {
        Optional<ObservationVerdict> waits = model(s);
        if (waits.isPresent()) {
            return waits.get();
        }
        String reason = s.reason("PredictorReady").orElse("");
        if (!reason.equals("NewReplicaSetAvailable")) {
            String now = "PredictorReady is True (" + ProgressLine.shortened(reason) + ")";
            // Older versions never say more.
            return e.elapsed().compareTo(e.timeout()) < 0
                    ? new ObservationVerdict.Wait(now + ", waiting for all pods to be new ones")
                    : CustomKind.unverified(
                            s.id(), ": " + now + ", which it also is while pods of the model before serve.");
        }
        return new ObservationVerdict.Candidate("all pods are new ones and its model is loaded", 0);
    }

    /** What is still missing of the model itself. */
    private static Optional<ObservationVerdict> model(State s) {
        Optional<StatusCondition> ready = s.id().condition("Ready");
        if (!ready.filter(StatusCondition::isTrue).isPresent()) {
            return Optional.of(new ObservationVerdict.Wait("Ready is "
                    + ready.map(StatusCondition::status).orElse("absent")
                    + ready.map(StatusCondition::reason)
                            .filter(r -> !r.isEmpty())
                            .map(r -> " (" + ProgressLine.shortened(r) + ")")
                            .orElse("")));
        }
        JsonNode model = s.status().path("modelStatus");
        String transition = model.path("transitionStatus").asText("UpToDate");
        String target = model.path("states").path("targetModelState").asText("Loaded");
        return transition.equals("UpToDate") && (target.isEmpty() || target.equals("Loaded"))
                ? Optional.empty()
                : Optional.of(new ObservationVerdict.Wait("its model is " + ProgressLine.shortened(target) + " ("
                        + ProgressLine.shortened(transition) + ")"));
    }
}
