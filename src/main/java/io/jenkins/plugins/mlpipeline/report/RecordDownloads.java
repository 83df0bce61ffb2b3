package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.job.RecordFormat;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The records of a decision: below the address of a model's page, {@code records/} and the key of a {@link RecordFormat}. Those
 * that can be signed are handed out as they were signed when the gate decided; what was not signed then is made of the build's
 * documents and never signed.
 */
public final class RecordDownloads {
    private static final Map<RecordFormat, RecordFolder.Document> SIGNED = Map.of(
            RecordFormat.AUDIT, RecordFolder.Document.SIGNED_AUDIT,
            RecordFormat.IN_TOTO, RecordFolder.Document.SIGNED_STATEMENT);

    /** What formats were called in addresses that people may have kept. */
    private static final Map<String, RecordFormat> FORMER =
            Map.of("modelCard", RecordFormat.CYCLONEDX, "inToto", RecordFormat.IN_TOTO);

    private final Run<?, ?> run;
    private final String id;
    private final RecordFolder folder;

    RecordDownloads(Run<?, ?> run, String id) {
        this.run = run;
        this.id = id;
        this.folder = RecordFolder.of(run, id);
    }

    /** Sends the record that the rest of the address names. */
    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        String path = request.getRestOfPath();
        RecordFormat format =
                format(path.startsWith("/") ? path.substring(1) : path).orElse(null);
        if (format == null) {
            response.sendError(StaplerResponse2.SC_NOT_FOUND);
            return;
        }
        String text;
        try {
            text = text(format);
        } catch (UserError e) {
            response.sendError(StaplerResponse2.SC_NOT_FOUND, e.getMessage());
            return;
        }
        response.setContentType(format.contentType() + ";charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + id + "-" + format.fileName() + "\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().print(text);
    }

    /** All but the page for people, which the model has here. */
    private static Optional<RecordFormat> format(String name) {
        return Optional.ofNullable(FORMER.get(name))
                .or(() -> RecordFormat.of(name))
                .filter(format -> format != RecordFormat.HTML);
    }

    private String text(RecordFormat format) throws IOException {
        Evaluation evaluation = folder.evaluation().orElse(null);
        GateResult gate = folder.gate().orElse(null);
        if (evaluation == null || gate == null) {
            throw new UserError("The model \"" + id + "\" has not been gated in this build.");
        }
        if (SIGNED.containsKey(format)) {
            String signed = folder.text(SIGNED.get(format)).orElse(null);
            if (signed != null) {
                return signed;
            }
        }
        String verdict = folder.text(RecordFolder.Document.GATE).orElseThrow();
        return DecisionRecords.of(run, folder, gate, verdict).text(format);
    }
}
