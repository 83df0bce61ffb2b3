package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Refusal;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Previous;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The write: what the workload needs first, then the workload, and never the workload twice. */
final class Application {
    private final Session session;
    private final CompanionWrites objects;

    Application(Session session) {
        this.session = session;
        this.objects = new CompanionWrites(session);
    }

    /**
     * What came of it.
     *
     * @param state with what was done to the objects beside the workload, and what is to be said of them
     * @param write the write that was made, or {@code null}
     * @param refusal why it was refused, or {@code null}
     * @param scaled whether a scaler changed the number of replicas since it was read: read it again
     */
    record Applied(RolloutState state, RolloutState.Write write, ObservationVerdict.Final refusal, boolean scaled) {}

    /**
     * Applies the plan.
     *
     * @param begun its attempts are 0 only if it is certain that nothing was sent yet
     * @throws ApiError when it isn't known whether the write was made: try again
     */
    Applied apply(RolloutState begun) {
        Plan plan = begun.plan();
        Optional<JsonNode> made = begun.attempts() == 0 ? Optional.empty() : alreadyMade(plan);
        if (made.isPresent()) {
            return new Applied(
                    begun.with(objects.found(begun.objects())), write(made.get(), begun.previous()), null, false);
        }
        List<ObjectChange> changes = new ArrayList<>(objects.snapshots(begun));
        RolloutState state = begun.with(changes).attempt();
        session.listener().save(state);
        Optional<CompanionWrites.Refused> refused = objects.write(plan, changes);
        state = state.with(changes);
        if (refused.isPresent()) {
            return refused(state, refused.get().ref(), refused.get().error());
        }
        try {
            if (plan.restart()) {
                JsonNode answer = session.writer().restart(plan.body(), false);
                return new Applied(state, write(answer, state.previous()), null, false);
            }
            JsonNode live = session.writer().live(plan.workload()).orElse(null);
            JsonNode answer =
                    session.writer().apply(plan.body(), live, session.options().conflicts());
            return new Applied(
                    state, write(answer, state.previous()).after(plan.kind().remember(live)), null, false);
        } catch (ApiError e) {
            if (Refusal.onlyReplicas(e) && session.options().preserveReplicas()) {
                return new Applied(state, null, null, true);
            }
            return refused(state, plan.workload(), e);
        }
    }

    /** Nothing is rolled out: what was written before the refusal is put back. */
    private Applied refused(RolloutState state, ObjectRef ref, ApiError e) {
        if (e.passing()) {
            throw e;
        }
        List<String> warnings = new ArrayList<>(state.warnings());
        List<ObjectChange> after = objects.restoreTheRest(state, warnings);
        ObservationVerdict.Final refusal = Refusal.of(ref, e);
        return new Applied(
                state.with(after).warned(warnings),
                null,
                new ObservationVerdict.Final(
                        refusal.outcome(), refusal.reason(), refusal.message() + CompanionWrites.sentence(after)),
                false);
    }

    /** The workload, if it carries this rollout's name: the write was made, and only its answer was lost. */
    private Optional<JsonNode> alreadyMade(Plan plan) {
        return session.observer(plan.workload())
                .live()
                .filter(o -> o.path("metadata")
                        .path("annotations")
                        .path(Annotations.ROLLOUT_ID)
                        .asText()
                        .equals(plan.rolloutId()));
    }

    private RolloutState.Write write(JsonNode answer, Previous previous) {
        Workload workload = WorkloadKinds.of(answer).read(answer);
        boolean created =
                previous == null || !previous.uid().equals(workload.id().uid());
        return session.write(
                answer,
                created || !previous.specDigest().equals(Previous.specDigest(answer)),
                created || !previous.templateDigest().equals(workload.id().templateDigest()),
                created ? null : previous.progressing());
    }
}
