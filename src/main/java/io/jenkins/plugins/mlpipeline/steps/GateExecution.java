package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.approval.Approvals;
import io.jenkins.plugins.mlpipeline.checks.GateCheck;
import io.jenkins.plugins.mlpipeline.checks.GateChecks;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.Signer;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Circumstances;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.gate.VerdictTable;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.job.GateJob;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.record.RecentBuilds;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.report.VerdictRecorder;
import io.jenkins.plugins.mlpipeline.steps.common.IdClaims;
import io.jenkins.plugins.mlpipeline.steps.common.ReadingMark;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import io.jenkins.plugins.mlpipeline.steps.gate.Foreseen;
import io.jenkins.plugins.mlpipeline.steps.gate.GateAnswer;
import io.jenkins.plugins.mlpipeline.steps.gate.GateInputs;
import io.jenkins.plugins.mlpipeline.uses.FolderLedger;
import io.jenkins.plugins.mlpipeline.uses.PassedModels;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code mlGate}. A restart in the middle begins it anew: it is short, and its record is replaced. Only a controller
 * that ended while it read and judged does not do so again, see {@link ReadingMark}. Aborting the build interrupts it.
 */
final class GateExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;
    static final String STEP = GateInputs.STEP;

    private final GateRequest request;

    GateExecution(StepContext context, GateRequest request) {
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
            Judged judged = ReadingMark.around(
                    getContext(), "the evaluation of model \"" + request.id + "\" and its gates", () -> judged(run));
            GateJob job = judged.job();
            GateResult counted = job.isToBeCounted()
                    ? job.count(judged.result(), FolderLedger.of(run.getParent()), Instant.now())
                    : judged.result();
            GateResult decided = approved(run, counted);
            record(run, decided);
            show(GateCheck.of(request.id, job.evaluation(), decided));
            conclude(run, decided);
        } catch (UserError e) {
            show(GateCheck.undecided(request.id, e.getMessage()));
            throw Sentences.abort(e);
        } catch (FileSystemException e) {
            throw Sentences.abort(e);
        }
    }

    /** What was judged by what, and the verdict before it is counted and approved. */
    private record Judged(GateJob job, GateResult result) {}

    private Judged judged(Run<?, ?> run) throws IOException, InterruptedException {
        GateInputs inputs = new GateInputs(
                request.id,
                request.gatesJson,
                request.spec,
                request.evaluation,
                request.metrics,
                request.subject,
                getContext());
        Spec spec = inputs.demands();
        GateInputs.Document document = inputs.evaluation(run);
        Policy policy = MlPipelineConfiguration.get().policyOf(run.getParent());
        GateJob job = new GateJob(
                document.evaluation(),
                new GateResult.Reference(document.name(), Digest.ofText(document.text())),
                spec,
                spec.gates());
        Circumstances circumstances = new Circumstances(
                policy,
                policy.comparesWithBaseline() && passedBefore(run),
                document.evaluation().origin(),
                MlPipelineConfiguration.get().isAllowWorkspaceEvaluations());
        return new Judged(job, job.judge(circumstances, spec.name(), Instant.now()));
    }

    private void show(GateCheck check) throws IOException, InterruptedException {
        if (!request.skipPublishingChecks) {
            GateChecks.publishAll(check, getContext());
        }
    }

    /** Notes the approval that holds now. */
    private GateResult approved(Run<?, ?> run, GateResult result) throws IOException, InterruptedException {
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        return result.digest() == null
                ? result
                : Approvals.get()
                        .holding(run, request.id, result, line -> log.println(Progress.MARK + line))
                        .map(result::approved)
                        .orElse(result);
    }

    /** Whether a model of the job passed its gates, under any id: else a new id would make a first build of every build. */
    private static boolean passedBefore(Run<?, ?> run) {
        return PassedModels.any(run.getParent()).isPresent()
                || RecentBuilds.first(run.getPreviousBuild(), GateExecution::passing)
                        .isPresent();
    }

    private static Optional<ModelRecord> passing(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(MlPipelineAction.class)).stream()
                .flatMap(action -> action.getModels().stream())
                .filter(model -> Verdict.PASS.name().equals(model.getVerdict()))
                .findFirst();
    }

    private void record(Run<?, ?> run, GateResult result) throws IOException, InterruptedException {
        Optional<Signer> signer = VerdictRecorder.record(run, request.id, result);
        if (result.verdict() == Verdict.PASS) {
            PassedModels.note(run, request.id);
        }
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        result.gates()
                .forEach(gate -> log.println(Progress.MARK + gate.verdict() + " " + gate.id() + ": " + gate.reason()));
        result.notes().forEach(note -> log.println(Progress.MARK + "note: " + note));
        signer.ifPresent(
                key -> log.println(Progress.MARK + "the records of the verdict are signed with " + key.sentence()));
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
        if (request.unstableOnNotes) {
            note(run, consequence.stage() == VerdictTable.Result.SUCCESS);
        }
        MlPipelineAction.of(run).completed(STEP, request.id);
        getContext().onSuccess(GateAnswer.of(request.id, result));
    }

    /**
     * What the builds of the job say together of the gated metrics: the build is unstable when that is news.
     *
     * @param quiet whether nothing was said of the stage yet
     */
    private void note(Run<?, ?> run, boolean quiet) throws IOException, InterruptedException {
        List<String> news = Foreseen.news(run, request.id);
        if (news.isEmpty()) {
            return;
        }
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        news.forEach(sentence -> log.println(Progress.MARK + sentence));
        if (quiet) {
            getContext()
                    .get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE)
                            .withMessage("Model \"" + request.id + "\" is to be looked at: " + String.join(" ", news)));
        }
        run.setResult(Result.UNSTABLE);
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
}
