package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Importance;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.RowShuffles;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BoundModel;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a validation says of a model's inputs: which metric, how many rows, and what becomes of them.
 *
 * @param model asked
 * @param bound to the columns
 * @param source where the rows are
 * @param header all columns of the files
 * @param digest {@code sha256:<hex>} of the files as they were read
 * @param target what is predicted
 * @param collectors makes what turns answers into outcomes
 * @param threads that compute
 */
record InputImportance(
        LoadedModel model,
        BoundModel bound,
        DataSource source,
        List<String> header,
        String digest,
        PredictionTask target,
        Supplier<Collector> collectors,
        int threads) {
    /** Most rows that are shuffled. */
    static final int MOST_ROWS = 10_000;

    /** Least rows that are shuffled where there are as many. */
    static final int LEAST_ROWS = 100;

    /** Most rows that the model is asked about. */
    static final int MOST_ANSWERS = 2_000_000;

    private static final int BATCH_ROWS = 1024;
    private static final int BATCH_CELLS = 1 << 18;

    /** As it is computed, with shuffles by chance. */
    Importance of(Outcomes answers, int repeats, long seed, ValidationListener progress) throws IOException {
        RowShuffles chance = new RowShuffles(seed);
        int wanted = rows(columns().length, repeats);
        int drawn = Math.min(wanted, answers.rows());
        return of(answers, repeats, seed, chance.draw(answers.rows(), wanted), shuffle -> chance.next(drawn), progress);
    }

    /**
     * As it is computed.
     *
     * @param answers on all rows as they are
     * @param repeats how often each column is shuffled, at least 1
     * @param seed for the document
     * @param chosen rows that are shuffled
     * @param orders by shuffle the order of these rows; the shuffles of a column come one after another
     * @throws UserError when the model has too many inputs for so many repeats
     */
    Importance of(
            Outcomes answers,
            int repeats,
            long seed,
            BitSet chosen,
            IntFunction<int[]> orders,
            ValidationListener progress)
            throws IOException {
        Outcomes asTheyAre = answers.subset(chosen.stream().toArray());
        CatalogueKey metric = metric(asTheyAre);
        int[] columns = columns();
        MetricValue whole = Metrics.measure(asTheyAre, metric);
        if (whole.value() == null) {
            return new Importance(
                    metric.toString(),
                    null,
                    asTheyAre.rows(),
                    repeats,
                    seed,
                    columns.length,
                    null,
                    metric + " is undefined on these rows: " + whole.undefined() + ".");
        }
        int batch = Math.min(BATCH_ROWS, Math.max(1, BATCH_CELLS / Math.max(1, columns.length)));
        ShuffledRows rows = ShuffledRows.read(source, digest, chosen, target, bound, batch);
        ImportanceRun run = new ImportanceRun(
                rows, model, header, columns, repeats, metric, whole.value(), asTheyAre, collectors, progress);
        List<Importance.Column> found;
        String undefined = null;
        try {
            found = run.run(bound, threads, orders);
        } catch (UserError e) {
            // Rows that nobody ever saw can be too much for a model; that says nothing against its evaluation.
            found = List.of();
            undefined = e.getMessage();
        }
        return new Importance(
                metric.toString(),
                whole.value(),
                rows.size(),
                repeats,
                seed,
                columns.length,
                found.stream().limit(Importance.MOST_COLUMNS).toList(),
                undefined);
    }

    private int[] columns() {
        return bound.plans().stream()
                .flatMap(plan -> plan.columns().stream())
                .mapToInt(column -> column)
                .distinct()
                .toArray();
    }

    /** So many rows that the model is not asked about too many. */
    static int rows(int columns, int repeats) {
        long rows = MOST_ANSWERS / ((long) columns * repeats);
        if (rows < LEAST_ROWS) {
            int most = MOST_ANSWERS / LEAST_ROWS / columns;
            throw new UserError(
                    "importance: " + Figures.count(repeats) + " shuffles of each of " + Figures.count(columns)
                            + " inputs are too many. "
                            + (most < 1
                                    ? "It is computed for at most " + Figures.count(MOST_ANSWERS / LEAST_ROWS)
                                            + " inputs; leave importance out."
                                    : "Ask for at most " + most + "."));
        }
        return (int) Math.min(rows, MOST_ROWS);
    }

    /** What falls: the order of scores where there is one, which any decision is made from; else the share of right answers. */
    private static CatalogueKey metric(Outcomes answers) {
        Metric metric = Metric.R2;
        if (answers instanceof ClassificationOutcomes classification) {
            boolean ranks = classification.task() == Task.BINARY
                    && classification.scores() != Scores.NONE
                    && classification.positive() != ClassificationOutcomes.NO_POSITIVE;
            metric = ranks ? Metric.ROC_AUC : Metric.ACCURACY;
        }
        return CatalogueKey.standard(metric).orElseThrow();
    }
}
