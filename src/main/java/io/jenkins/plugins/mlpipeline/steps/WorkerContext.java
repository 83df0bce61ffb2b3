package io.jenkins.plugins.mlpipeline.steps;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The context of the durable task inside a step: the step's own, except that the end of the task is not yet the end of the
 * step.
 */
final class WorkerContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final StepContext outer;
    private final WorkerStepExecution execution;

    WorkerContext(StepContext outer, WorkerStepExecution execution) {
        this.outer = outer;
        this.execution = execution;
    }

    @Override
    public void onSuccess(Object exitCode) {
        if (exitCode instanceof Integer code) {
            execution.ended(code);
        } else {
            execution.lost(new IllegalStateException("the durable task answered no exit code but " + exitCode));
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        execution.lost(cause);
    }

    @Override
    public <T> T get(Class<T> key) throws IOException, InterruptedException {
        T value = outer.get(key);
        return key == TaskListener.class && value != null ? key.cast(execution.heard((TaskListener) value)) : value;
    }

    @Override
    public boolean isReady() {
        return outer.isReady();
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return outer.saveState();
    }

    @Override
    public void setResult(Result result) {
        outer.setResult(result);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return outer.newBodyInvoker();
    }

    @Override
    public boolean hasBody() {
        return outer.hasBody();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WorkerContext that && outer.equals(that.outer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(outer);
    }
}
