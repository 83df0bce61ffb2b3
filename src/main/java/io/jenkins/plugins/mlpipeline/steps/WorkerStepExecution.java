package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerMain;
import io.jenkins.plugins.mlpipeline.live.RunningSteps;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.steps.common.AgentWorkspace;
import io.jenkins.plugins.mlpipeline.steps.common.IdClaims;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import io.jenkins.plugins.mlpipeline.steps.common.SpecFile;
import io.jenkins.plugins.mlpipeline.steps.worker.LaunchSettings;
import io.jenkins.plugins.mlpipeline.steps.worker.Preparation;
import io.jenkins.plugins.mlpipeline.steps.worker.WorkerAnswer;
import io.jenkins.plugins.mlpipeline.steps.worker.WorkerOutcome;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step whose work is done by a worker on the agent, in three parts.
 *
 * <ol>
 *   <li>Prepare, in a thread of the controller: libraries, {@code spec.json} and a script go to the agent.
 *   <li>Work: a durable task. It goes on while the controller restarts or the connection is lost.
 *   <li>Collect, in a thread of the controller: the worker's documents become the build's record and the step's result.
 * </ol>
 *
 * After a restart the part that was under way goes on, or begins anew when it is the first or the last.
 */
abstract class WorkerStepExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(WorkerStepExecution.class.getName());

    /** What is asked of the worker. */
    private final WorkerRequest request;
    /** The worker's folder on the agent; null before it was made. */
    private volatile String directory;
    /** The durable task; null before it was started. */
    private volatile StepExecution worker;
    /** How the durable task ended; null while it runs. */
    private volatile Integer exitCode;

    WorkerStepExecution(StepContext context, WorkerRequest request) {
        super(context);
        this.request = request;
    }

    /** The name of the step. */
    abstract String stepName();

    /**
     * Makes the record and the step's result of what the worker left.
     *
     * @param folder of the worker
     * @param answer what the worker answered
     */
    abstract Map<String, Object> collect(FilePath folder, WorkerAnswer answer) throws Exception;

    /**
     * Brings to the agent what only the controller has; by default nothing.
     *
     * @param asked what was asked for
     * @param folder of the worker
     * @return what the worker shall do
     */
    Preparation supplied(Preparation asked, FilePath folder) throws Exception {
        return asked;
    }

    /** What the worker said, with things called as people know them; by default as it is. */
    String named(String message) {
        return message;
    }

    WorkerRequest request() {
        return request;
    }

    Run<?, ?> run() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    TaskListener listener() throws IOException, InterruptedException {
        return getContext().get(TaskListener.class);
    }

    @Override
    public boolean start() throws Exception {
        claim();
        run(this::prepare);
        return false;
    }

    /** Takes the id for this step, so that no other of its kind records something under it. */
    void claim() throws IOException, InterruptedException {
        IdClaims.claim(run(), getContext().get(FlowNode.class), stepName(), request.id);
    }

    /** The work is recorded, and the id used. */
    void completed() throws IOException, InterruptedException {
        MlPipelineAction.of(run()).completed(stepName(), request.id);
    }

    @Override
    public void onResume() {
        Integer code = exitCode;
        if (code != null) {
            run(() -> finish(code));
        } else if (worker != null) {
            worker.onResume();
        } else {
            run(this::prepare);
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        if (worker != null && exitCode == null) {
            worker.stop(cause);
        } else {
            super.stop(cause);
        }
    }

    @Override
    public String getStatus() {
        return worker == null || exitCode != null ? super.getStatus() : String.valueOf(worker.getStatus());
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    /** The log that the durable task shall write to, so that its progress is heard. */
    TaskListener heard(TaskListener log) throws IOException, InterruptedException {
        return exitCode == null
                ? RunningSteps.get()
                        .hear(run(), getContext().get(FlowNode.class).getId(), stepName(), request.id, log)
                : log;
    }

    /** The durable task says nothing any longer. */
    private void over() {
        try {
            RunningSteps.get().ended(run(), getContext().get(FlowNode.class).getId());
        } catch (IOException | InterruptedException e) {
            // The build itself is gone; what it says of its steps went with it.
            LOGGER.log(Level.FINE, e, () -> "the end of " + stepName() + " was not noted");
        }
    }

    /** The durable task ended by itself. */
    void ended(int code) {
        exitCode = code;
        over();
        getContext().saveState();
        run(() -> finish(code));
    }

    /** The durable task was stopped, or the agent was lost. */
    void lost(Throwable cause) {
        exitCode = -1;
        over();
        run(() -> {
            deleteFolder();
            getContext().onFailure(cause);
        });
    }

    /** The spec file, if one is named, with the step's parameters over it. */
    Spec mergedSpec(FilePath workspace) throws IOException, InterruptedException {
        Spec options = parameters();
        return request.spec == null
                ? options
                : SpecFile.read(workspace, request.spec).overriddenBy(options);
    }

    /** What the step's parameters say, without the spec file. */
    Spec parameters() {
        return Spec.of(Json.parse(request.optionsJson, Map.class, stepName()), stepName());
    }

    private void prepare() throws Exception {
        // After a restart in the middle of this part.
        deleteFolder();
        try {
            launch(AgentWorkspace.await(getContext()));
        } catch (UserError e) {
            deleteFolder();
            throw Sentences.abort(e);
        } catch (FileSystemException e) {
            deleteFolder();
            throw Sentences.abort(e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            deleteFolder();
            throw e;
        }
    }

    private void launch(FilePath workspace) throws Exception {
        StepContext context = getContext();
        workspace.mkdirs();
        Preparation asked = new Preparation(request.work(), stepName(), mergedSpec(workspace));
        FilePath folder = asked.folder(workspace, run());
        directory = folder.getRemote();
        String script = supplied(asked, folder)
                .write(
                        workspace,
                        folder,
                        context.get(Launcher.class),
                        context.get(Computer.class),
                        context.get(EnvVars.class));
        StepExecution task = new WorkerTask(script).start(new WorkerContext(context, this));
        task.start();
        worker = task;
        context.saveState();
    }

    private void finish(int code) throws Exception {
        FilePath folder = AgentWorkspace.await(getContext()).child(directory);
        LaunchSettings settings = LaunchSettings.of(request.work().launch());
        long most = (long) MlPipelineConfiguration.get().getMaxDocumentMegabytes() << 20;
        try {
            WorkerOutcome outcome = WorkerOutcome.of(
                    code,
                    ReadText.of(folder.child(WorkerMain.RESULT), most),
                    ReadText.of(folder.child(WorkerMain.LIBRARY_PROBLEM), most),
                    settings.heap(),
                    settings.java());
            if (outcome.message() != null) {
                throw new AbortException(named(outcome.message()));
            }
            Map<String, Object> result = collect(folder, new WorkerAnswer(outcome.values()));
            completed();
            getContext().onSuccess(result);
        } catch (UserError e) {
            throw Sentences.abort(e);
        } catch (FileSystemException e) {
            throw Sentences.abort(e);
        } finally {
            deleteFolder();
        }
    }

    private void deleteFolder() {
        if (directory == null) {
            return;
        }
        try {
            FilePath workspace = getContext().get(FilePath.class);
            if (workspace != null) {
                workspace.child(directory).deleteRecursive();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "the worker's folder " + directory + " was left");
        }
    }
}
