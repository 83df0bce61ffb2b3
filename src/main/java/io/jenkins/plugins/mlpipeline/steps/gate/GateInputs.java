package io.jenkins.plugins.mlpipeline.steps.gate;

import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.EvaluationRecorder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import io.jenkins.plugins.mlpipeline.steps.common.SpecFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What a gate judges and by what.
 *
 * @param id name of the model within the build
 * @param gatesJson gates and limits with the spec's keys; null for none
 * @param spec spec file in the workspace; null for none
 * @param evaluation evaluation in the workspace; null for the recorded one
 * @param context of the step; a workspace is needed where a parameter names a file
 */
@Restricted(NoExternalUse.class)
public record GateInputs(String id, String gatesJson, String spec, String evaluation, StepContext context) {
    /** The name of the step. */
    public static final String STEP = "mlGate";

    /**
     * An evaluation and the text that it was read from.
     *
     * @param name what it is called in messages
     */
    public record Document(String name, String text, Evaluation evaluation) {
        public static Document of(String name, String text) {
            return new Document(name, text, Json.parse(text, Evaluation.class, name));
        }
    }

    /** The gates that are asked for: the spec's, with the step's over them. */
    public Spec demands() throws IOException, InterruptedException {
        Spec given = gatesJson == null ? Spec.EMPTY : Spec.of(Json.parse(gatesJson, Map.class, STEP), STEP);
        return spec == null ? given : SpecFile.read(workspace("spec"), spec).overriddenBy(given);
    }

    /**
     * What is judged.
     *
     * @throws UserError when there is none, or it is no evaluation
     */
    public Document evaluation(Run<?, ?> run) throws IOException, InterruptedException {
        if (evaluation == null) {
            String text = RecordFolder.of(run, id)
                    .text(RecordFolder.Document.EVALUATION)
                    .orElseThrow(() -> new UserError(nothingRecorded(run)));
            return Document.of(RecordFolder.Document.EVALUATION.fileName(), text);
        }
        String text = ReadText.of(
                workspace("evaluation").child(evaluation),
                (long) MlPipelineConfiguration.get().getMaxDocumentMegabytes() << 20);
        if (text == null) {
            throw new UserError(evaluation + ": there is no such file in the workspace.");
        }
        Document given = Document.of(evaluation, text);
        EvaluationRecorder.record(run, id, given.evaluation(), Origin.Source.FILE, false);
        // What is judged is what the build keeps, so that the verdict names the document that can be looked at later.
        String kept =
                RecordFolder.of(run, id).text(RecordFolder.Document.EVALUATION).orElseThrow();
        return Document.of(evaluation, kept);
    }

    private FilePath workspace(String parameter) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new UserError(STEP + " needs a workspace to read the file that " + parameter
                    + " names. Put the step into a node block, or leave " + parameter + " out.");
        }
        return workspace;
    }

    private String nothingRecorded(Run<?, ?> run) {
        List<String> ids = MlPipelineAction.of(run).getModels().stream()
                .filter(m -> !m.getMetrics().isEmpty())
                .map(ModelRecord::getId)
                .toList();
        return "This build has no evaluation of a model with the id \"" + id + "\". "
                + (ids.isEmpty() ? "Run mlValidate with that id before mlGate." : NearNames.hint(id, ids));
    }
}
