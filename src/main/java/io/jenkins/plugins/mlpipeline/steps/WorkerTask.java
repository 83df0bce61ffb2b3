package io.jenkins.plugins.mlpipeline.steps;

import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;

/** The script that starts a worker, run as {@code sh} runs one: the script outlives restarts and lost connections. */
final class WorkerTask extends DurableTaskStep {
    private final String script;

    WorkerTask(String script) {
        this.script = script;
        setReturnStatus(true);
        setEncoding("UTF-8");
    }

    @Override
    protected DurableTask task() {
        return new BourneShellScript(script);
    }
}
