package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.Assignment;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Several labels: the greatest score of a row should be in the column of its label. Where it isn't, another order of the
 * columns is looked for that explains the labels better.
 */
final class ColumnAgreement implements LabelAgreement {
    /** An order that explains more rows by chance alone would be found once in a hundred times. */
    private static final double SIGNIFICANT = 0.01;

    /** Labels that are looked at for another order, those with the most rows that disagree first. */
    private static final int MOST_LABELS = 300;

    private final String model;
    private final String data;
    private final PredictionTask target;
    private final ScoreOrder order;
    private final int[] columns;
    /** Rows by the label that was answered and the label whose column has the greatest score. */
    private final long[][] counts;

    private long rows;
    private long disagreeing;

    ColumnAgreement(String model, String data, PredictionTask target, ScoreOrder order, ScoreColumns columns) {
        this.model = model;
        this.data = data;
        this.target = target;
        this.order = order;
        this.columns = columns.all();
        this.counts = new long[this.columns.length][this.columns.length];
    }

    @Override
    public void add(int own, double[] numbers, int start, double[] scores) {
        rows++;
        if (own == ClassificationOutcomes.OUTSIDE) {
            return;
        }
        int best = own;
        double greatest = numbers[start + columns[own]];
        for (int label = 0; label < columns.length; label++) {
            double score = numbers[start + columns[label]];
            if (score > greatest) {
                greatest = score;
                best = label;
            }
        }
        counts[own][best]++;
        disagreeing += best == own ? 0 : 1;
    }

    @Override
    public List<String> findings(ClassificationOutcomes outcomes) {
        if (disagreeing == 0) {
            return List.of();
        }
        int[] better = better();
        long before = agreeing(IntStream.range(0, columns.length).toArray());
        long after = agreeing(better);
        boolean nearlyAll = 2 * before < rows && 10 * after >= 9 * rows;
        if (after > before && (nearlyAll || isSignificant(better))) {
            throw contradiction(better, before, after);
        }
        return List.of("on " + LabelAgreement.share(disagreeing, rows)
                + " the predicted label is not the one with the greatest score, so metrics of labels and metrics of scores"
                + " are about different decisions there.");
    }

    /** For each label the label whose column explains it best. */
    private int[] better() {
        int[] looked = IntStream.range(0, columns.length)
                .boxed()
                .sorted(Comparator.comparingLong(label -> -astray(label)))
                .limit(MOST_LABELS)
                .mapToInt(Integer::intValue)
                .toArray();
        long[][] table = new long[looked.length][looked.length];
        for (int i = 0; i < looked.length; i++) {
            for (int j = 0; j < looked.length; j++) {
                // Among orders that explain as much, the one that moves fewest columns.
                table[i][j] = counts[looked[i]][looked[j]] * (columns.length + 1) + (i == j ? 1 : 0);
            }
        }
        int[] assigned = Assignment.greatest(table);
        int[] better = IntStream.range(0, columns.length).toArray();
        for (int i = 0; i < looked.length; i++) {
            better[looked[i]] = looked[assigned[i]];
        }
        return better;
    }

    private long astray(int label) {
        long sum = Arrays.stream(counts[label]).sum() - counts[label][label];
        for (int own = 0; own < columns.length; own++) {
            sum += own == label ? 0 : counts[own][label];
        }
        return sum;
    }

    private long agreeing(int[] columnOf) {
        return IntStream.range(0, columnOf.length)
                .mapToLong(label -> counts[label][columnOf[label]])
                .sum();
    }

    /**
     * A sign test over the rows that only one of the two orders explains; the order was the best of all that move as many
     * labels, each of which could have looked better by chance.
     */
    private boolean isSignificant(int[] better) {
        long gained = 0;
        long lost = 0;
        double orders = 1;
        int moved = 0;
        for (int label = 0; label < better.length; label++) {
            if (better[label] != label) {
                gained += counts[label][better[label]];
                lost += counts[label][label];
                orders *= better.length - moved++;
            }
        }
        int trials = Math.toIntExact(gained + lost);
        return BinomialDistribution.of(trials, 0.5).survivalProbability(Math.toIntExact(gained) - 1) * orders
                < SIGNIFICANT;
    }

    private UserError contradiction(int[] better, long before, long after) {
        List<String> found = new ArrayList<>(order.labels());
        for (int label = 0; label < better.length; label++) {
            found.set(columns[better[label]], target.labels().get(label));
        }
        String start = model + ": the scores contradict the predicted labels: on " + data
                + " the label with the greatest score is the predicted one on " + LabelAgreement.share(before, rows)
                + " with "
                + PredictionTask.list(order.labels()) + " as the order of the score columns, and on "
                + LabelAgreement.share(after, rows) + " with " + PredictionTask.list(found) + ". ";
        return new UserError(start
                + switch (order.origin()) {
                    case MODEL ->
                        "Export the model with its scores in the order of its labels; or write its answers into a"
                                + " predictions file, and name the score column of each label.";
                    case DECLARED ->
                        "Declare the labels in the order of the scores: " + PredictionTask.list(found) + ".";
                    case COLUMNS -> "Name the score columns so: " + named(found) + ".";
                });
    }

    private String named(List<String> found) {
        return String.join(
                ", ",
                IntStream.range(0, found.size())
                        .mapToObj(i -> found.get(i) + "=" + order.columns().get(i))
                        .toList());
    }
}
