package io.jenkins.plugins.mlpipeline.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.jobs.JobPage;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.targets.ServingTargets;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The models of a job over its builds: a trend and a history for each, below the job's address and on its own page. */
@ExportedBean
public final class JobModels extends JobPage {
    /** The address of the page below the job's. */
    public static final String URL = "ml-pipeline";

    /** The newest builds that are looked at; more would be loaded from the disk for a page. */
    static final int MOST_BUILDS = 50;

    /** A job whose newest builds have no model has no page. */
    private static final int RECENT = 3;

    JobModels(Job<?, ?> job) {
        super(job, URL, Messages.JobModels_DisplayName());
    }

    /** The models, those of the newest build first; each with its builds, the newest first. */
    @Exported(inline = true)
    public List<ModelHistory> getModels() {
        Map<String, List<ModelHistory.Entry>> entries = new LinkedHashMap<>();
        ServingTargets serving = TargetStore.get().serving();
        Run<?, ?> build = getJob().getLastBuild();
        for (int i = 0; build != null && i < MOST_BUILDS; i++) {
            MlPipelineAction models = build.getAction(MlPipelineAction.class);
            for (ModelRecord model : models == null ? List.<ModelRecord>of() : models.getModels()) {
                entries.computeIfAbsent(model.getId(), id -> new ArrayList<>())
                        .add(new ModelHistory.Entry(build, model, serving.of(model.judgedDigest())));
            }
            build = build.getPreviousBuild();
        }
        return entries.entrySet().stream()
                .limit(ModelHistory.MOST_MODELS)
                .map(e -> new ModelHistory(e.getKey(), e.getValue()))
                .toList();
    }

    /** How many builds are looked at, for a sentence of the page. */
    public int getMostBuilds() {
        return MOST_BUILDS;
    }

    /** Gives the page to jobs that have models. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job target) {
            Run<?, ?> build = ((Job<?, ?>) target).getLastBuild();
            for (int i = 0; build != null && i < RECENT; i++) {
                if (build.getAction(MlPipelineAction.class) != null) {
                    return List.of(new JobModels(target));
                }
                build = build.getPreviousBuild();
            }
            return List.of();
        }
    }
}
