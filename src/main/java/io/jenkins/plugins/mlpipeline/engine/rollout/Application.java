package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Refusal;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Decision;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Previous;
import java.util.Optional;

/** The write: what the workload needs first, then the workload, and never the workload twice. */
final class Application {
    private final Session session;

    Application(Session session) {
        this.session = session;
    }

    /**
     * What came of it: one of the three.
     *
     * @param write the write that was made, or {@code null}
     * @param refusal why it was refused, or {@code null}
     * @param scaled whether a scaler changed the number of replicas since it was read: read it again
     */
    record Applied(RolloutState.Write write, Decision.Final refusal, boolean scaled) {}

    /**
     * Applies the plan.
     *
     * @param state its attempts are 0 only if it is certain that nothing was sent yet
     * @throws ApiError when it isn't known whether the write was made: try again
     */
    Applied apply(RolloutState state) {
        Plan plan = state.plan();
        Optional<JsonNode> made = state.attempts() == 0 ? Optional.empty() : alreadyMade(plan);
        if (made.isPresent()) {
            return new Applied(write(made.get(), state.previous()), null, false);
        }
        session.listener().save(state.attempt());
        for (JsonNode object : plan.supporting()) {
            try {
                session.writer().apply(object, session.options().conflicts(), false);
            } catch (ApiError e) {
                return refused(ObjectRef.of(object), e);
            }
        }
        try {
            JsonNode answer = plan.restart()
                    ? session.writer().restart(plan.body(), false)
                    : session.writer().apply(plan.body(), session.options().conflicts(), false);
            return new Applied(write(answer, state.previous()), null, false);
        } catch (ApiError e) {
            if (Refusal.onlyReplicas(e) && session.options().preserveReplicas()) {
                return new Applied(null, null, true);
            }
            return refused(plan.workload(), e);
        }
    }

    private static Applied refused(ObjectRef ref, ApiError e) {
        if (e.passing()) {
            throw e;
        }
        return new Applied(null, Refusal.of(ref, e), false);
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
