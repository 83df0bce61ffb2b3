package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.Signer;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.RecordFormat;
import io.jenkins.plugins.mlpipeline.engine.job.RecordJob;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Puts a verdict into the record of a build, and signs its records where the administrator configured a key. This is the only
 * place that signs: whoever changes a document of the build later gets no signature for it.
 */
public final class VerdictRecorder {
    private VerdictRecorder() {}

    /**
     * Records.
     *
     * @return what signed; empty where there is no key
     */
    public static Optional<Signer> record(Run<?, ?> run, String id, GateResult result) throws IOException {
        RecordFolder folder = RecordFolder.of(run, id);
        String gate = Json.write(result);
        Optional<Signer> signer = MlPipelineConfiguration.get().signerOf(run.getParent());
        String audit = null;
        String statement = null;
        if (signer.isPresent()) {
            RecordJob records = DecisionRecords.of(run, folder, result, gate);
            audit = signed(signer.get(), RecordFormat.AUDIT, records);
            statement = result.digest() == null ? null : signed(signer.get(), RecordFormat.IN_TOTO, records);
        }
        folder.forgetVerdict();
        folder.write(RecordFolder.Document.GATE, gate);
        if (audit != null) {
            folder.write(RecordFolder.Document.SIGNED_AUDIT, audit);
        }
        if (statement != null) {
            folder.write(RecordFolder.Document.SIGNED_STATEMENT, statement);
        }
        MlPipelineAction.of(run).gated(id, result);
        return signer;
    }

    private static String signed(Signer signer, RecordFormat format, RecordJob records) throws IOException {
        return Json.write(signer.sign(format.signedAs(), records.text(format).getBytes(StandardCharsets.UTF_8)));
    }
}
