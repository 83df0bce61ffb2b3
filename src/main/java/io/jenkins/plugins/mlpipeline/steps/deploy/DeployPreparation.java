package io.jenkins.plugins.mlpipeline.steps.deploy;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.job.DeployJob;
import io.jenkins.plugins.mlpipeline.engine.registry.TamperedVersion;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.VerificationMark;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Capabilities;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.RenderedText;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Rendering;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.steps.common.HashModel;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.common.ReadingMark;
import io.jenkins.plugins.mlpipeline.steps.registry.RegistryModels;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param end how the deployment ended already: refused, unchanged, or a dry run; else null
     * @param verified whether what is unchanged is marked as verified
     */
    public record Prepared(
            DeploymentRecord.Judged judged, TargetRef target, RolloutState state, Deployment end, boolean verified) {
        Prepared(DeploymentRecord.Judged judged, TargetRef target, Deployment end) {
            this(judged, target, null, end, false);
        }
    }

    /**
     * Prepares.
     *
     * @throws UserError when a parameter or a file isn't usable
     */
    public Prepared prepare() throws IOException, InterruptedException {
        return prepare(false);
    }

    /**
     * Prepares one of several targets: what the server would refuse, and what it has already, is its end.
     *
     * @throws UserError when a parameter or a file isn't usable
     */
    public Prepared foresee() throws IOException, InterruptedException {
        return prepare(true);
    }

    private Prepared prepare(boolean foreseen) throws IOException, InterruptedException {
        RolloutOptions options = limits.within(step.options());
        boolean rendered = RenderOnAgent.isAsked(step);
        List<Manifest> manifests = step.isRestart() || rendered ? List.of() : manifests();
        try (ClusterConnection connection = ClusterConnection.open(run, step.access())) {
            KubeApi api = new KubeApi(connection.client());
            limits.requireCluster(step.getCloud(), api.server());
            String fallback = connection.namespace();
            Rendering rendering = rendered ? rendering(api, fallback) : null;
            DeployJob job = new DeployJob(
                    api, wanted(rendering == null ? manifests : rendering.manifests(), rendering, fallback), options);
            Plan draft = job.draft();
            limits.requireNamespace(draft.namespace());
            TargetRef target = target(connection, api, draft);
            OtherJobs jobs = new OtherJobs(run, context.get(FlowNode.class).getExecution());
            Verdicts.Judged judged = Verdicts.find(jobs, step.getId(), step.getUpstream());
            DeploymentRecord.Judged by =
                    new DeploymentRecord.Judged(step.getId(), judged.run().getExternalizableId());
            DeployJob.Answer answer;
            try {
                answer = job.decide(draft, grounds(judged));
            } catch (TamperedVersion e) {
                Binding.Decision.Refused tampered = new Binding.Decision.Refused(Outcome.TAMPERED, e.sentence());
                return new Prepared(by, target, RolloutRun.refused(draft, tampered, api.server(), build(run)));
            }
            if (answer instanceof DeployJob.Answer.Refused refused) {
                return new Prepared(by, target, refused.deployment());
            }
            DeployJob.Answer.Allowed allowed = (DeployJob.Answer.Allowed) answer;
            allowed.link().lines().forEach(listener::progress);
            if (step.isDryRun()) {
                return new Prepared(by, target, job.dryRun(allowed, connection.mask(), listener));
            }
            Optional<Deployment> end = foreseen ? job.foreseen(allowed, connection.mask(), listener) : Optional.empty();
            if (end.isPresent()) {
                boolean verified = end.get().status() == Outcome.UNCHANGED && VerificationMark.isMarked(api, end.get());
                return new Prepared(by, target, null, end.get(), verified);
            }
            RolloutState state = RolloutState.begin(
                    allowed.plan(),
                    new RolloutState.Origin(
                            allowed.link(), build(run), Instant.now().toEpochMilli()));
            return new Prepared(by, target, state, null, false);
        }
    }

    private DeployJob.Wanted wanted(List<Manifest> manifests, Rendering rendering, String fallback) {
        return new DeployJob.Wanted(
                manifests,
                step.isRestart() ? step.getResource() : null,
                step.getNamespace(),
                fallback,
                step.getImages() == null ? Map.of() : step.getImages(),
                limits.kinds(),
                step.said(),
                build(run),
                run.getFullDisplayName(),
                rendering,
                limits.rules());
    }

    private DeployJob.Grounds grounds(Verdicts.Judged judged) throws IOException, InterruptedException {
        return new DeployJob.Grounds(
                model(judged),
                judged.verdict(),
                judged.terms(step, run, limits, listener::progress),
                new Binding.Ungated(
                        step.getAllowUngated(), MlPipelineConfiguration.get().permitsUngated(run.getParent())));
    }

    /** The build as the object in the cluster names it. */
    public static String build(Run<?, ?> run) {
        String root = Jenkins.get().getRootUrl();
        return root == null ? run.getExternalizableId() : root + run.getUrl();
    }

    /** A Job has another name each time: of several workloads one that stays says whose turn it is. */
    private static TargetRef target(ClusterConnection connection, KubeApi api, Plan plan) {
        ObjectRef workload = plan.serving().get(0).workload();
        return new TargetRef(connection.owner(), api.server(), plan.namespace(), workload.kind(), workload.name());
    }

    /** What the agent's program makes of a folder or a chart, for what this cluster serves. */
    private Rendering rendering(KubeApi api, String fallback) throws IOException, InterruptedException {
        RenderedText written = RenderOnAgent.on(
                workspace(step.getKustomize() == null ? "helm" : "kustomize"),
                step,
                step.getNamespace() == null ? fallback : step.getNamespace(),
                Capabilities.of(api),
                context.get(EnvVars.class));
        Rendering rendering = ReadingMark.around(context, "the manifests of a deployment", written::rendering);
        listener.progress(rendering.rendered().by() + " rendered "
                + rendering.rendered().of() + ": " + rendering.manifests().size() + " objects, "
                + rendering.rendered().digest());
        return rendering;
    }

    private List<Manifest> manifests() throws IOException, InterruptedException {
        Map<String, String> texts = ManifestFiles.read(workspace("manifests"), step.getManifests());
        if (texts.isEmpty()) {
            throw new UserError(
                    "manifests: no YAML or JSON file of the workspace matches \"" + step.getManifests() + "\".");
        }
        return ReadingMark.around(context, "the manifests of a deployment", () -> Manifests.parse(texts));
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
        if (RegistryModels.isNamedBy(named)) {
            try (RegistryModels registry = new RegistryModels(step.getRegistry(), context.get(TaskListener.class))) {
                return registry.hashed(named);
            }
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
