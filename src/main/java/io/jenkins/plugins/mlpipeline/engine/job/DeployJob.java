package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.ServerView;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Kinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Writer;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.ConditionRule;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.PlanRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Planner;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Rendering;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All of a deployment that is done before its turn: planned, compared with what the gate judged, let through or refused, and
 * planned anew with what is known then. It writes nothing.
 */
public final class DeployJob {
    private final KubeApi api;
    private final Kinds kinds;
    private final Wanted wanted;
    private final RolloutOptions options;
    private final String rolloutId = UUID.randomUUID().toString();

    /**
     * A deployment.
     *
     * @param options how it is rolled out
     */
    public DeployJob(KubeApi api, Wanted wanted, RolloutOptions options) {
        this.api = api;
        this.kinds = new Kinds(api);
        this.wanted = wanted;
        this.options = options;
        wanted.manifests().forEach(manifest -> kinds.learn(manifest.object()));
    }

    /**
     * What is to be deployed.
     *
     * @param manifests the objects; none when a workload is restarted
     * @param restart the workload to restart, as {@code KIND/NAME}; null to apply the manifests
     * @param namespace null for that of the manifests
     * @param fallback the namespace when nothing names one
     * @param images from an image of the manifests to the one to run
     * @param allowed kinds of objects that may be deployed
     * @param said what is said of the delivery
     * @param build recorded on the object and in the result; null for none
     * @param cause what {@code kubectl rollout history} shows; null for none
     * @param rendering where the manifests come from when a program made them; null else
     * @param rules when custom resources work
     */
    public record Wanted(
            List<Manifest> manifests,
            String restart,
            String namespace,
            String fallback,
            Map<String, String> images,
            AllowedKinds allowed,
            Delivery.Said said,
            String build,
            String cause,
            Rendering rendering,
            List<ConditionRule> rules) {}

    /**
     * What the deployment stands on.
     *
     * @param model what is delivered; null when it is not known
     * @param verdict null when there is none
     * @param terms what the verdict must be like
     * @param ungated whether it may go without one
     */
    public record Grounds(Delivery.Hashed model, GateVerdict verdict, Binding.Terms terms, Binding.Ungated ungated) {}

    /** Whether it may be rolled out. */
    public sealed interface Answer {
        /**
         * It may.
         *
         * @param plan what is rolled out
         * @param link what was compared with what
         */
        record Allowed(Plan plan, GateLink link) implements Answer {}

        /**
         * It may not.
         *
         * @param deployment the record, which says why
         */
        record Refused(Deployment deployment) implements Answer {}
    }

    /** What is planned before anything is compared. */
    public Plan draft() {
        return plan(null, null);
    }

    /** Decides by the manifests; what they let through, then by what the server would make of them. */
    public Answer decide(Plan draft, Grounds grounds) {
        Binding.Decision decision = compare(draft, grounds);
        if (decision instanceof Binding.Decision.Allowed first && first.link().gated()) {
            Writer writer = new Writer(api, kinds, options.fieldManager());
            decision = compare(ServerView.of(draft, writer, options.conflicts()), grounds);
        }
        if (decision instanceof Binding.Decision.Refused refused) {
            return new Answer.Refused(RolloutRun.refused(draft, refused, api.server(), wanted.build()));
        }
        Binding.Decision.Allowed allowed = (Binding.Decision.Allowed) decision;
        return new Answer.Allowed(plan(allowed.modelDigest(), allowed.link().gateDigest()), allowed.link());
    }

    /** What would change. */
    public Deployment dryRun(Answer.Allowed allowed, LogMask mask, Rollout.Listener listener) {
        return new RolloutRun(api, options, mask, listener).dryRun(allowed.plan(), allowed.link(), wanted.build());
    }

    /** How it ends when nothing is to be written; empty when something is, see {@link Rollout#foreseen}. */
    public Optional<Deployment> foreseen(Answer.Allowed allowed, LogMask mask, Rollout.Listener listener) {
        return new RolloutRun(api, options, mask, listener).foreseen(allowed.plan(), allowed.link(), wanted.build());
    }

    /** Rolls it out, on this thread and to its end. */
    public Deployment run(Answer.Allowed allowed, LogMask mask, Rollout.Listener listener) {
        return new RolloutRun(api, options, mask, listener).run(allowed.plan(), allowed.link(), wanted.build());
    }

    /** Each workload is compared by itself, and the least that was compared counts for all. */
    private Binding.Decision compare(Plan plan, Grounds grounds) {
        Instant now = Instant.now();
        return plan.serving().stream()
                .map(part -> Binding.decide(
                        Delivery.of(part, grounds.model(), wanted.said()),
                        grounds.verdict(),
                        grounds.terms(),
                        now,
                        grounds.ungated()))
                .reduce(Binding.Decision::weaker)
                .orElseThrow();
    }

    private Plan plan(String modelDigest, String gateDigest) {
        PlanRequest request = new PlanRequest(
                wanted.namespace(),
                wanted.fallback(),
                wanted.images(),
                modelDigest,
                gateDigest,
                wanted.build(),
                wanted.cause(),
                rolloutId,
                wanted.allowed());
        if (wanted.restart() != null) {
            String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            return Planner.restart(wanted.restart(), now, request);
        }
        Plan plan =
                Planner.apply(wanted.manifests(), request, kinds::clusterScoped).judgedBy(wanted.rules());
        Rendering rendering = wanted.rendering();
        return rendering == null ? plan : plan.rendered(rendering.rendered(), rendering.warnings());
    }
}
