package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.WorstRow;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows on which a candidate lost most against a baseline: rows that flipped from right to wrong, in the order of the
 * files; in a regression, rows whose error grew, the most first.
 */
public final class WorstRows {
    /** The most rows that can be asked for. */
    public static final int MOST = 1_000;

    private static final String OUTSIDE = "(not in the label list)";

    private WorstRows() {}

    /**
     * Lists them.
     *
     * @param places where each row stands
     * @param files what several files are called; null where there is one
     * @param most how many at most
     */
    public static List<WorstRow> of(
            Outcomes candidate, Outcomes baseline, long[] places, List<String> files, int most) {
        if (candidate instanceof ClassificationOutcomes ours && baseline instanceof ClassificationOutcomes theirs) {
            return IntStream.range(0, ours.rows())
                    .filter(row -> ours.truth(row) != ours.predicted(row) && theirs.truth(row) == theirs.predicted(row))
                    .limit(most)
                    .mapToObj(row -> new WorstRow(
                            file(files, places[row]),
                            RowPlaces.line(places[row]),
                            label(ours, ours.truth(row)),
                            label(ours, ours.predicted(row)),
                            label(theirs, theirs.predicted(row))))
                    .toList();
        }
        if (candidate instanceof RegressionOutcomes ours && baseline instanceof RegressionOutcomes theirs) {
            return numbers(ours, theirs, places, files, most);
        }
        throw new IllegalArgumentException("models of different tasks");
    }

    private static List<WorstRow> numbers(
            RegressionOutcomes ours, RegressionOutcomes theirs, long[] places, List<String> files, int most) {
        return IntStream.range(0, ours.rows())
                .filter(row -> grown(ours, theirs, row) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -grown(ours, theirs, row)))
                .limit(most)
                .map(row -> new WorstRow(
                        file(files, places[row]),
                        RowPlaces.line(places[row]),
                        Double.toString(ours.truth(row)),
                        Double.toString(ours.predicted(row)),
                        Double.toString(theirs.predicted(row))))
                .toList();
    }

    private static String file(List<String> files, long place) {
        return files == null ? null : files.get(RowPlaces.file(place));
    }

    private static double grown(RegressionOutcomes ours, RegressionOutcomes theirs, int row) {
        return Math.abs(ours.truth(row) - ours.predicted(row)) - Math.abs(theirs.truth(row) - theirs.predicted(row));
    }

    private static String label(ClassificationOutcomes outcomes, int label) {
        return label == ClassificationOutcomes.OUTSIDE
                ? OUTSIDE
                : outcomes.labels().get(label);
    }
}
