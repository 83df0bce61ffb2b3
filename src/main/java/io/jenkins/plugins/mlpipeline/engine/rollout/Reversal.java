package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState.Origin;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState.Phase;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState.Write;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outage;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.StabilityWindow;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Asked;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Previous;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A deployment that had ended, as the state of a rollout again, so that it can be gone back from with the same care. */
final class Reversal {
    private static final int TIMEOUT_SECONDS = 600;

    private Reversal() {}

    /** A record for each of its workloads that can go back, in their order; the record itself when it has one. */
    static List<Deployment> parts(Deployment deployment) {
        List<Deployment.Part> workloads = deployment.workloads();
        if (workloads == null || workloads.size() < 2) {
            return List.of(deployment);
        }
        List<Deployment> parts = workloads.stream()
                .filter(part -> WorkloadKinds.named(part.kind())
                        .filter(kind -> kind.revisions().isPresent())
                        .isPresent())
                .map(deployment::as)
                .toList();
        return parts.isEmpty() ? List.of(deployment) : parts;
    }

    /** The workload of a record. */
    static ObjectRef workload(Deployment deployment) {
        Kind kind = WorkloadKinds.named(deployment.kind())
                .filter(k -> k.revisions().isPresent())
                .flatMap(k -> k.api())
                .orElseThrow(() -> new UserError("A " + deployment.kind()
                        + " has no revisions to go back to; deploy again what served before."));
        return new ObjectRef(kind.apiVersion(), kind.kind(), deployment.namespace(), deployment.name());
    }

    /**
     * The state that the deployment left.
     *
     * @param now what the cluster knows of it; where it does not know the revision any more, another writer was there
     * @param server the API server's address
     * @throws UserError when the record is of another cluster
     */
    static RolloutState of(Deployment deployment, ObservedState now, String server, long millis) {
        if (deployment.cluster() != null && !deployment.cluster().equals(server)) {
            throw new UserError("The deployment is one of " + deployment.cluster() + ", and the cluster at hand is "
                    + server + "; nothing was rolled back. Name the right one.");
        }
        Plan plan = new Plan(
                deployment.namespace(),
                String.valueOf(deployment.rolloutId()),
                false,
                workload(deployment),
                null,
                List.of(),
                deployment.modelDigest(),
                null,
                List.of());
        Deployment.Before before = deployment.previous();
        boolean rolled = deployment.changed()
                && (before == null || !Objects.equals(before.replicaSet(), deployment.replicaSet()));
        Optional<Revision> deployed = named(now, deployment.replicaSet());
        return state(
                plan,
                new Origin(deployment.gate(), deployment.build(), millis),
                before == null ? null : previous(before, now),
                new Write(
                        deployed.map(Revision::ownerUid).orElse(""),
                        template(deployed, now),
                        now.now().toString(),
                        millis,
                        deployment.changed(),
                        rolled,
                        TIMEOUT_SECONDS,
                        null));
    }

    /** The digest that the workload has as long as it has the template of a revision. */
    private static String template(Optional<Revision> deployed, ObservedState now) {
        return now.current().isPresent() && now.current().equals(deployed)
                ? now.workload().id().templateDigest()
                : deployed.map(Revision::templateDigest).orElse("");
    }

    /**
     * The state of a workload from which somebody asks to go back.
     *
     * @param live the workload, as {@code now} has it
     * @param server the API server's address
     */
    static RolloutState asked(RollbackRequest request, JsonNode live, ObservedState now, String server, long millis) {
        ObjectRef ref = request.workload();
        Plan plan = new Plan(
                ref.namespace(), UUID.randomUUID().toString(), false, ref, null, List.of(), null, null, List.of());
        Deployment last = request.last();
        boolean inForce = last != null
                && last.previous() != null
                && Objects.equals(last.cluster(), server)
                && now.current().map(Revision::name).equals(Optional.ofNullable(last.replicaSet()));
        Asked asked = new Asked(request.to(), request.revision(), request.reason(), Previous.of(live, now));
        return state(
                plan,
                new Origin(null, request.build(), millis, asked),
                inForce ? previous(last.previous(), now) : null,
                new Write(
                        now.workload().id().uid(),
                        now.workload().id().templateDigest(),
                        now.now().toString(),
                        millis,
                        false,
                        true,
                        TIMEOUT_SECONDS,
                        null));
    }

    private static RolloutState state(Plan plan, Origin origin, Previous before, Write write) {
        return new RolloutState(
                Phase.WATCHING,
                plan,
                origin,
                0,
                before,
                write,
                StabilityWindow.NONE,
                List.of(),
                null,
                null,
                null,
                List.of(),
                Outage.NONE,
                Series.ALONE);
    }

    /** What the record says was there before, with what the cluster still knows of it. */
    private static Previous previous(Deployment.Before before, ObservedState now) {
        return new Previous(
                now.workload() == null ? "" : now.workload().id().uid(),
                "",
                named(now, before.replicaSet()).map(Revision::templateDigest).orElse(""),
                before.replicaSet(),
                before.revision(),
                before.modelDigest(),
                before.fullyAvailable(),
                before.imageDigests() == null ? Map.of() : before.imageDigests(),
                null);
    }

    private static Optional<Revision> named(ObservedState now, String name) {
        return now.revisions().stream().filter(r -> r.name().equals(name)).findFirst();
    }
}
