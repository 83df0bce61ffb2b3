package io.jenkins.plugins.mlpipeline.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.audit.AuditInput;
import io.jenkins.plugins.mlpipeline.engine.audit.AuditRecord;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.audit.SigningKey;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.RecordFormat;
import io.jenkins.plugins.mlpipeline.engine.job.RecordJob;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What goes into a record beside evaluation and verdict, and who signs it. */
final class RecordOptions {
    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "The spec, whose text and \"model\" section go into a record.")
    private Path spec;

    @Option(names = "--deployment", paramLabel = "FILE", description = "What \"deploy\" wrote (deployment.json).")
    private Path deployment;

    @Option(
            names = "--commit",
            paramLabel = "REV",
            description = "Revision of the sources; the variable GIT_COMMIT when left out.")
    private String commit;

    @Option(
            names = "--build-url",
            paramLabel = "URL",
            description = "Page of the build; the variable BUILD_URL when left out.")
    private String buildUrl;

    @Option(
            names = "--sign-key",
            paramLabel = "FILE",
            description =
                    "A private key (PEM, Ed25519 or ECDSA) that signs a record, which then comes in a DSSE envelope.")
    private Path signKey;

    @Option(names = "--key-id", paramLabel = "ID", description = "What to call the key in the envelope.")
    private String keyId;

    /**
     * The files of a report.
     *
     * @param gate the verdict; null when there is none
     * @param training null when not given
     */
    record Sources(Path evaluation, Path gate, Path training) {}

    /** What is read; null for what was not given. */
    Stream<Path> files() {
        return Stream.of(spec, deployment, signKey);
    }

    boolean isSigned() {
        return signKey != null;
    }

    /**
     * The text of a format; a record is signed when there is a key.
     *
     * @param gate null when there is none
     * @param training the training's document; null when not given
     */
    String text(RecordFormat format, Evaluation evaluation, GateResult gate, JsonNode training, Sources files)
            throws IOException {
        RecordJob job = new RecordJob(
                ReportInput.of(evaluation, gate, training),
                () -> provenance(training, files),
                Clock.systemUTC().instant(),
                Version.number());
        String text = job.text(format);
        return signKey == null
                ? text
                : Json.write(Envelope.sign(
                        format.signedAs(), text.getBytes(StandardCharsets.UTF_8), SigningKey.read(signKey), keyId));
    }

    private RecordJob.Provenance provenance(JsonNode training, Sources files) throws IOException {
        List<AuditRecord.Document> documents = new ArrayList<>();
        add(documents, AuditInput.EVALUATION, files.evaluation());
        add(documents, AuditInput.GATE, files.gate());
        add(documents, "training", files.training());
        add(documents, "deployment", deployment);
        add(documents, "spec", spec);
        Map<String, String> environment = System.getenv();
        return new RecordJob.Provenance(
                training,
                deployment == null ? null : Json.readTree(deployment),
                spec == null ? Spec.EMPTY : Spec.read(spec),
                spec == null ? null : Files.readString(spec),
                new AuditInput.Origin(
                        commit == null ? environment.get("GIT_COMMIT") : commit,
                        buildUrl == null ? environment.get("BUILD_URL") : buildUrl,
                        environment.get("NODE_NAME")),
                documents);
    }

    private static void add(List<AuditRecord.Document> documents, String role, Path file) throws IOException {
        if (file != null) {
            documents.add(new AuditRecord.Document(role, String.valueOf(file.getFileName()), Digest.ofFile(file)));
        }
    }
}
