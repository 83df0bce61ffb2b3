package io.jenkins.plugins.mlpipeline.steps.deploy;

import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.ServerView;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Kinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Writer;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.PlanRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Planner;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.steps.common.HashModel;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.common.ReadingMark;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * All of a deployment that is done before its turn: reads the manifests, hashes the model, finds the verdict and decides
 * whether it lets the deployment through. It writes nothing.
 */
@Restricted(NoExternalUse.class)
public final class DeployPreparation {
    private final DeployRequest step;
    private final StepContext context;
    private final Run<?, ?> run;
    private final Rollout.Listener listener;
    private final DeploymentLimits limits;
    private final String rolloutId = UUID.randomUUID().toString();

    /** What this build asks for; the listener is told what was found. */
    public DeployPreparation(DeployRequest step, StepContext context, Run<?, ?> run, Rollout.Listener listener) {
        this.step = step;
        this.context = context;
        this.run = run;
        this.listener = listener;
        this.limits = MlPipelineConfiguration.get().limitsOf(run.getParent());
    }

    /**
     * What came of it.
     *
     * @param judged the verdict that it stands on
     * @param target what is deployed to
     * @param state of the rollout that may begin; null when there is none
     * @param end how the deployment ended already: refused, or a dry run; else null
     */
    public record Prepared(DeploymentRecord.Judged judged, TargetRef target, RolloutState state, Deployment end) {}

    /**
     * Prepares.
     *
     * @throws UserError when a parameter or a file isn't usable
     */
    public Prepared prepare() throws IOException, InterruptedException {
        RolloutOptions options = step.options();
        List<Manifest> manifests = step.isRestart() ? List.of() : manifests();
        try (ClusterConnection connection = ClusterConnection.open(run, step.access())) {
            KubeApi api = new KubeApi(connection.client());
            Kinds kinds = new Kinds(api);
            limits.requireCluster(step.getCloud(), api.server());
            Plan draft = plan(manifests, kinds, request(connection.namespace(), null, null));
            limits.requireNamespace(draft.namespace());
            TargetRef target = target(connection, api, draft);
            OtherJobs jobs = new OtherJobs(run, context.get(FlowNode.class).getExecution());
            Verdicts.Judged judged = Verdicts.find(jobs, step.getId(), step.getUpstream());
            DeploymentRecord.Judged by =
                    new DeploymentRecord.Judged(step.getId(), judged.run().getExternalizableId());
            Writer writer = new Writer(api, kinds, options.fieldManager());
            Binding.Decision decision = decide(draft, judged, plan -> ServerView.of(plan, writer, options.conflicts()));
            if (decision instanceof Binding.Decision.Refused refused) {
                return new Prepared(by, target, null, RolloutRun.refused(draft, refused, api.server(), build(run)));
            }
            Binding.Decision.Allowed allowed = (Binding.Decision.Allowed) decision;
            allowed.link().lines().forEach(listener::progress);
            Plan plan = plan(
                    manifests,
                    kinds,
                    request(
                            connection.namespace(),
                            allowed.modelDigest(),
                            allowed.link().gateDigest()));
            if (step.isDryRun()) {
                Deployment would = new RolloutRun(api, options, connection.mask(), listener)
                        .dryRun(plan, allowed.link(), build(run));
                return new Prepared(by, target, null, would);
            }
            RolloutState state = RolloutState.begin(
                    plan,
                    new RolloutState.Origin(
                            allowed.link(), build(run), Instant.now().toEpochMilli()));
            return new Prepared(by, target, state, null);
        }
    }

    /** The build as the object in the cluster names it. */
    public static String build(Run<?, ?> run) {
        String root = Jenkins.get().getRootUrl();
        return root == null ? run.getExternalizableId() : root + run.getUrl();
    }

    private static TargetRef target(ClusterConnection connection, KubeApi api, Plan plan) {
        return new TargetRef(
                connection.owner(),
                api.server(),
                plan.namespace(),
                plan.workload().kind(),
                plan.workload().name());
    }

    private List<Manifest> manifests() throws IOException, InterruptedException {
        Map<String, String> texts = ManifestFiles.read(workspace("manifests"), step.getManifests());
        if (texts.isEmpty()) {
            throw new UserError(
                    "manifests: no YAML or JSON file of the workspace matches \"" + step.getManifests() + "\".");
        }
        return ReadingMark.around(context, "the manifests of a deployment", () -> Manifests.parse(texts));
    }

    private Plan plan(List<Manifest> manifests, Kinds kinds, PlanRequest request) {
        return step.isRestart()
                ? Planner.restart(
                        step.getResource(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                        request)
                : Planner.apply(manifests, request, kinds::clusterScoped);
    }

    private PlanRequest request(String fallback, String modelDigest, String gateDigest) {
        return new PlanRequest(
                step.getNamespace(),
                fallback,
                step.getImages() == null ? Map.of() : step.getImages(),
                modelDigest,
                gateDigest,
                build(run),
                run.getFullDisplayName(),
                rolloutId,
                limits.kinds());
    }

    /** Decides by the manifests; what they let through, then by what the server would make of them. */
    private Binding.Decision decide(Plan draft, Verdicts.Judged judged, UnaryOperator<Plan> stored)
            throws IOException, InterruptedException {
        Delivery.Hashed model = model(judged);
        Binding.Terms terms = judged.terms(step, run, limits, listener::progress);
        Binding.Decision first = decide(draft, model, judged, terms);
        return first instanceof Binding.Decision.Allowed allowed
                        && allowed.link().gated()
                ? decide(stored.apply(draft), model, judged, terms)
                : first;
    }

    private Binding.Decision decide(Plan plan, Delivery.Hashed model, Verdicts.Judged judged, Binding.Terms terms) {
        return Binding.decide(
                Delivery.of(plan, model, step.said()),
                judged.verdict(),
                terms,
                Instant.now(),
                new Binding.Ungated(
                        step.getAllowUngated(), MlPipelineConfiguration.get().permitsUngated(run.getParent())));
    }

    /** The model that the pipeline delivers, hashed now; null when it names none and nothing stands for it. */
    private Delivery.Hashed model(Verdicts.Judged judged) throws IOException, InterruptedException {
        String named = step.getModel();
        if (named == null) {
            GateVerdict verdict = judged.verdict();
            boolean archived = verdict != null && verdict.modelDigest() != null && !step.isRestart();
            return archived
                    ? ModelArchive.hashed(judged.run(), verdict.modelDigest()).orElse(null)
                    : null;
        }
        if (Digest.isDigest(named)) {
            return ModelArchive.hashed(judged.run(), named)
                    .orElseThrow(() -> new UserError(
                            "model: " + judged.run().getFullDisplayName() + " has no archived model " + named + "."));
        }
        FilePath file = workspace("model").child(named);
        if (!file.exists()) {
            throw new UserError("model: there is no \"" + named + "\" in the workspace.");
        }
        return file.act(new HashModel(named));
    }

    private FilePath workspace(String parameter) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new UserError("mlDeploy needs a workspace to read the file that " + parameter
                    + " names. Put the step into a node block.");
        }
        return workspace;
    }
}
