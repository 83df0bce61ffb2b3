package io.jenkins.plugins.mlpipeline.engine.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.Identity;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The state of a rollout by the rules of a deployment, for somebody who did not make it. */
final class RolloutStates {
    private RolloutStates() {}

    static Diagnosis.State of(ObservedState seen, JsonNode live, UnaryOperator<String> hide) {
        Identity id = seen.workload().id();
        ObservationVerdict decision = WorkloadKinds.of(live).judge(seen, expectation(id));
        String build = live.path("metadata")
                .path("annotations")
                .path(Annotations.BUILD)
                .asText(null);
        List<String> conditions =
                id.conditions().stream().map(RolloutStates::line).map(hide).toList();
        String shown = build == null ? null : hide.apply(build);
        if (decision instanceof ObservationVerdict.Final end) {
            return new Diagnosis.State(end.outcome().name(), hide.apply(end.message()), conditions, shown);
        }
        return decision instanceof ObservationVerdict.Candidate candidate
                ? new Diagnosis.State("complete", hide.apply(candidate.progress()), conditions, shown)
                : new Diagnosis.State(
                        "progressing", hide.apply(((ObservationVerdict.Wait) decision).progress()), conditions, shown);
    }

    /** Nothing is stale for somebody who wrote nothing. */
    private static Expectation expectation(Identity id) {
        Duration day = Duration.ofDays(1);
        return new Expectation(
                id.uid(), id.templateDigest(), Instant.EPOCH, false, null, day, day, 0, Patience.DEFAULT);
    }

    private static String line(StatusCondition c) {
        return c.type() + " is " + c.status()
                + (c.reason().isEmpty() ? "" : " (" + c.reason() + ")")
                + (c.message().isEmpty() ? "" : ": " + c.message());
    }
}
