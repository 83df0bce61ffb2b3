package io.jenkins.plugins.mlpipeline.page;

import hudson.Util;
import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.report.Sparkline;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.index.IndexedModel;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.VerdictIcon;
import io.jenkins.plugins.mlpipeline.targets.Target;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A model in the list of all, as its newest build left it. */
@ExportedBean(defaultVisibility = 2)
public final class ModelRow {
    /** Stands for a model that no gate has judged yet. */
    static final String UNJUDGED = "NONE";

    private final Job<?, ?> job;
    private final IndexedModel model;
    private final List<Target> serving;
    private final List<OpenAlarm> alarms;

    ModelRow(Job<?, ?> job, IndexedModel model, List<Target> serving, List<OpenAlarm> alarms) {
        this.job = job;
        this.model = model;
        this.serving = serving;
        this.alarms = alarms;
    }

    /** The job's full name, as addresses and scripts have it. */
    @Exported
    public String getJob() {
        return job.getFullName();
    }

    /** The same for people. */
    public String getJobName() {
        return job.getFullDisplayName();
    }

    /** The full name of the job's folder; empty at the top. */
    public String getFolder() {
        return job.getParent().getFullName();
    }

    @Exported
    public String getId() {
        return model.id();
    }

    @Exported
    public int getBuild() {
        return model.build();
    }

    /** When that build began, ISO 8601. */
    @Exported
    public String getAt() {
        return Instant.ofEpochMilli(model.at()).toString();
    }

    /** How long ago that was, in words. */
    public String getAge() {
        return Util.getTimeSpanString(Math.max(0, System.currentTimeMillis() - model.at()));
    }

    long at() {
        return model.at();
    }

    @Exported
    public String getVerdict() {
        return model.verdict();
    }

    @Exported
    public String getSummary() {
        return model.summary();
    }

    @Exported
    public String getTask() {
        return model.task();
    }

    @Exported
    public String getModelDigest() {
        return model.digest();
    }

    @Exported
    public String getMetric() {
        return model.metric();
    }

    /** The metric's newest value; null when there is none. */
    @Exported
    public Double getValue() {
        return model.value();
    }

    /** The same, rounded; empty for none. */
    public String getFigure() {
        return model.value() == null ? "" : Figures.rounded(model.value());
    }

    /** The metric's values of the last builds, the oldest first. */
    @Exported
    public List<Double> getValues() {
        return model.trend().stream().map(IndexedModel.Point::value).toList();
    }

    /** The same drawn, as SVG that the engine has escaped; empty when there is no course. */
    public String getSpark() {
        return Sparkline.svg(
                model.metric(),
                getValues(),
                Stream.of(Verdict.values())
                        .filter(v -> v.name().equals(model.verdict()))
                        .findFirst()
                        .orElse(null));
    }

    /** Where it serves, as far as the reader may know. */
    public List<Target> getServing() {
        return serving;
    }

    /** What is wrong with it at the moment, at most five things, as far as the reader may know. */
    @Exported(inline = true)
    public List<OpenAlarm> getAlarms() {
        return alarms;
    }

    /** The ids of these targets. */
    @Exported
    public List<String> getServesAt() {
        return serving.stream().map(Target::getId).toList();
    }

    /** The symbol beside the verdict. */
    public String getIcon() {
        return VerdictIcon.of(model.verdict());
    }

    /** The page of the model, below the controller's address. */
    @Exported
    public String getUrl() {
        return job.getUrl() + model.build() + "/" + MlPipelineAction.URL + "/" + model.id() + "/";
    }

    /** The page of all builds of the job's models, below the controller's address. */
    public String getHistoryUrl() {
        return job.getUrl() + JobModels.URL + "/";
    }

    /** Whether the newest build's gates passed. */
    public boolean isPassed() {
        return Verdict.PASS.name().equals(model.verdict());
    }

    /** The verdict, or what stands for none. */
    String state() {
        return model.verdict() == null ? UNJUDGED : model.verdict();
    }
}
