package io.jenkins.plugins.mlpipeline.steps.baseline;

import hudson.FilePath;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecBaseline;
import io.jenkins.plugins.mlpipeline.record.RecentBuilds;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.targets.Serving;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.uses.PassedModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Finds what a candidate is compared with among the records of builds, and brings it to the agent: the archived model, which
 * the worker asks about the candidate's rows, or the outcomes that a build kept.
 *
 * @param jobs what the build may read
 * @param id name of the model within builds
 * @param asksModels whether a model can be asked; predictions of another tool are compared by outcomes alone
 */
@Restricted(NoExternalUse.class)
public record BaselineSearch(OtherJobs jobs, String id, boolean asksModels) {
    private static final String FOLDER = "baseline";

    /**
     * What a build holds of a model.
     *
     * @param digest of the archived model; null where there are only outcomes
     * @param id name of the model in that build
     */
    private record Found(Run<?, ?> build, String digest, String id) {
        /** The digest of the data that it was judged by; null when that is not known. */
        String data() throws IOException {
            return RecordFolder.of(build, id)
                    .evaluation()
                    .map(Evaluation::data)
                    .map(DataRef::sha256)
                    .orElse(null);
        }
    }

    /**
     * What came of it.
     *
     * @param section the section {@code baseline} with what was found; null when there is none and this was declared to be
     *     the first build
     * @param sentence what was taken and why, for the log
     */
    public record Brought(Map<String, Object> section, String sentence) {}

    /** Whether it is a build, and not the spec itself, that says which model it is. */
    public static boolean isNeeded(SpecBaseline asked) {
        return asked != null && asked.isUnresolved();
    }

    /**
     * Finds and copies.
     *
     * @param folder on the agent
     * @throws UserError when there is none and this was not declared, or it can't be compared with
     */
    public Brought bring(SpecBaseline asked, FilePath folder) throws IOException, InterruptedException {
        return switch (asked.from()) {
            case "build" ->
                jobs.reading(
                        asked.job(),
                        job -> brought(asked, ofBuild(job, asked.build()), "the one that is named", folder));
            case "deployed" -> deployed(asked, folder);
            default -> lastPassed(asked, folder);
        };
    }

    private Brought deployed(SpecBaseline asked, FilePath folder) throws IOException, InterruptedException {
        Target target = DeployedBaseline.target(jobs, asked.target());
        return jobs.reading(
                asked.job() == null ? DeployedBaseline.job(target) : asked.job(),
                job -> brought(
                        asked, deployed(job, target), "which " + target.ref().label() + " serves", folder));
    }

    private Brought lastPassed(SpecBaseline asked, FilePath folder) throws IOException, InterruptedException {
        PassedSearch search = PassedSearch.of(jobs.run(), asked);
        return jobs.reading(search.jobName(), job -> {
            Optional<Found> found = search.newest(job, this::passed);
            if (found.isPresent()) {
                return brought(asked, found.get(), search.why(), folder);
            }
            Optional<String> gone = PassedModels.of(job, id);
            if (asked.firstBuild() && gone.isPresent()) {
                throw new UserError(
                        "This is not the first build, although firstBuild: true says so: a model with the id \""
                                + id + "\" passed its gates in " + gone.get()
                                + ", which is gone or did not keep it. Keep builds"
                                + " that passed (\"Keep this build forever\"), or name what to compare with, for example"
                                + " {from: model, model: champion.onnx}.");
            }
            if (asked.firstBuild()) {
                return new Brought(null, "no baseline {from: lastPassed} yet: this was declared to be the first build");
            }
            throw new UserError("None of the last " + RecentBuilds.MOST + " builds of \"" + job.getFullName()
                    + "\"" + search.where() + " has a model with the id \"" + id
                    + "\" that passed its gates and was kept, so there is no"
                    + " baseline {from: lastPassed}. Declare the first build with firstBuild: true; it counts only while"
                    + " there is none.");
        });
    }

    private Brought brought(SpecBaseline asked, Found found, String why, FilePath folder)
            throws IOException, InterruptedException {
        return new Brought(
                section(asked, found, folder.child(FOLDER)),
                "baseline {from: " + asked.from() + "}: the model of "
                        + found.build.getParent().getFullName() + " #" + found.build.getNumber() + ", " + why);
    }

    private Map<String, Object> section(SpecBaseline asked, Found found, FilePath target)
            throws IOException, InterruptedException {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("from", asked.from());
        section.put("resolved", copy(found, target).getRemote());
        section.put("job", found.build.getParent().getFullName());
        section.put("build", String.valueOf(found.build.getNumber()));
        section.put("allowSame", asked.allowSame());
        String data = asked.from().equals("build") ? null : found.data();
        if (data != null) {
            section.put("resolvedData", data);
        }
        return section;
    }

    private FilePath copy(Found found, FilePath target) throws IOException, InterruptedException {
        if (found.digest != null) {
            return ArchivedModel.copy(found.build, found.digest, target);
        }
        Path outcomes = RecordFolder.of(found.build, found.id).outcomes();
        FilePath file = target.child(String.valueOf(outcomes.getFileName()));
        try (InputStream bytes = Files.newInputStream(outcomes)) {
            file.copyFrom(bytes);
        }
        return file;
    }

    private Optional<Found> passed(Run<?, ?> run) {
        return record(run)
                .filter(model -> Verdict.PASS.name().equals(model.getVerdict()))
                .flatMap(model -> kept(run, model));
    }

    private Found ofBuild(Job<?, ?> job, String name) {
        Run<?, ?> run = OtherJobs.build(job, name)
                .orElseThrow(() -> new UserError(
                        "The job \"" + job.getFullName() + "\" has no build \"" + name + "\" to compare with."));
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
            return Optional.of(new Found(run, model.getModelDigest(), id));
        }
        return Files.isRegularFile(RecordFolder.of(run, id).outcomes())
                ? Optional.of(new Found(run, null, id))
                : Optional.empty();
    }

    private static Found deployed(Job<?, ?> job, Target target) {
        Serving serving = target.getServing();
        return ModelArchive.build(job, serving.getModelDigest())
                .map(run -> new Found(run, serving.getModelDigest(), nameOf(run, serving.getModelDigest())))
                .orElseThrow(() -> new UserError(target.ref().label() + " serves the model " + serving.getModelDigest()
                        + ", and no build of \"" + job.getFullName() + "\" that this build may read has archived it."
                        + " Name the job that did with job."));
    }

    private static String nameOf(Run<?, ?> run, String digest) {
        return run.getAction(MlPipelineAction.class).getModels().stream()
                .filter(model -> digest.equals(model.getModelDigest()))
                .map(ModelRecord::getId)
                .findFirst()
                .orElseThrow();
    }

    private Optional<ModelRecord> record(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(MlPipelineAction.class)).flatMap(action -> action.model(id));
    }
}
