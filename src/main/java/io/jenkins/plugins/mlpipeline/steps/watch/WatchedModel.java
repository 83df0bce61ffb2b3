package io.jenkins.plugins.mlpipeline.steps.watch;

import hudson.FilePath;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.steps.baseline.ArchivedModel;
import io.jenkins.plugins.mlpipeline.steps.common.HashModel;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.turn.DeployedTarget;
import io.jenkins.plugins.mlpipeline.targets.Serving;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The model that is looked at, on the agent.
 *
 * @param path of the package there
 * @param digest {@code sha256:<hex>}
 * @param target where it serves; null when it was not found by a target
 * @param evaluation path there of what its build recorded when it was validated; null when there is nothing
 */
@Restricted(NoExternalUse.class)
public record WatchedModel(String path, String digest, TargetRef target, String evaluation) {
    private static final String EVALUATION = "watched-evaluation.json";

    /**
     * Finds the model as the build may, and brings it to the agent when it is not there.
     *
     * @param workspace on the agent
     * @param folder of the worker, on the agent
     * @throws UserError when there is none that the build may read
     */
    public static WatchedModel bring(WatchWish wish, OtherJobs jobs, FilePath workspace, FilePath folder)
            throws IOException, InterruptedException {
        if (wish.target() != null) {
            TargetRef ref = DeployedTarget.find(wish.target(), jobs).ref();
            Serving serving = serving(ref);
            String build = serving.getBuild();
            String job = wish.modelJob() == null ? "/" + build.substring(0, build.lastIndexOf('#')) : wish.modelJob();
            return archived(serving.getModelDigest(), job, ref, jobs, folder);
        }
        if (ArchivedModel.isNamedBy(wish.model())) {
            return archived(wish.model(), wish.modelJob(), null, jobs, folder);
        }
        String digest =
                workspace.child(wish.model()).act(new HashModel(wish.model())).digest();
        return new WatchedModel(
                wish.model(), digest, null, jobs.reading(wish.modelJob(), job -> evaluation(job, digest, folder)));
    }

    private static WatchedModel archived(
            String digest, String jobName, TargetRef target, OtherJobs jobs, FilePath folder)
            throws IOException, InterruptedException {
        FilePath model = new ArchivedModel(digest, jobName).copyTo(folder, jobs);
        return new WatchedModel(
                model.getRemote(), digest, target, jobs.reading(jobName, job -> evaluation(job, digest, folder)));
    }

    /**
     * What a target serves. That the build may know of the target was seen before.
     *
     * @throws UserError when it is not known which model that is
     */
    public static Serving serving(TargetRef ref) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return TargetStore.get()
                    .visible(ref.id())
                    .map(Target::getServing)
                    .filter(serving -> serving.getModelDigest() != null)
                    .orElseThrow(() -> new UserError("target: it is not known which model " + ref.label()
                            + " serves. Deploy it with mlDeploy, or name the model with model."));
        }
    }

    private static String evaluation(Job<?, ?> job, String digest, FilePath folder)
            throws IOException, InterruptedException {
        Optional<Run<?, ?>> build = ModelArchive.build(job, digest);
        MlPipelineAction models =
                build.map(run -> run.getAction(MlPipelineAction.class)).orElse(null);
        if (models == null) {
            return null;
        }
        String id = models.getModels().stream()
                .filter(model -> digest.equals(model.getModelDigest()))
                .map(ModelRecord::getId)
                .findFirst()
                .orElseThrow();
        Optional<String> text = RecordFolder.of(build.get(), id).text(RecordFolder.Document.EVALUATION);
        if (text.isEmpty()) {
            return null;
        }
        FilePath file = folder.child(EVALUATION);
        file.write(text.get(), "UTF-8");
        return file.getRemote();
    }
}
