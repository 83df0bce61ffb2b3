package io.jenkins.plugins.mlpipeline.steps.registry;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.connection.ImageRegistries;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.registry.OciReference;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.ImageAttestation;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Attaches what the administrator's key signed when the gate of this build decided to the image that was judged. */
@Restricted(NoExternalUse.class)
public final class Attesting {
    private final Run<?, ?> run;
    private final String id;
    private final TaskListener listener;

    /**
     * A verdict of a build.
     *
     * @param id of the model within the build
     */
    public Attesting(Run<?, ?> run, String id, TaskListener listener) {
        this.run = run;
        this.id = id;
        this.listener = listener;
    }

    /**
     * Attaches it, and notes it in the build's record.
     *
     * @param image by digest; null for the one that was judged
     * @param credentialsId a credential of the job
     * @throws UserError when the verdict is not signed or about no image, or the registry refuses
     */
    public ImageAttestation.Attached attach(String image, String credentialsId) throws IOException {
        RecordFolder folder = RecordFolder.of(run, id);
        GateResult verdict = folder.gate()
                .orElseThrow(() -> new UserError("This build has no verdict about a model with the id \"" + id
                        + "\", so there is nothing to attach. Run mlGate before mlAttest, with the same id."));
        String signed = folder.text(RecordFolder.Document.SIGNED_STATEMENT)
                .orElseThrow(() ->
                        new UserError("The verdict about the model \"" + id + "\" was not signed, and only what is"
                                + " signed is attached. An administrator sets the key, under \"ML Pipeline\" on the system page; it signs"
                                + " when mlGate decides."));
        OciReference reference = OciReference.byDigest(image == null ? judged(verdict) : image);
        ImageAttestation.Attached attached = ImageAttestation.attach(
                ImageRegistries.writing(reference, run, credentialsId),
                reference,
                ImageAttestation.Statement.of(signed, "the signed verdict"));
        listener.getLogger()
                .println(Progress.MARK
                        + attached.result()
                        + (attached.added() ? " attached to " : " was at ")
                        + attached.image()
                        + (attached.added() ? "" : " already"));
        MlPipelineAction.of(run).attested(id, attached.image());
        return attached;
    }

    private String judged(GateResult verdict) {
        String subject = verdict.subject();
        if (subject == null || !subject.contains("@")) {
            throw new UserError(
                    "The verdict about the model \"" + id + "\" is about no image. Judge the predictions of an image"
                            + " (mlValidate subject: 'registry.example/repository@sha256:...').");
        }
        return subject;
    }
}
