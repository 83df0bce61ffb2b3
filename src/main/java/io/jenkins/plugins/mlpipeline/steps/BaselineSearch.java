package io.jenkins.plugins.mlpipeline.steps;

import hudson.FilePath;
import hudson.model.Job;
import hudson.model.PermalinkProjectAction.Permalink;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.SpecBaseline;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.targets.Serving;
import io.jenkins.plugins.mlpipeline.targets.Target;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.util.VirtualFile;

/**
 * Finds the model that a candidate is compared with among those that builds archived, and brings it to the agent, where the
 * worker asks it about the candidate's rows.
 *
 * @param jobs what the build may read
 * @param id name of the model within builds
 */
record BaselineSearch(OtherJobs jobs, String id) {
    private static final int MOST_BUILDS = 200;
    private static final String FOLDER = "baseline";

    /** A model, and the build that archived it. */
    private record Found(Run<?, ?> build, String digest) {
        VirtualFile files() {
            return ModelArchive.root(build, digest);
        }
    }

    /** Whether it is a build, and not the spec itself, that says which model it is. */
    static boolean isNeeded(SpecBaseline asked) {
        return asked != null && asked.isUnresolved();
    }

    /**
     * Finds and copies.
     *
     * @param folder on the agent
     * @return the section {@code baseline} with what was found; empty when there is none and this was declared to be the
     *     first build
     * @throws UserError when there is none otherwise, or it can't be compared with
     */
    Optional<Map<String, Object>> bring(SpecBaseline asked, FilePath folder) throws IOException, InterruptedException {
        Target target = asked.from().equals("deployed") ? DeployedBaseline.target(jobs.run(), asked.target()) : null;
        String jobName = target == null || asked.job() != null ? asked.job() : DeployedBaseline.job(target);
        return jobs.reading(jobName, job -> {
            Optional<Found> found =
                    switch (asked.from()) {
                        case "build" -> Optional.of(ofBuild(job, asked.build()));
                        case "deployed" -> Optional.of(deployed(job, target));
                        default -> lastPassed(job);
                    };
            if (found.isPresent()) {
                return Optional.of(section(asked, found.get(), folder.child(FOLDER)));
            }
            if (asked.firstBuild()) {
                return Optional.empty();
            }
            throw new UserError("None of the last " + MOST_BUILDS + " builds of \"" + job.getFullName()
                    + "\" has a model with the id \"" + id + "\" that passed its gates and was archived, so there is no"
                    + " baseline {from: lastPassed}. Declare the first build with firstBuild: true; it counts only while"
                    + " there is none.");
        });
    }

    private static Map<String, Object> section(SpecBaseline asked, Found found, FilePath target)
            throws IOException, InterruptedException {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("from", asked.from());
        section.put("resolved", ArchivedModel.copy(found.files(), target).getRemote());
        section.put("job", found.build.getParent().getFullName());
        section.put("build", String.valueOf(found.build.getNumber()));
        section.put("allowSame", asked.allowSame());
        return section;
    }

    private Optional<Found> lastPassed(Job<?, ?> job) {
        Run<?, ?> run = job.equals(jobs.run().getParent()) ? jobs.run().getPreviousBuild() : job.getLastBuild();
        for (int seen = 0; run != null && seen < MOST_BUILDS; seen++, run = run.getPreviousBuild()) {
            Optional<ModelRecord> passed = record(run)
                    .filter(model -> Verdict.PASS.name().equals(model.getVerdict()))
                    .filter(ModelRecord::isArchived);
            if (passed.isPresent() && ModelArchive.mayRead(run)) {
                return Optional.of(new Found(run, passed.get().getModelDigest()));
            }
        }
        return Optional.empty();
    }

    private Found ofBuild(Job<?, ?> job, String name) {
        Run<?, ?> run = build(job, name);
        if (run == null) {
            throw new UserError("The job \"" + job.getFullName() + "\" has no build \"" + name + "\" to compare with.");
        }
        ModelRecord model = record(run)
                .orElseThrow(() -> new UserError("The build " + run.getFullDisplayName()
                        + " has no model with the id \"" + id + "\" to compare with."));
        if (!model.isArchived() || !ModelArchive.mayRead(run)) {
            throw new UserError("The build " + run.getFullDisplayName() + " has not archived its model \"" + id
                    + "\", or this build may not read it, so there is nothing to compare with.");
        }
        return new Found(run, model.getModelDigest());
    }

    private static Run<?, ?> build(Job<?, ?> job, String name) {
        if (name.matches("[0-9]{1,9}")) {
            return job.getBuildByNumber(Integer.parseInt(name));
        }
        Permalink permalink = job.getPermalinks().get(name);
        return permalink == null ? null : permalink.resolve(job);
    }

    private static Found deployed(Job<?, ?> job, Target target) {
        Serving serving = target.getServing();
        return ModelArchive.build(job, serving.getModelDigest())
                .map(run -> new Found(run, serving.getModelDigest()))
                .orElseThrow(() -> new UserError(target.ref().label() + " serves the model " + serving.getModelDigest()
                        + ", and no build of \"" + job.getFullName() + "\" that this build may read has archived it."
                        + " Name the job that did with job."));
    }

    private Optional<ModelRecord> record(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(MlPipelineAction.class)).flatMap(action -> action.model(id));
    }
}
