package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.DiagnosesAction;
import io.jenkins.plugins.mlpipeline.report.DiagnosisRecord;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import io.jenkins.plugins.mlpipeline.steps.diagnose.DiagnoseAnswer;
import io.jenkins.plugins.mlpipeline.steps.diagnose.DiagnoseRun;
import io.jenkins.plugins.mlpipeline.steps.turn.DeployedTarget;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code mlDiagnose} on the controller, without an agent. It only reads, so that it begins anew after a restart. */
final class DiagnoseExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    private final MlDiagnoseStep step;

    DiagnoseExecution(StepContext context, MlDiagnoseStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        run(this::look);
        return false;
    }

    @Override
    public void onResume() {
        run(this::look);
    }

    @Override
    public String getStatus() {
        return "reading " + step.getTarget();
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    private void look() throws Exception {
        Run<?, ?> run = getContext().get(Run.class);
        FlowNode node = getContext().get(FlowNode.class);
        try {
            DeployedTarget target = DeployedTarget.find(step.getTarget(), new OtherJobs(run, node.getExecution()));
            Diagnosis diagnosis = new DiagnoseRun(step, run).look(target);
            DiagnosisRecord record = DiagnosesAction.of(run).add(node.getId(), target.ref(), diagnosis);
            say(diagnosis);
            getContext().onSuccess(DiagnoseAnswer.of(diagnosis, DiagnosesAction.URL + "/" + record.getKey()));
        } catch (UserError e) {
            throw Sentences.abort(e);
        } catch (ApiError e) {
            throw new AbortException(e.sentence());
        } catch (FileSystemException e) {
            throw Sentences.abort(e);
        }
    }

    private void say(Diagnosis d) throws IOException, InterruptedException {
        print(d.target().label() + ": " + d.state().verdict() + ": " + d.state().message());
        for (Diagnosis.Cause cause : d.causes()) {
            print(cause.rank() + ". " + cause.strength() + ": " + cause.what());
            for (String line : cause.evidence()) {
                print("   " + line);
            }
        }
        if (d.causes().isEmpty()) {
            print(d.message());
        }
        for (String line : d.unknown()) {
            print("not known: " + line);
        }
    }

    private void print(String line) throws IOException, InterruptedException {
        getContext().get(TaskListener.class).getLogger().println(Progress.MARK + line);
    }
}
