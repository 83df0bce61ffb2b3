package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.Aside;
import io.jenkins.plugins.mlpipeline.engine.analysis.Answered;
import io.jenkins.plugins.mlpipeline.engine.analysis.RowRecorder;
import io.jenkins.plugins.mlpipeline.engine.comparison.Fed;
import io.jenkins.plugins.mlpipeline.engine.comparison.LearntRows;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Dummy;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ServedRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ThresholdRow;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CostCurves;
import io.jenkins.plugins.mlpipeline.engine.metric.DummyBaseline;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.ShownIntervals;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ScoreCurves;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ThresholdTable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What an evaluation says beside its metrics.
 *
 * @param id name of the model within a build, or null
 * @param model the model, or null
 * @param subject what predictions are about, or null
 * @param data the rows
 * @param threshold score from which rows were predicted positive, or null
 * @param trainingCounts rows of each label in training, or null
 * @param trainingMean mean in training, or null
 * @param cost metrics of time and size
 * @param checks says what the rows look like
 * @param environment versions and machine
 * @param warnings one sentence each
 * @param fed what the model was fed; null where that is not known
 * @param endpoint where the model answered, when that was a server; else null
 */
record MeasuredModel(
        String id,
        ModelRef model,
        String subject,
        DataRef data,
        Double threshold,
        long[] trainingCounts,
        Double trainingMean,
        Map<String, MetricValue> cost,
        Supplier<DataChecks> checks,
        Map<String, String> environment,
        List<String> warnings,
        Fed fed,
        ServedRef endpoint) {

    /** What is computed beside the metrics and curves. */
    private record Beside(Dummy dummy, Outcomes dummyAnswers, Statistics statistics, DataChecks checks) {}

    /**
     * Computes everything that outcomes say, and the document without comparisons.
     *
     * @param threads how many may compute
     * @param learnt says which rows the model learnt from
     */
    Answered answered(
            PredictionTask target,
            Outcomes answers,
            Set<CatalogueKey> extra,
            Instant now,
            RowRecorder rows,
            String rowId,
            int threads,
            Supplier<LearntRows> learnt) {
        Outcomes outcomes = rows == null ? answers : rows.knowing(answers);
        Aside<Beside> aside = Aside.begin(threads, () -> beside(outcomes, extra));
        Map<String, MetricValue> measured = Metrics.measure(outcomes, extra);
        ConfusionMatrix confusion = null;
        Curves curves = null;
        List<ThresholdRow> thresholds = null;
        if (outcomes instanceof ClassificationOutcomes classification) {
            confusion = classification.confusionMatrix();
            curves = ScoreCurves.of(classification).with(CostCurves.of(classification, extra));
            thresholds = ranks(classification) ? ThresholdTable.of(classification) : null;
        }
        Beside beside = aside.get();
        Map<String, MetricValue> metrics = new LinkedHashMap<>(ShownIntervals.of(measured, beside.statistics));
        metrics.putAll(cost);
        Evaluation evaluation = new Evaluation(
                Evaluation.SCHEMA_VERSION,
                id,
                target.task(),
                target.labels(),
                target.posLabel(),
                model,
                subject,
                data,
                threshold,
                metrics,
                null,
                confusion,
                curves,
                thresholds,
                beside.dummy,
                beside.statistics,
                beside.checks,
                null,
                null,
                null,
                null,
                environment,
                warnings,
                now.toString(),
                null,
                endpoint,
                null);
        return new Answered(evaluation, outcomes, beside.dummyAnswers, rows, rowId, fed, learnt);
    }

    private Beside beside(Outcomes outcomes, Set<CatalogueKey> extra) {
        Dummy dummy;
        Outcomes dummyAnswers;
        if (outcomes instanceof ClassificationOutcomes classification) {
            dummy = DummyBaseline.prior(classification, trainingCounts, extra);
            dummyAnswers = DummyBaseline.priorOn(classification, trainingCounts);
        } else {
            dummy = DummyBaseline.mean((RegressionOutcomes) outcomes, trainingMean, extra);
            dummyAnswers = DummyBaseline.meanOn((RegressionOutcomes) outcomes, trainingMean);
        }
        return new Beside(dummy, dummyAnswers, Metrics.statistics(outcomes, extra), checks.get());
    }

    private static boolean ranks(ClassificationOutcomes outcomes) {
        return outcomes.scores() != Scores.NONE && outcomes.positive() != ClassificationOutcomes.NO_POSITIVE;
    }
}
