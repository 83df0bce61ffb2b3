package io.jenkins.plugins.mlpipeline.page;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.report.TrendChart;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.report.BuildNotes;
import io.jenkins.plugins.mlpipeline.report.GateMark;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.targets.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A model of a job over its builds. */
@ExportedBean(defaultVisibility = 2)
public final class ModelHistory {
    /** The most models that a page shows. */
    static final int MOST_MODELS = 20;

    private static final int MOST_METRICS = 40;
    private static final int MOST_ON_THE_JOBS_PAGE = 3;

    private final String id;
    private final List<Entry> entries;
    private final List<String> metrics;

    ModelHistory(String id, List<Entry> entries) {
        this.id = id;
        this.entries = entries;
        this.metrics = metrics(entries);
    }

    @Exported
    public String getId() {
        return id;
    }

    /** The newest first. */
    @Exported(name = "builds", inline = true)
    public List<Entry> getEntries() {
        return entries;
    }

    /** The metrics that can be drawn: those of gates first, then the usual ones, then the others of the newest build. */
    public List<String> getMetrics() {
        return metrics;
    }

    /** The metric that the reader asked for, else the first; null when no build has any. */
    public String getMetric() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String asked = request == null ? null : request.getParameter("metric");
        return metrics.contains(asked) ? asked : metrics.isEmpty() ? null : metrics.get(0);
    }

    /** The trend of the metric as SVG that the engine has escaped; null when one build or none has it. */
    public String getChart() {
        List<TrendChart.Point> points = points(getMetric());
        return points.size() < 2 ? null : TrendChart.svg(getMetric(), points);
    }

    /** What the builds say of the metric together, a sentence each; empty when they are too few. */
    @Exported
    public List<String> getNotes() {
        String metric = getMetric();
        Notes notes = metric == null ? null : BuildNotes.of(metric, seen());
        return notes == null || notes.expected() == null ? List.of() : notes.sentences();
    }

    /** What is to be noted of how long the builds took, and how often those of the job fail; empty for nothing. */
    public List<String> getBuildNotes() {
        Notes notes = BuildNotes.ofDurations(seen());
        List<String> said = new ArrayList<>(notes.isNews() ? notes.sentences() : List.of());
        if (!entries.isEmpty()) {
            BuildNotes.ofFailures(entries.get(0).build.getParent().getLastBuild())
                    .ifPresent(said::add);
        }
        return said;
    }

    private List<BuildNotes.Seen> seen() {
        return entries.stream()
                .map(entry -> new BuildNotes.Seen(entry.build, entry.model))
                .toList();
    }

    /** The trends of the first metrics by their keys, for the job's own page. */
    public Map<String, String> getCharts() {
        Map<String, String> charts = new LinkedHashMap<>();
        for (String metric : metrics.subList(0, Math.min(MOST_ON_THE_JOBS_PAGE, metrics.size()))) {
            List<TrendChart.Point> points = points(metric);
            if (points.size() > 1) {
                charts.put(metric, TrendChart.small(metric, points));
            }
        }
        return charts;
    }

    /** The oldest first. */
    private List<TrendChart.Point> points(String metric) {
        List<TrendChart.Point> points = new ArrayList<>();
        for (Entry entry : entries) {
            Double value = metric == null ? null : entry.model.getMetrics().get(metric);
            if (value != null && Double.isFinite(value)) {
                points.add(entry.point(metric, value));
            }
        }
        Collections.reverse(points);
        return points;
    }

    private static List<String> metrics(List<Entry> entries) {
        Set<String> keys = new LinkedHashSet<>();
        entries.stream()
                .flatMap(e -> e.model.getMarks().stream())
                .map(GateMark::getMetric)
                .forEach(keys::add);
        entries.stream().limit(1).forEach(e -> {
            keys.addAll(e.model.getHeadlineKeys());
            keys.addAll(e.model.getMetrics().keySet());
        });
        // A gate may demand what is no metric, as that a test set is not used too often.
        return keys.stream()
                .filter(key ->
                        entries.stream().anyMatch(e -> e.model.getMetrics().containsKey(key)))
                .limit(MOST_METRICS)
                .toList();
    }

    /** The model in one build. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Entry {
        private final Run<?, ?> build;
        private final ModelRecord model;
        private final List<Target> serving;

        Entry(Run<?, ?> build, ModelRecord model, List<Target> serving) {
            this.build = build;
            this.model = model;
            this.serving = serving;
        }

        public Run<?, ?> getBuild() {
            return build;
        }

        @Exported
        public int getNumber() {
            return build.getNumber();
        }

        /** ISO 8601. */
        @Exported
        public String getAt() {
            return build.getTime().toInstant().toString();
        }

        @Exported(inline = true)
        public ModelRecord getModel() {
            return model;
        }

        /** Where its page is, below the controller's address. */
        public String getUrl() {
            return build.getUrl() + JobModels.URL + "/" + model.getId() + "/";
        }

        /** How the page of comparisons names it. */
        public String getRef() {
            return ModelLink.of(build, model.getId());
        }

        /** Enough of the digest to tell models apart; null when it is not known. */
        public String getShortDigest() {
            String digest = model.getModelDigest() == null ? model.getTrainedDigest() : model.getModelDigest();
            return digest == null || digest.length() < 19 ? digest : digest.substring(7, 19);
        }

        /** The targets that serve it, as far as the person who asks may know. */
        public List<Target> getServing() {
            return serving;
        }

        private TrendChart.Point point(String metric, double value) {
            Optional<GateMark> mark = model.getMarks().stream()
                    .filter(m -> m.getMetric().equals(metric))
                    .findFirst();
            Verdict verdict = Stream.of(Verdict.values())
                    .filter(v -> v.name().equals(model.getVerdict()))
                    .findFirst()
                    .orElse(null);
            String said = "#" + build.getNumber() + ": " + metric + " " + Figures.rounded(value)
                    + mark.filter(m -> m.getLower() != null)
                            .map(m -> ", interval " + Figures.rounded(m.getLower()) + " to "
                                    + Figures.rounded(m.getUpper()))
                            .orElse("")
                    + mark.filter(m -> m.getLimit() != null)
                            .map(m -> ", demanded " + Figures.rounded(m.getLimit()))
                            .orElse("")
                    + (verdict == null ? "" : ", " + verdict);
            return new TrendChart.Point(
                    build.getNumber(),
                    Stapler.getCurrentRequest2().getContextPath() + "/" + getUrl(),
                    value,
                    mark.map(GateMark::getLower).orElse(null),
                    mark.map(GateMark::getUpper).orElse(null),
                    mark.map(GateMark::getLimit).orElse(null),
                    verdict,
                    said);
        }
    }
}
