package io.jenkins.plugins.mlpipeline.steps.verify;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.AskWish;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.verification.AskedModel;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerMain;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.steps.common.AgentWorkspace;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import io.jenkins.plugins.mlpipeline.steps.worker.LaunchSettings;
import io.jenkins.plugins.mlpipeline.steps.worker.Preparation;
import io.jenkins.plugins.mlpipeline.steps.worker.Work;
import io.jenkins.plugins.mlpipeline.steps.worker.WorkerOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Lets a worker on the agent ask a served model: the agent has the rows and reaches the address, the controller is given neither.
 * It takes seconds and changes nothing, so that a restart of the controller in its middle begins it anew.
 */
@Restricted(NoExternalUse.class)
public final class AskOnAgent {
    /** What outcomes are called that the build keeps. */
    public static final String KEPT = "outcomes.gz";

    private static final String STEP = "mlVerify";
    private static final String SCRIPT = "ask.sh";
    private static final long MOST_BYTES = 1 << 20;

    private final StepContext context;
    private final String id;

    /** On the agent of a step, about a model of its build. */
    public AskOnAgent(StepContext context, String id) {
        this.context = context;
        this.id = id;
    }

    /**
     * Asks.
     *
     * @param wish its outcomes are {@link #KEPT} for those that {@code mlValidate} left in the build
     * @param resumed whether the agent may need a while to come back, after a restart of the controller
     * @throws UserError when there is no agent, no outcomes, or the worker says what has to be put right
     */
    public AskedModel ask(AskWish wish, boolean resumed) throws IOException, InterruptedException {
        FilePath workspace = resumed ? AgentWorkspace.await(context) : context.get(FilePath.class);
        if (workspace == null) {
            throw new UserError(
                    "endpoint is asked by an agent, which has the rows, and mlVerify is in no node block here."
                            + " Put it into one.");
        }
        Path kept = RecordFolder.of(context.get(Run.class), id).outcomes();
        boolean needsKept = wish.rows() != null && KEPT.equals(wish.rows().outcomes());
        if (needsKept && !Files.isRegularFile(kept)) {
            throw new UserError(
                    "The build keeps no outcomes of \"" + id + "\", which say what the gate judged. Run mlValidate"
                            + " with the same id before, or name a file of outcomes with outcomes.");
        }
        workspace.mkdirs();
        Preparation asked = preparation(wish);
        FilePath folder = asked.folder(workspace, context.get(Run.class));
        try {
            if (needsKept) {
                FilePath there = folder.child(KEPT);
                new FilePath(kept.toFile()).copyTo(there);
                asked = preparation(wish.withOutcomes(there.getRemote()));
            }
            int code = launch(asked, workspace, folder);
            return read(asked, folder, code);
        } finally {
            folder.deleteRecursive();
        }
    }

    private Preparation preparation(AskWish wish) {
        Work.Launch standard = new Work.Launch(null, null, null, null, 0, 0, null);
        return new Preparation(
                new Work(WorkerSpec.ASK, id, null, Json.write(wish), null, standard, null),
                STEP,
                Spec.of(Map.of(), STEP));
    }

    private int launch(Preparation asked, FilePath workspace, FilePath folder)
            throws IOException, InterruptedException {
        Launcher launcher = Objects.requireNonNull(context.get(Launcher.class));
        EnvVars environment = Objects.requireNonNull(context.get(EnvVars.class));
        TaskListener listener = Objects.requireNonNull(context.get(TaskListener.class));
        FilePath script = folder.child(SCRIPT);
        script.write(asked.write(workspace, folder, launcher, context.get(Computer.class), environment), "UTF-8");
        return launcher.launch()
                .cmds("sh", script.getRemote())
                .envs(environment)
                .pwd(workspace)
                .stdout(listener)
                .quiet(true)
                .join();
    }

    private static AskedModel read(Preparation asked, FilePath folder, int code)
            throws IOException, InterruptedException {
        LaunchSettings settings = LaunchSettings.of(asked.work().launch());
        WorkerOutcome outcome = WorkerOutcome.of(
                code,
                ReadText.of(folder.child(WorkerMain.RESULT), MOST_BYTES),
                ReadText.of(folder.child(WorkerMain.LIBRARY_PROBLEM), MOST_BYTES),
                settings.heap(),
                settings.java());
        if (outcome.message() != null) {
            throw new AbortException(outcome.message());
        }
        String text = ReadText.of(folder.child(WorkerSpec.ASKED), MOST_BYTES);
        if (text == null) {
            throw new UserError("The worker ended well but left no " + WorkerSpec.ASKED + ".");
        }
        return Json.parse(text, AskedModel.class, WorkerSpec.ASKED).checked();
    }
}
