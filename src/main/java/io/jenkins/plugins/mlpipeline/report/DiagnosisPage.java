package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of one diagnosis: the likely causes with their evidence, then everything that was read. */
@ExportedBean
public final class DiagnosisPage {
    private final Run<?, ?> run;
    private final DiagnosisRecord record;

    DiagnosisPage(Run<?, ?> run, DiagnosisRecord record) {
        this.run = run;
        this.record = record;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Exported(inline = true)
    public DiagnosisRecord getRecord() {
        return record;
    }

    public String getDisplayName() {
        return Messages.DiagnosisPage_DisplayName(record.getLabel());
    }

    /** The document; null when it is gone. */
    public Diagnosis getDiagnosis() throws IOException {
        Path file = DiagnosesAction.file(run, record.getKey());
        return Files.isRegularFile(file) ? Json.read(file, Diagnosis.class) : null;
    }

    /** Lines as a text: a template would put them into one. */
    public String text(List<String> lines) {
        return lines == null ? "" : String.join("\n", lines);
    }

    /** The last lines of a pod's containers. */
    public String logs(Diagnostics.Pod pod) {
        StringBuilder text = new StringBuilder();
        pod.containers().forEach(container -> {
            text.append(container.name()).append(":\n");
            container.log().forEach(line -> text.append("  ").append(line).append('\n'));
        });
        return text.toString();
    }

    /** A value of a metric; empty when there is none. */
    public String figure(Double value) {
        return value == null ? "" : Figures.rounded(value);
    }

    /** The document as a file. */
    public void doDownload(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        Path file = DiagnosesAction.file(run, record.getKey());
        if (!Files.isRegularFile(file)) {
            response.sendError(StaplerResponse2.SC_NOT_FOUND);
            return;
        }
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"diagnosis.json\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().print(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}
