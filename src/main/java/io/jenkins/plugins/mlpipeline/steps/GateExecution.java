package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.approval.Approvals;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.NearNames;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.gate.Spec;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.gate.VerdictTable;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.ledger.Ledger;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.EvaluationRecorder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.report.RecordFolder;
import io.jenkins.plugins.mlpipeline.uses.FolderLedger;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code mlGate}. A restart in the middle begins it anew: it is short, and its record is replaced. */
final class GateExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;
    private static final String STEP = "mlGate";
    private static final int MOST_BUILDS = 200;

    private final Request request;

    GateExecution(StepContext context, Request request) {
        super(context);
        this.request = request;
    }

    @Override
    public boolean start() throws Exception {
        IdClaims.claim(getContext().get(Run.class), getContext().get(FlowNode.class), STEP, request.id);
        run(this::judge);
        return false;
    }

    @Override
    public void onResume() {
        run(this::judge);
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    private void judge() throws Exception {
        try {
            Run<?, ?> run = getContext().get(Run.class);
            Spec spec = demands();
            Document document = evaluation(run);
            Policy policy = MlPipelineConfiguration.get().policyOf(run.getParent());
            GateResult result = GateEvaluator.evaluate(
                    document.evaluation,
                    spec.gates(),
                    policy,
                    policy.comparesWithBaseline() && passedBefore(run),
                    new GateResult.Reference(document.name, Digest.ofText(document.text)),
                    spec.sha256() == null ? null : new GateResult.Reference(spec.name(), spec.sha256()),
                    Instant.now());
            GateResult counted = count(run, result, spec.ledger().maxUses());
            GateResult decided = approved(run, counted);
            record(run, decided);
            conclude(run, decided);
        } catch (UserError e) {
            throw Sentences.abort(e);
        }
    }

    /** Notes the approval that holds now. */
    private GateResult approved(Run<?, ?> run, GateResult result) throws IOException, InterruptedException {
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        return result.digest() == null
                ? result
                : Approvals.get()
                        .holding(run.getParent(), request.id, result.digest(), result.verdict(), log::println)
                        .map(result::approved)
                        .orElse(result);
    }

    /** Counts the use of the test set; what names no rows is counted only where uses are limited, and is in doubt then. */
    private static GateResult count(Run<?, ?> run, GateResult result, Integer maxUses) throws IOException {
        boolean known = result.data() != null && Digest.isDigest(result.data().sha256());
        return known || maxUses != null
                ? Ledger.count(result, maxUses, FolderLedger.of(run.getParent()), Instant.now())
                : result;
    }

    /** Whether a model of the job passed its gates, under any id: else a new id would make a first build of every build. */
    private static boolean passedBefore(Run<?, ?> run) {
        Run<?, ?> earlier = run.getPreviousBuild();
        for (int seen = 0; earlier != null && seen < MOST_BUILDS; seen++, earlier = earlier.getPreviousBuild()) {
            MlPipelineAction action = earlier.getAction(MlPipelineAction.class);
            if (action != null
                    && action.getModels().stream()
                            .anyMatch(m -> Verdict.PASS.name().equals(m.getVerdict()))) {
                return true;
            }
        }
        return false;
    }

    private Spec demands() throws IOException, InterruptedException {
        Spec given =
                request.gatesJson == null ? Spec.EMPTY : Spec.of(Json.parse(request.gatesJson, Map.class, STEP), STEP);
        return request.spec == null
                ? given
                : SpecFile.read(workspace("spec"), request.spec).overriddenBy(given);
    }

    private Document evaluation(Run<?, ?> run) throws IOException, InterruptedException {
        if (request.evaluation == null) {
            String text = RecordFolder.of(run, request.id)
                    .text(RecordFolder.Document.EVALUATION)
                    .orElseThrow(() -> new UserError(nothingRecorded(run)));
            return Document.of(RecordFolder.Document.EVALUATION.fileName(), text);
        }
        String text = workspace("evaluation")
                .child(request.evaluation)
                .act(new ReadText((long) MlPipelineConfiguration.get().getMaxDocumentMegabytes() << 20));
        if (text == null) {
            throw new UserError(request.evaluation + ": there is no such file in the workspace.");
        }
        Document given = Document.of(request.evaluation, text);
        EvaluationRecorder.record(run, request.id, given.evaluation, false);
        // What is judged is what the build keeps, so that the verdict names the document that can be looked at later.
        String kept = RecordFolder.of(run, request.id)
                .text(RecordFolder.Document.EVALUATION)
                .orElseThrow();
        return Document.of(request.evaluation, kept);
    }

    private FilePath workspace(String parameter) throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
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
        return "This build has no evaluation of a model with the id \"" + request.id + "\". "
                + (ids.isEmpty() ? "Run mlValidate with that id before mlGate." : NearNames.hint(request.id, ids));
    }

    private void record(Run<?, ?> run, GateResult result) throws IOException, InterruptedException {
        RecordFolder.of(run, request.id).write(RecordFolder.Document.GATE, Json.write(result));
        MlPipelineAction.of(run).gated(request.id, result.verdict().name(), result.summary(), result.deployable());
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        result.gates()
                .forEach(gate -> log.println(Progress.MARK + gate.verdict() + " " + gate.id() + ": " + gate.reason()));
        result.notes().forEach(note -> log.println(Progress.MARK + "note: " + note));
        log.println(Progress.MARK + result.verdict() + ": " + result.summary());
    }

    private void conclude(Run<?, ?> run, GateResult result) throws IOException, InterruptedException {
        VerdictTable.Consequence consequence = result.consequence();
        String sentence = sentence(result);
        if (consequence.stops()) {
            throw new AbortException(sentence);
        }
        if (consequence.stage() != VerdictTable.Result.SUCCESS) {
            getContext()
                    .get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(
                                    Result.fromString(consequence.stage().name()))
                            .withMessage(sentence));
        }
        if (consequence.build() != VerdictTable.Result.SUCCESS) {
            run.setResult(Result.fromString(consequence.build().name()));
        }
        MlPipelineAction.of(run).completed(STEP, request.id);
        getContext().onSuccess(GateAnswer.of(request.id, result));
    }

    /** What did not pass and why, for the log, the stage and the page. */
    private String sentence(GateResult result) {
        List<GateOutcome> failed =
                result.gates().stream().filter(g -> g.verdict() != Verdict.PASS).toList();
        String reasons = failed.isEmpty()
                ? result.summary()
                : failed.stream().map(GateOutcome::reason).distinct().collect(Collectors.joining(" "));
        return "Model \"" + request.id + "\" "
                + (result.verdict() == Verdict.INCONCLUSIVE ? "is in doubt" : "did not pass") + ": " + reasons
                + (result.override() == null
                        ? ""
                        : " It was " + result.override().sentence());
    }

    /** An evaluation and the text that it was read from. */
    private record Document(String name, String text, Evaluation evaluation) {
        static Document of(String name, String text) {
            return new Document(name, text, Json.parse(text, Evaluation.class, name));
        }
    }

    /** The step's parameters, in a form that outlives a restart. */
    static final class Request implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String id;
        private final String gatesJson;
        private final String spec;
        private final String evaluation;

        Request(String id, String gatesJson, String spec, String evaluation) {
            this.id = id;
            this.gatesJson = gatesJson;
            this.spec = spec;
            this.evaluation = evaluation;
        }
    }
}
