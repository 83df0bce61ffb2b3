package io.jenkins.plugins.mlpipeline.steps.registry;

import hudson.PluginWrapper;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ModelRegistries;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.RegisterJob;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.RegistrationGrounds;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.ModelRegistration;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.RunLog;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.report.Registration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Registers what this build judged: the version that was judged, where the same registry had it, else the bytes that the build
 * archived. Done twice it finds what it made the first time.
 */
@Restricted(NoExternalUse.class)
public final class Registering {
    private static final String EXPERIMENT = "ml-pipeline";

    private final RegisterWish wish;
    private final Run<?, ?> run;
    private final TaskListener listener;

    /** A registration by a build. */
    public Registering(RegisterWish wish, Run<?, ?> run, TaskListener listener) {
        this.wish = wish;
        this.run = run;
        this.listener = listener;
    }

    /**
     * Registers, and notes it in the build's record.
     *
     * @throws UserError when there is no PASS, the bytes are others, or the server refuses; then the alias is what it was
     */
    public ModelRegistration.Registered register() throws IOException {
        RecordFolder folder = RecordFolder.of(run, wish.getId());
        String registry = ModelRegistries.nameOf(wish.getRegistry());
        RegistrationGrounds.Document<Evaluation> evaluation = document(
                folder, RecordFolder.Document.EVALUATION, Evaluation.class, "mlValidate and mlGate before mlRegister");
        RegistrationGrounds.Document<GateResult> verdict =
                document(folder, RecordFolder.Document.GATE, GateResult.class, "mlGate before mlRegister");
        RegistrationGrounds grounds =
                RegistrationGrounds.of(evaluation, verdict, run.getParent().getFullName(), build());
        RunLog log = wish.isLog() ? RegisterJob.log(evaluation.content(), verdict.content(), version()) : null;
        Path staging = Files.createTempDirectory("ml-pipeline-register");
        try {
            ModelRegistration.Request request = new ModelRegistration.Request(
                    model(evaluation.content(), grounds, registry, staging),
                    grounds,
                    wish.getName(),
                    wish.getAlias(),
                    wish.getExperiment() == null ? EXPERIMENT : wish.getExperiment(),
                    log);
            ModelRegistration.Registered registered = new ModelRegistration(
                            ModelRegistries.writing(wish.getRegistry(), run, wish.getCredentialsId()),
                            (long) MlPipelineConfiguration.get().getMaxModelMegabytes() << 20,
                            Clock.systemUTC(),
                            said -> listener.getLogger().println(Progress.MARK + said))
                    .run(request);
            MlPipelineAction.of(run)
                    .registered(
                            wish.getId(),
                            new Registration(registry, registered.name(), registered.version(), registered.alias()));
            return registered;
        } finally {
            Util.deleteRecursive(staging.toFile());
        }
    }

    private <T> RegistrationGrounds.Document<T> document(
            RecordFolder folder, RecordFolder.Document document, Class<T> type, String before) throws IOException {
        String text = folder.text(document)
                .orElseThrow(() -> new UserError(
                        "This build has no " + document.fileName() + " of a model with the id \"" + wish.getId()
                                + "\", so nothing says that it passed. Run " + before + ", with the same id."));
        return new RegistrationGrounds.Document<>(
                Json.parse(text, type, document.fileName()), document.fileName(), Digest.ofText(text));
    }

    /** The version that was judged, when it is one of this registry; else the file or package that the build archived. */
    private String model(Evaluation evaluation, RegistrationGrounds grounds, String registry, Path staging)
            throws IOException {
        ModelRef judged = evaluation.model();
        if (judged != null && registry.equals(judged.registry()) && ModelReference.isOne(judged.source())) {
            return judged.source();
        }
        Optional<String> first = Optional.empty();
        int files = 0;
        for (VirtualFile file : ModelArchive.root(run, grounds.digest()).list()) {
            try (InputStream bytes = file.open()) {
                Files.copy(bytes, staging.resolve(file.getName()));
            }
            if (ModelArchive.isPart(file.getName())) {
                files++;
                boolean named = judged != null && file.getName().equals(judged.name());
                first = first.isEmpty() || named ? Optional.of(file.getName()) : first;
            }
        }
        boolean folder = judged != null && "package".equals(judged.format());
        if (files == 0) {
            throw new UserError("This build has not archived the model " + grounds.digest()
                    + ", so there is nothing to register. Leave archive of mlValidate on; an administrator says how large a"
                    + " model may be (maxModelMegabytes).");
        }
        return (folder ? staging : staging.resolve(first.get())).toString();
    }

    private String build() {
        String root = Jenkins.get().getRootUrl();
        return root == null ? run.getExternalizableId() : root + run.getUrl();
    }

    private static String version() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().whichPlugin(Registering.class);
        return plugin == null ? "unknown" : plugin.getVersion();
    }
}
