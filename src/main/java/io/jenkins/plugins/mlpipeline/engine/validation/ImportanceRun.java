package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Importance;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BoundModel;
import io.jenkins.plugins.mlpipeline.engine.model.predict.InputBatch;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Shuffles each column that a model is fed, some times over, and measures what a metric loses by it. What a row counts for stays
 * with the row. The shuffles come one after another from one source of chance, so that threads change nothing.
 */
final class ImportanceRun {
    private final ShuffledRows rows;
    private final LoadedModel model;
    private final List<String> header;
    private final int[] columns;
    private final int repeats;
    private final CatalogueKey metric;
    private final double whole;
    private final Outcomes asTheyAre;
    private final Supplier<Collector> collectors;
    private final ValidationListener progress;

    /** By column what each repeat lost. */
    private final double[][] losses;

    private Collector collector;
    /** Where the filling thread is: which shuffle, which batch of it, and the order of its rows. */
    private int shuffle;

    private int nextBatch;
    private int[] order;

    /**
     * @param header all columns of the file
     * @param columns positions of those that the model is fed
     * @param metric what falls; a higher value is better
     * @param whole its value on the rows as they are
     * @param asTheyAre the answers on these rows as they are
     * @param collectors makes what turns answers into outcomes
     */
    ImportanceRun(
            ShuffledRows rows,
            LoadedModel model,
            List<String> header,
            int[] columns,
            int repeats,
            CatalogueKey metric,
            double whole,
            Outcomes asTheyAre,
            Supplier<Collector> collectors,
            ValidationListener progress) {
        this.rows = rows;
        this.model = model;
        this.header = header;
        this.columns = columns.clone();
        this.repeats = repeats;
        this.metric = metric;
        this.whole = whole;
        this.asTheyAre = asTheyAre;
        this.collectors = collectors;
        this.progress = progress;
        this.losses = new double[columns.length][repeats];
    }

    /** Some rows of one shuffle. */
    private static final class Batch {
        private final InputBatch input;
        private int shuffle;
        private int number;
        private BatchAnswers answers;

        Batch(InputBatch input) {
            this.input = input;
        }
    }

    /**
     * Runs.
     *
     * @param orders by shuffle the order of the rows; asked for one after another
     * @return the columns, greatest mean first
     * @throws UserError when the model fails on rows that are put together so
     */
    List<Importance.Column> run(BoundModel bound, int threads, IntFunction<int[]> orders) throws IOException {
        Pipeline.run(
                threads,
                () -> new Batch(bound.newBatch(rows.batchRows())),
                batch -> fill(batch, orders),
                batch -> batch.answers = named(batch, () -> model.predict(batch.input)),
                this::use);
        List<Importance.Column> found = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            found.add(summary(header.get(columns[i]), losses[i]));
        }
        found.sort(Comparator.comparingDouble(Importance.Column::mean).reversed());
        return found;
    }

    private boolean fill(Batch batch, IntFunction<int[]> orders) {
        if (shuffle == columns.length * repeats) {
            return false;
        }
        if (nextBatch == 0) {
            order = orders.apply(shuffle);
        }
        batch.shuffle = shuffle;
        batch.number = nextBatch;
        rows.fill(batch.input, nextBatch, columns[shuffle / repeats], order);
        nextBatch++;
        if (nextBatch == rows.batches()) {
            nextBatch = 0;
            shuffle++;
        }
        return true;
    }

    private void use(Batch batch) {
        if (batch.number == 0) {
            collector = collectors.get();
        }
        named(batch, () -> {
            collector.add(
                    batch.answers,
                    rows.truth(batch.number),
                    rows.places(batch.number),
                    row -> batch.input.missing(row, header));
            return null;
        });
        if (batch.number == rows.batches() - 1) {
            Outcomes outcomes = collector.finish();
            Outcomes weighed = asTheyAre.weights() == null ? outcomes : outcomes.weighing(asTheyAre.weights());
            MetricValue value = Metrics.measure(weighed, metric);
            if (value.value() == null) {
                throw new UserError("with the values of " + name(batch) + " shuffled among the rows, " + metric
                        + " is undefined: " + value.undefined());
            }
            losses[batch.shuffle / repeats][batch.shuffle % repeats] = whole - value.value();
            progress.shuffled(batch.shuffle + 1, columns.length * repeats);
        }
    }

    private String name(Batch batch) {
        return '"' + header.get(columns[batch.shuffle / repeats]) + '"';
    }

    private <T> T named(Batch batch, Supplier<T> work) {
        try {
            return work.get();
        } catch (UserError e) {
            throw new UserError("with the values of " + name(batch) + " shuffled among the rows, " + e.getMessage(), e);
        }
    }

    private static Importance.Column summary(String name, double... losses) {
        double mean = 0;
        double lowest = losses[0];
        double highest = losses[0];
        for (double loss : losses) {
            mean += loss / losses.length;
            lowest = Math.min(lowest, loss);
            highest = Math.max(highest, loss);
        }
        double squares = 0;
        for (double loss : losses) {
            squares += (loss - mean) * (loss - mean) / losses.length;
        }
        return new Importance.Column(name, mean, Math.sqrt(squares), lowest, highest);
    }
}
