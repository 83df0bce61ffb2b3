package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.check.ColumnBins;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.validation.UnlabelledRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How great the error of a model of numbers is to be expected on a row: a second model, which learns the absolute error from rows whose
 * truth is known (direct loss estimation; NannyML). How many trees it has is decided by ten folds; the same folds say how far
 * off it may be, since each has a model of its own that did not see it (the delete-a-group jackknife).
 */
public final class LossModel {
    /** Fewer rows teach nothing. */
    static final int LEAST_ROWS = 200;

    /** How many parts the rows are in. */
    static final int FOLDS = 10;

    private static final int MOST_TREES = 100;
    private static final double STEEPEST = 2;

    private final ColumnBins predictions;
    private final LossTrees.Rows rows;
    private final int trees;
    private final List<LossTrees> models = new ArrayList<>();
    private final double mean;
    private final double middle;
    private final double slope;
    private final double scatter;

    /**
     * Learns; the last of the models is the one of all rows, the others that of all but a fold each.
     *
     * @param rows at least {@link #LEAST_ROWS}; their values are the errors
     */
    LossModel(LossTrees.Rows rows, ColumnBins predictions) {
        this.predictions = predictions;
        this.rows = rows;
        this.mean = Arrays.stream(rows.values()).average().orElseThrow();
        double[] errors = new double[MOST_TREES + 1];
        for (int fold = 0; fold < FOLDS; fold++) {
            learn(fold, errors);
        }
        this.trees = IntStream.rangeClosed(0, MOST_TREES)
                .boxed()
                .min((a, b) -> Double.compare(errors[a], errors[b]))
                .orElseThrow();
        models.add(grown(all(), trees));
        double[] told = new double[rows.values().length];
        for (int row = 0; row < told.length; row++) {
            told[row] = models.get(row % FOLDS).value(rows.bins()[row], trees);
        }
        this.middle = Arrays.stream(told).average().orElseThrow();
        this.slope = trees == 0 ? 1 : slope(told);
        double off = 0;
        double size = 0;
        for (int row = 0; row < told.length; row++) {
            double expected = straightened(told[row]);
            off += (rows.values()[row] - expected) * (rows.values()[row] - expected);
            size += expected * expected;
        }
        this.scatter = size == 0 ? 0 : off / size;
    }

    /** By how much more errors differ than what was told of them by models that did not see them. */
    private double slope(double[] told) {
        double together = 0;
        double alone = 0;
        for (int row = 0; row < told.length; row++) {
            together += (told[row] - middle) * (rows.values()[row] - mean);
            alone += (told[row] - middle) * (told[row] - middle);
        }
        return alone == 0 ? 1 : Math.max(1, Math.min(STEEPEST, together / alone));
    }

    /** Few trees, each of which adds a tenth, tell too little of what differs: that is made good by a straight line. */
    private double straightened(double value) {
        return Math.max(0, mean + slope * (value - middle));
    }

    /**
     * Lets a model answer rows with their truth, and learns its errors.
     *
     * @param model one that predicts numbers
     * @param name what to call the rows in messages
     * @param file rows that it did not learn from
     * @param predictions bins for what is predicted; null for none
     * @return what hears of other rows
     * @throws UserError when the model predicts labels, or the file can't be used
     */
    public static ExpectedLoss learn(
            LoadedModel model, String name, Path file, CsvFormat format, String rowId, ColumnBins predictions)
            throws IOException {
        if (model.manifest() == null || model.manifest().task() != Task.REGRESSION) {
            throw new UserError("judged rows teach the errors of predicted numbers, and " + model.name()
                    + " predicts labels: its own probabilities say how often it is right, beside its evaluation. Leave them"
                    + " out.");
        }
        JudgedRows judged = new JudgedRows(model.manifest().columns().size(), predictions);
        UnlabelledRun.Seen seen = UnlabelledRun.heard(model, name, List.of(file), format, rowId, null, true, judged);
        return new ExpectedLoss(
                judged.size() < LEAST_ROWS ? null : new LossModel(judged.rows(seen.bins()), predictions));
    }

    private int[] all() {
        return IntStream.range(0, rows.values().length).toArray();
    }

    /** Learns the rows but those of a fold, and adds the squared errors on these by number of trees. */
    private void learn(int fold, double[] errors) {
        int[] others = Arrays.stream(all()).filter(row -> row % FOLDS != fold).toArray();
        int[] held = Arrays.stream(all()).filter(row -> row % FOLDS == fold).toArray();
        LossTrees model = LossTrees.begin(rows, others);
        double[] missed = missed(model);
        for (int tree = 0; tree <= MOST_TREES; tree++) {
            for (int row : held) {
                errors[tree] += missed[row] * missed[row];
            }
            if (tree < MOST_TREES) {
                model.grow(rows, others, missed);
                for (int row : held) {
                    missed[row] -= model.newest(rows.bins()[row]);
                }
            }
        }
        models.add(model);
    }

    private LossTrees grown(int[] some, int count) {
        LossTrees model = LossTrees.begin(rows, some);
        double[] missed = missed(model);
        for (int tree = 0; tree < count; tree++) {
            model.grow(rows, some, missed);
        }
        return model;
    }

    private double[] missed(LossTrees model) {
        double[] missed = new double[rows.values().length];
        for (int row = 0; row < missed.length; row++) {
            missed[row] = rows.values()[row] - model.value(rows.bins()[row], 0);
        }
        return missed;
    }

    /** Whether the size of an error follows from anything that is known of a row. */
    boolean tells() {
        return trees > 0;
    }

    /** How many rows it learnt from. */
    int rows() {
        return rows.values().length;
    }

    /** Their mean absolute error. */
    double mean() {
        return mean;
    }

    /** Variance of that mean, as chance leaves it. */
    double variance() {
        double squares =
                Arrays.stream(rows.values()).map(v -> (v - mean) * (v - mean)).sum();
        return squares / (rows() - 1.0) / rows();
    }

    /** The variance of one row's error, as a multiple of the square of what is to be expected of it. */
    double scatter() {
        return scatter;
    }

    /** What is to be expected of a row by each fold's model, and last by that of all rows; never below 0. */
    double[] of(int[] bins, double answer) {
        int[] told = JudgedRows.told(predictions, bins, answer);
        return models.stream()
                .mapToDouble(model -> straightened(model.value(told, trees)))
                .toArray();
    }
}
