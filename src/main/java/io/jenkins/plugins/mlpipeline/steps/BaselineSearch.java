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
import io.jenkins.plugins.mlpipeline.report.RecordFolder;
import io.jenkins.plugins.mlpipeline.targets.Serving;
import io.jenkins.plugins.mlpipeline.targets.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a candidate is compared with among the records of builds, and brings it to the agent: the archived model, which
 * the worker asks about the candidate's rows, or the outcomes that a build kept.
 *
 * @param jobs what the build may read
 * @param id name of the model within builds
 * @param asksModels whether a model can be asked; predictions of another tool are compared by outcomes alone
 */
record BaselineSearch(OtherJobs jobs, String id, boolean asksModels) {
    private static final int MOST_BUILDS = 200;
    private static final String FOLDER = "baseline";

    /**
     * What a build holds of a model.
     *
     * @param digest of the archived model; null where there are only outcomes
     */
    private record Found(Run<?, ?> build, String digest) {}

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
                    + "\" has a model with the id \"" + id + "\" that passed its gates and was kept, so there is no"
                    + " baseline {from: lastPassed}. Declare the first build with firstBuild: true; it counts only while"
                    + " there is none.");
        });
    }

    private Map<String, Object> section(SpecBaseline asked, Found found, FilePath target)
            throws IOException, InterruptedException {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("from", asked.from());
        section.put("resolved", copy(found, target).getRemote());
        section.put("job", found.build.getParent().getFullName());
        section.put("build", String.valueOf(found.build.getNumber()));
        section.put("allowSame", asked.allowSame());
        return section;
    }

    private FilePath copy(Found found, FilePath target) throws IOException, InterruptedException {
        if (found.digest != null) {
            return ArchivedModel.copy(ModelArchive.root(found.build, found.digest), target);
        }
        Path outcomes = RecordFolder.of(found.build, id).outcomes();
        FilePath file = target.child(String.valueOf(outcomes.getFileName()));
        try (InputStream bytes = Files.newInputStream(outcomes)) {
            file.copyFrom(bytes);
        }
        return file;
    }

    private Optional<Found> lastPassed(Job<?, ?> job) {
        Run<?, ?> run = job.equals(jobs.run().getParent()) ? jobs.run().getPreviousBuild() : job.getLastBuild();
        for (int seen = 0; run != null && seen < MOST_BUILDS; seen++, run = run.getPreviousBuild()) {
            Run<?, ?> build = run;
            Optional<Found> passed = record(run)
                    .filter(model -> Verdict.PASS.name().equals(model.getVerdict()))
                    .flatMap(model -> kept(build, model));
            if (passed.isPresent()) {
                return passed;
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
        return kept(run, model)
                .orElseThrow(() -> new UserError("The build " + run.getFullDisplayName()
                        + " has kept neither its model \"" + id
                        + "\" nor the outcomes of its rows, or this build may not"
                        + " read them, so there is nothing to compare with."));
    }

    private Optional<Found> kept(Run<?, ?> run, ModelRecord model) {
        if (asksModels && model.isArchived() && ModelArchive.mayRead(run)) {
            return Optional.of(new Found(run, model.getModelDigest()));
        }
        return Files.isRegularFile(RecordFolder.of(run, id).outcomes())
                ? Optional.of(new Found(run, null))
                : Optional.empty();
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
