package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ProgressLine;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Service of Knative Serving: each template becomes a revision, which may have to start before traffic goes over to it.
 *
 * @see <a href="https://github.com/knative/serving/blob/main/pkg/apis/serving/v1/service_lifecycle.go">what its status says</a>
 */
final class KnativeServiceKind implements WorkloadKind {
    /**
     * A Service of Knative.
     *
     * @param created the newest revision
     * @param ready the newest revision that is ready
     * @param share per cent of the requests that the newest revision gets
     */
    record State(Identity id, String created, String ready, int share) implements Workload {
        @Override
        public boolean isNew(PodState pod, Optional<Revision> current) {
            return false;
        }

        @Override
        public boolean fullyAvailable() {
            return id.observed()
                    && created.equals(ready)
                    && id.condition("Ready").filter(StatusCondition::isTrue).isPresent();
        }
    }

    @Override
    public boolean is(String apiVersion, String kind) {
        return kind.equals("Service") && apiVersion.startsWith("serving.knative.dev/");
    }

    @Override
    public boolean hasPodTemplate() {
        return true;
    }

    @Override
    public State read(JsonNode object) {
        JsonNode status = object.path("status");
        String created = status.path("latestCreatedRevisionName").asText();
        return new State(
                Reading.identity(object),
                created,
                status.path("latestReadyRevisionName").asText(),
                Traffic.share(status.path("traffic"), created));
    }

    @Override
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        State s = (State) state.workload();
        Workload.Identity id = s.id();
        if (!id.observed()) {
            return Waits.notSeen(id);
        }
        Optional<StatusCondition> failed = Stream.of("ConfigurationsReady", "RoutesReady", "Ready")
                .flatMap(type -> id.condition(type).stream())
                .filter(StatusCondition::isFalse)
                .findFirst();
        if (failed.isPresent()) {
            StatusCondition c = failed.get();
            return ObservationVerdict.failed(
                    ProgressLine.shortened(c.reason().isEmpty() ? c.type() : c.reason()),
                    id.label() + " failed (" + c.type() + " is False): " + ProgressLine.shortened(c.message()));
        }
        Optional<StatusCondition> ready = id.condition("Ready");
        if (!ready.filter(StatusCondition::isTrue).isPresent() || !s.created().equals(s.ready())) {
            return new ObservationVerdict.Wait("Ready is "
                    + ready.map(StatusCondition::status).orElse("absent")
                    + ready.map(StatusCondition::reason)
                            .filter(r -> !r.isEmpty())
                            .map(r -> " (" + ProgressLine.shortened(r) + ")")
                            .orElse("")
                    + ", revision " + s.created() + " is the newest, "
                    + (s.ready().isEmpty() ? "none" : s.ready()) + " the last that is ready");
        }
        return new ObservationVerdict.Candidate(
                "revision " + s.created() + " is ready and gets " + s.share() + " % of the requests",
                0,
                Traffic.partial(s.share(), s.created(), "spec.traffic"));
    }
}
