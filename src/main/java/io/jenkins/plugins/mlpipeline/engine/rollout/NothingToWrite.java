package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.RolloutJudge;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Ladder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a rollout ends that has nothing to write. */
final class NothingToWrite {
    private final Session session;

    NothingToWrite(Session session) {
        this.session = session;
    }

    /** The end, as {@link Rollout#foreseen} says it. */
    Optional<Deployment> of(RolloutState first) {
        Preflight.Prepared prepared = new Preflight(session).prepareAll(first);
        RolloutState state = first.prepared(
                        RolloutState.Phase.PLANNED, first.plan(), prepared.previous(), prepared.warnings())
                .with(prepared.objects());
        if (prepared.refusal() != null) {
            return Optional.of(Results.of(state, prepared.refusal(), null, null, null, session));
        }
        return prepared.changes() ? Optional.empty() : unchanged(state);
    }

    /** All of its workloads must serve: one that does not is rolled out like any other, so that somebody hears of it. */
    private Optional<Deployment> unchanged(RolloutState state) {
        List<Plan> plans = Stream.concat(Stream.of(state.plan()), state.series().later().stream())
                .toList();
        List<Deployment> records = new ArrayList<>();
        for (Plan plan : plans) {
            Optional<Deployment> serves = serves(state, plan);
            if (serves.isEmpty()) {
                return Optional.empty();
            }
            records.add(serves.get());
        }
        String message = records.stream().map(Deployment::message).collect(Collectors.joining(" "));
        List<Deployment.Part> parts = records.stream().map(Together::part).toList();
        return Optional.of(records.get(0).together(Outcome.UNCHANGED, message, null, parts));
    }

    private Optional<Deployment> serves(RolloutState state, Plan plan) {
        Observer observer = session.observer(plan.workload());
        Optional<JsonNode> live = observer.live();
        if (live.isEmpty()) {
            return Optional.empty();
        }
        ObservedState seen = observer.around(live.get());
        RolloutState.Write written =
                session.write(live.get(), false, false, null).after(plan.kind().remember(live.get()));
        ObservationVerdict verdict =
                RolloutJudge.of(plan.kind(), plan.workload().label(), seen, session.expectation(written));
        if (!(verdict instanceof ObservationVerdict.Candidate serving)
                || serving.partial() != null
                || !isMarked(plan, state.origin().gate(), seen)) {
            return Optional.empty();
        }
        ObservationVerdict.Final end = new ObservationVerdict.Final(
                Outcome.UNCHANGED,
                "Unchanged",
                plan.workload().label() + " was deployed already and is healthy: " + serving.progress() + ".");
        RolloutState one = RolloutState.begin(plan, state.origin())
                .warned(state.warnings())
                .with(state.objects());
        return Optional.of(Results.of(one, end, null, seen, null, session));
    }

    /**
     * Whether it was found deployed with such a verdict, and nothing was said against it since: what a deployment was interrupted
     * before, or what was left although it failed, is not there yet.
     */
    private static boolean isMarked(Plan plan, GateLink gate, ObservedState seen) {
        if (plan.kind().revisions().isEmpty()) {
            return true;
        }
        return seen.current()
                .filter(revision -> !Ladder.refuted(revision))
                .map(Revision::annotations)
                .filter(marks -> marks.containsKey(Annotations.DEPLOYED) && !marks.containsKey(Annotations.FAILED))
                .filter(marks -> gate == null || !gate.gated() || marks.containsKey(Annotations.GATED))
                .isPresent();
    }
}
