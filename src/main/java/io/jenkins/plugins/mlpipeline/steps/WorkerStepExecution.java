package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Spec;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerMain;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

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
    /** Names the folder with the worker's libraries, in the environment of the build or the agent. */
    static final String RUNTIME_VARIABLE = "ML_PIPELINE_RUNTIME";

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(WorkerStepExecution.class.getName());
    private static final int PATIENCE_SECONDS = 300;

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
     * @param values what the worker answered
     */
    abstract Map<String, Object> collect(FilePath folder, Map<String, Object> values) throws Exception;

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
        FlowNode node = getContext().get(FlowNode.class);
        IdClaims.claim(run(), node, stepName(), request.id);
        run(this::prepare);
        return false;
    }

    @Override
    public void onResume() {
        if (exitCode != null) {
            run(this::finish);
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
        return worker == null || exitCode != null ? super.getStatus() : worker.getStatus();
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    /** The durable task ended by itself. */
    void ended(int code) {
        exitCode = code;
        getContext().saveState();
        run(this::finish);
    }

    /** The durable task was stopped, or the agent was lost. */
    void lost(Throwable cause) {
        exitCode = -1;
        run(() -> {
            deleteFolder();
            getContext().onFailure(cause);
        });
    }

    /** The spec with the step's parameters over it, as the worker will read it. */
    Spec mergedSpec(FilePath workspace) throws IOException, InterruptedException {
        Spec options = Spec.of(Json.parse(request.optionsJson, Map.class, stepName()), stepName());
        return request.spec == null
                ? options
                : SpecFile.read(workspace, request.spec).overriddenBy(options);
    }

    private void prepare() throws Exception {
        // After a restart in the middle of this part.
        deleteFolder();
        try {
            launch(workspace());
        } catch (UserError e) {
            deleteFolder();
            throw Sentences.abort(e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            deleteFolder();
            throw e;
        }
    }

    private void launch(FilePath workspace) throws Exception {
        StepContext context = getContext();
        Launcher launcher = context.get(Launcher.class);
        if (!launcher.isUnix()) {
            throw new AbortException(stepName() + " runs on Linux agents; this one is not. Choose another with node.");
        }
        workspace.mkdirs();
        Spec spec = mergedSpec(workspace);
        FilePath temp = WorkspaceList.tempDir(workspace);
        if (temp == null) {
            throw new AbortException("The workspace " + workspace + " has no folder beside it for temporary files.");
        }
        FilePath folder = temp.child("ml-" + request.id + "-" + UUID.randomUUID());
        folder.child(LaunchFiles.TEMPORARY).mkdirs();
        directory = folder.getRemote();
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        List<RuntimeSupply.ClassPathEntry> classPath = RuntimeSupply.of(temp, context.get(Computer.class))
                .classPath(runtimeDirectory(context.get(EnvVars.class)), NeededPacks.of(request.command, spec));
        int threads = request.launch.threads > 0 ? request.launch.threads : configuration.getDefaultThreads();
        long timeout =
                request.launch.timeoutSeconds > 0 ? request.launch.timeoutSeconds : configuration.getDefaultTimeout();
        WorkerSpec workerSpec = new WorkerSpec(
                WorkerSpec.SCHEMA_VERSION,
                request.command,
                request.id,
                workspace.getRemote(),
                request.spec,
                Json.parse(request.optionsJson, Map.class, stepName()),
                request.output,
                threads,
                timeout,
                request.launch.logLevel,
                configuration.isAllowTorchscript());
        folder.child(LaunchFiles.SPEC).write(Json.write(workerSpec), "UTF-8");
        folder.child(LaunchFiles.CLASS_PATH).write(LaunchFiles.classPathList(classPath), "UTF-8");
        folder.child(LaunchFiles.ARGUMENTS)
                .write(LaunchFiles.arguments(directory, classPath, heap(), threads, true), "UTF-8");
        String script = LaunchFiles.shellScript(java(), directory, threads);
        StepExecution task = new WorkerTask(script).start(new WorkerContext(context, this));
        task.start();
        worker = task;
        context.saveState();
    }

    private void finish() throws Exception {
        FilePath folder = workspace().child(directory);
        long most = (long) MlPipelineConfiguration.get().getMaxDocumentMegabytes() << 20;
        try {
            WorkerOutcome outcome = WorkerOutcome.of(
                    exitCode,
                    folder.child(WorkerMain.RESULT).act(new ReadText(most)),
                    folder.child(WorkerMain.LIBRARY_PROBLEM).act(new ReadText(most)),
                    heap(),
                    java());
            if (outcome.message() != null) {
                throw new AbortException(outcome.message());
            }
            Map<String, Object> result = collect(folder, outcome.values());
            MlPipelineAction.of(run()).completed(stepName(), request.id);
            getContext().onSuccess(result);
        } catch (UserError e) {
            throw Sentences.abort(e);
        } finally {
            deleteFolder();
        }
    }

    /** The workspace; after a restart or a lost connection the agent may need a while to come back. */
    private FilePath workspace() throws IOException, InterruptedException {
        for (int waited = 0; waited < PATIENCE_SECONDS; waited++) {
            FilePath workspace = getContext().get(FilePath.class);
            if (workspace != null) {
                return workspace;
            }
            Thread.sleep(1000);
        }
        throw new FlowInterruptedException(Result.ABORTED, false, new ExecutorStepExecution.RemovedNodeCause());
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

    private String runtimeDirectory(EnvVars environment) {
        if (request.launch.runtime != null) {
            return request.launch.runtime;
        }
        String named = environment.get(RUNTIME_VARIABLE);
        return named == null || named.isBlank() ? MlPipelineConfiguration.get().getRuntimeDirectory() : named;
    }

    private String heap() {
        return request.launch.heap == null ? MlPipelineConfiguration.get().getDefaultHeap() : request.launch.heap;
    }

    private String java() {
        String named = request.launch.java;
        if (named == null) {
            return "java";
        }
        return named.equals("java") || named.endsWith("/java") ? named : named + "/bin/java";
    }
}
