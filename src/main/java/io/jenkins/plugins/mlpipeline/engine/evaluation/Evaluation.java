package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The document {@code evaluation.json}, schema version 1: everything that gates and reports need to know about a model's
 * behaviour on a data set. Fields that do not apply are null.
 *
 * @param schemaVersion 1
 * @param id name of the model within a build, null on the command line
 * @param task what is predicted
 * @param labels label list in declared order (classification)
 * @param posLabel positive label (binary), null when not declared
 * @param model the model, or null when predictions or metrics of another tool were evaluated
 * @param subject what the predictions or metrics are about: {@code sha256:...}, {@code image@sha256:...}; null when not
 *     bound
 * @param data the rows
 * @param threshold score from which a row is predicted positive (binary with scores)
 * @param metrics by metric key as in contracts; parameters are part of the key, {@code fbeta(beta=2)}
 * @param directions direction ({@code higher} or {@code lower}) of metrics whose key is not one of ours
 * @param thresholds what other decision thresholds would have given (binary with scores), by ascending threshold
 * @param dummy baseline without features
 * @param statistics what a gate needs for any confidence
 * @param dataChecks what the rows look like, beside the rows that the model learnt from; null when no rows were seen
 * @param baseline the model to compare with; null when nothing was said about one
 * @param comparisons with other models on the same rows, by {@link #BASELINE} or {@link #DUMMY}
 * @param slices the model on parts of the rows
 * @param fairness rows of each group of a sensitive column
 * @param environment versions and machine, in a fixed order
 * @param warnings findings that a reader should know, one sentence each
 * @param createdAt ISO 8601 instant
 * @param origin how it came about, as the controller that recorded it says; null elsewhere
 * @param endpoint where the model answered, when that was a server, whose bytes nobody knows; else null
 * @param importance how much the model relies on each input; null when that was not asked for
 */
public record Evaluation(
        int schemaVersion,
        String id,
        Task task,
        List<String> labels,
        String posLabel,
        ModelRef model,
        String subject,
        DataRef data,
        Double threshold,
        Map<String, MetricValue> metrics,
        Map<String, String> directions,
        ConfusionMatrix confusionMatrix,
        Curves curves,
        List<ThresholdRow> thresholds,
        Dummy dummy,
        Statistics statistics,
        DataChecks dataChecks,
        BaselineRef baseline,
        Map<String, Comparison> comparisons,
        List<SliceSet> slices,
        List<FairnessTable> fairness,
        Map<String, String> environment,
        List<String> warnings,
        String createdAt,
        Origin origin,
        ServedRef endpoint,
        Importance importance) {
    /** The schema version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** The comparison with the baseline. */
    public static final String BASELINE = "baseline";

    /** The comparison with a model without features. */
    public static final String DUMMY = "dummy";

    /**
     * What another tool measured, without rows.
     *
     * @param subject what the metrics are about; null when not bound
     * @param name of what they were read from
     * @param directions by metric; null where each is known
     */
    public static Evaluation ofMetrics(
            String subject,
            String name,
            Map<String, MetricValue> metrics,
            Map<String, String> directions,
            List<String> warnings,
            String createdAt) {
        return new Evaluation(
                SCHEMA_VERSION,
                null,
                null,
                null,
                null,
                null,
                subject,
                new DataRef(name, null, null, null, null),
                null,
                metrics,
                directions,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                warnings,
                createdAt,
                null,
                null,
                null);
    }

    /** The same evaluation with one more warning, if there is one. */
    public Evaluation warning(Optional<String> further) {
        if (further.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(warnings == null ? List.of() : warnings);
        all.add(further.get());
        return with(model, all, origin, importance);
    }

    /** The same evaluation, of which somebody says how it came about. */
    public Evaluation from(Origin stated) {
        return with(model, warnings, stated, importance);
    }

    /**
     * The same evaluation of a model that was brought from a registry.
     *
     * @param source as it is named there; null for one of this machine
     * @param registry what the administrator of a controller calls the registry; null elsewhere
     */
    public Evaluation ofModelFrom(String source, String registry) {
        return model == null ? this : with(model.from(source, registry), warnings, origin, importance);
    }

    private Evaluation with(ModelRef about, List<String> findings, Origin stated, Importance inputs) {
        return new Evaluation(
                schemaVersion,
                id,
                task,
                labels,
                posLabel,
                about,
                subject,
                data,
                threshold,
                metrics,
                directions,
                confusionMatrix,
                curves,
                thresholds,
                dummy,
                statistics,
                dataChecks,
                baseline,
                comparisons,
                slices,
                fairness,
                environment,
                findings,
                createdAt,
                stated,
                endpoint,
                inputs);
    }

    /** The same evaluation with what is known of the model's inputs. */
    public Evaluation with(Importance inputs) {
        return with(model, warnings, origin, inputs);
    }

    /** Every value that a gate can be on, by key: the metrics, then the checks of the rows. */
    public Map<String, MetricValue> gateable() {
        if (dataChecks == null || dataChecks.metrics() == null) {
            return metrics;
        }
        Map<String, MetricValue> all = new LinkedHashMap<>(metrics);
        dataChecks.metrics().forEach(all::putIfAbsent);
        return all;
    }
}
