package io.jenkins.plugins.mlpipeline.steps.gate;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SubjectName;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metricsfile.MetricsFiles;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.EvaluationRecorder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.steps.common.HashModel;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import io.jenkins.plugins.mlpipeline.steps.common.SpecFile;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param metrics files of another tool's metrics in the workspace; null for none
 * @param subject what those metrics are about; null when they are not bound
 * @param context of the step; a workspace is needed where a parameter names a file
 */
@Restricted(NoExternalUse.class)
public record GateInputs(
        String id,
        String gatesJson,
        String spec,
        String evaluation,
        List<String> metrics,
        String subject,
        StepContext context) {
    /** The name of the step. */
    public static final String STEP = RecordFolder.GATE_STEP;

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
        if (metrics != null) {
            return metrics(run);
        }
        if (evaluation == null) {
            RecordFolder folder = RecordFolder.of(run, id);
            if (folder.text(RecordFolder.Document.EVALUATION).isEmpty()) {
                new BegunBuild(run, context.get(TaskListener.class)).takeOver(id);
            }
            String text = folder.text(RecordFolder.Document.EVALUATION)
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

    private Document metrics(Run<?, ?> run) throws IOException, InterruptedException {
        FilePath workspace = workspace("metrics");
        Evaluation read = MetricsFiles.read(
                metrics, new WorkspacePlace(workspace), subject == null ? null : subject(workspace), Clock.systemUTC());
        PrintStream log = context.get(TaskListener.class).getLogger();
        read.warnings().forEach(warning -> log.println(Progress.MARK + "note: " + warning));
        EvaluationRecorder.record(run, id, read, Origin.Source.METRICS, false);
        return Document.of(
                read.data().name(),
                RecordFolder.of(run, id).text(RecordFolder.Document.EVALUATION).orElseThrow());
    }

    /** The digest of what the metrics are about: as it is named, or of a file or package of the workspace. */
    private String subject(FilePath workspace) throws IOException, InterruptedException {
        Optional<String> named = SubjectName.of(subject);
        if (named.isPresent()) {
            return named.get();
        }
        FilePath file = workspace.child(subject);
        if (!file.exists()) {
            throw new UserError(
                    "subject \"" + subject + "\" is neither a file of the workspace nor a digest. Name a file, a"
                            + " model package, sha256:<64 hex digits>, or an image by its digest (image@sha256:...): a tag can be"
                            + " moved.");
        }
        return file.act(new HashModel(subject)).digest();
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
                + (ids.isEmpty()
                        ? "Run mlValidate with that id before mlGate, or name another tool's metrics with metrics."
                        : NearNames.hint(id, ids));
    }
}
