package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Drifted;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Performance;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of one look: what came of it, then every column that was compared, the bad ones first. */
@ExportedBean
public final class WatchPage {
    private static final int MOST_COLUMNS = 500;

    private final Run<?, ?> run;
    private final WatchRecord record;

    WatchPage(Run<?, ?> run, WatchRecord record) {
        this.run = run;
        this.record = record;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Exported(inline = true)
    public WatchRecord getRecord() {
        return record;
    }

    public String getDisplayName() {
        return Messages.WatchPage_DisplayName(record.getLabel());
    }

    /** The document; null when it is gone. */
    public WatchResult getResult() throws IOException {
        Path file = WatchesAction.file(run, record.getKey());
        return Files.isRegularFile(file) ? Json.read(file, WatchResult.class) : null;
    }

    /** The columns, those first that were bad at the most looks in a row. */
    public List<Drifted> columns(WatchResult result) {
        return result.columns().stream()
                .sorted(Comparator.comparing(Drifted::run).reversed())
                .limit(MOST_COLUMNS)
                .toList();
    }

    /** Metrics with their intervals as a person reads them. */
    public Map<String, String> metrics(Performance said) {
        Map<String, String> shown = new LinkedHashMap<>();
        said.metrics().forEach((key, value) -> {
            if (value != null && value.value() != null) {
                shown.put(key, shown(value));
            }
        });
        return shown;
    }

    private static String shown(MetricValue value) {
        return Figures.rounded(value.value())
                + (value.interval() == null
                        ? ""
                        : " (" + Figures.rounded(value.interval().lower()) + " - "
                                + Figures.rounded(value.interval().upper()) + ")");
    }

    /** A number; empty when there is none. */
    public String figure(Double value) {
        return value == null ? "" : Figures.rounded(value);
    }

    /** The document as a file. */
    public void doDownload(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        Path file = WatchesAction.file(run, record.getKey());
        if (!Files.isRegularFile(file)) {
            response.sendError(StaplerResponse2.SC_NOT_FOUND);
            return;
        }
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"watch-result.json\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().print(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}
