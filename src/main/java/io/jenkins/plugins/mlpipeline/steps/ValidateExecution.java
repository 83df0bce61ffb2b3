package io.jenkins.plugins.mlpipeline.steps;

import hudson.FilePath;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecBaseline;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.record.RecordFolder.Document;
import io.jenkins.plugins.mlpipeline.report.EvaluationRecorder;
import io.jenkins.plugins.mlpipeline.steps.baseline.ArchivedModel;
import io.jenkins.plugins.mlpipeline.steps.baseline.BaselineSearch;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import io.jenkins.plugins.mlpipeline.steps.common.ReadingMark;
import io.jenkins.plugins.mlpipeline.steps.registry.RegistryModels;
import io.jenkins.plugins.mlpipeline.steps.worker.ModelArchiver;
import io.jenkins.plugins.mlpipeline.steps.worker.OutcomesKeeper;
import io.jenkins.plugins.mlpipeline.steps.worker.Preparation;
import io.jenkins.plugins.mlpipeline.steps.worker.WorkerAnswer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code mlValidate}. */
final class ValidateExecution extends WorkerStepExecution {
    private static final long serialVersionUID = 1L;
    private static final String OUTCOMES = "outcomes.gz";

    /** The model, when it is one of a registry; else null. */
    private volatile BroughtModel model;
    /** The same of the baseline. */
    private volatile BroughtModel baseline;

    ValidateExecution(StepContext context, WorkerRequest request) {
        super(context, request);
    }

    @Override
    String stepName() {
        return RecordFolder.VALIDATE_STEP;
    }

    @Override
    Preparation supplied(Preparation asked, FilePath folder) throws Exception {
        OtherJobs jobs = new OtherJobs(run(), getContext().get(FlowExecution.class));
        Map<String, Object> found = new LinkedHashMap<>();
        String named = asked.spec().get(ValidateKeys.MODEL);
        String served = asked.spec().get(ValidateKeys.ENDPOINT);
        if (ArchivedModel.isNamedBy(named)) {
            found.put(
                    "model",
                    new ArchivedModel(named, request().modelJob)
                            .copyTo(folder, jobs)
                            .getRemote());
        }
        SpecBaseline compared = asked.spec().get(ValidateKeys.BASELINE);
        found.putAll(fromRegistry(named, compared, folder));
        if (BaselineSearch.isNeeded(compared)) {
            BaselineSearch.Brought brought =
                    new BaselineSearch(jobs, request().id, named != null || served != null).bring(compared, folder);
            listener().getLogger().println(Progress.MARK + brought.sentence());
            if (brought.section() != null) {
                found.put("baseline", brought.section());
            }
        }
        // Predictions alone may hold nothing that tells one row from another.
        boolean rowsAreKnown = named != null || served != null || asked.spec().get(SpecKeys.ROW_ID) != null;
        if (rowsAreKnown && asked.spec().get(ValidateKeys.OUTCOMES) == null) {
            found.put("outcomes", folder.child(OUTCOMES).getRemote());
        }
        Preparation supplied = found.isEmpty() ? asked : asked.withValidate(found);
        return supplied.withPolicy(MlPipelineConfiguration.get().policyOf(run().getParent()));
    }

    /** What a registry has is brought to the agent; the section {@code validate} names it there. */
    private Map<String, Object> fromRegistry(String named, SpecBaseline compared, FilePath folder) throws Exception {
        Map<String, Object> found = new LinkedHashMap<>();
        model = null;
        baseline = null;
        String other = compared == null ? null : compared.path();
        if (!RegistryModels.isNamedBy(named) && !RegistryModels.isNamedBy(other)) {
            return found;
        }
        try (RegistryModels registry = new RegistryModels(request().registry, listener())) {
            if (RegistryModels.isNamedBy(named)) {
                RegistryModels.OnAgent there = registry.bring(named, folder);
                model = new BroughtModel(there);
                found.put("model", there.path());
            }
            if (RegistryModels.isNamedBy(other)) {
                RegistryModels.OnAgent there = registry.bring(other, folder);
                baseline = new BroughtModel(there);
                found.put("baseline", compared.at(there.path()).declared());
            }
        }
        return found;
    }

    @Override
    String named(String message) {
        String named = model == null ? message : model.named(message);
        return baseline == null ? named : baseline.named(named);
    }

    /** The file of outcomes: where a parameter says, or the spec, else in the worker's folder. */
    private FilePath outcomes(FilePath folder) throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null) {
            return folder.child(OUTCOMES);
        }
        String given = parameters().get(ValidateKeys.OUTCOMES);
        if (given != null) {
            return workspace.child(given);
        }
        String named = mergedSpec(workspace).get(ValidateKeys.OUTCOMES);
        return named == null
                ? folder.child(OUTCOMES)
                : Objects.requireNonNull(workspace.child(request().spec).getParent())
                        .child(named);
    }

    @Override
    Map<String, Object> collect(FilePath folder, WorkerAnswer answer) throws Exception {
        String name = Document.EVALUATION.fileName();
        String text = ReadText.of(
                folder.child(name), (long) MlPipelineConfiguration.get().getMaxDocumentMegabytes() << 20);
        if (text == null) {
            throw new UserError("The worker ended well but left no " + name + ".");
        }
        Evaluation read = ReadingMark.around(
                getContext(), "the worker's " + name, () -> Json.parse(text, Evaluation.class, name));
        EvaluationRecorder.check(read);
        Evaluation evaluation = model == null ? read.ofModelFrom(null, null) : model.source(read);
        boolean archived = request().archive && evaluation.model() != null && archive(evaluation, answer);
        EvaluationRecorder recorded =
                EvaluationRecorder.record(run(), request().id, evaluation, Origin.Source.RECORDED, archived);
        new OutcomesKeeper(RecordFolder.of(run(), request().id), listener()).keep(outcomes(folder));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", request().id);
        result.put(
                "modelDigest",
                evaluation.model() == null ? null : evaluation.model().digest());
        result.put("rows", evaluation.data() == null ? null : evaluation.data().rows());
        result.put("metrics", recorded.metrics());
        result.put("undefined", recorded.undefined());
        result.put("evaluation", answer.text("evaluation"));
        return result;
    }

    private boolean archive(Evaluation evaluation, WorkerAnswer answer) throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        String path = answer.textOrNull("model");
        if (workspace == null || path == null) {
            return false;
        }
        return new ModelArchiver(run(), listener()).archive(workspace.child(path), evaluation.model());
    }
}
