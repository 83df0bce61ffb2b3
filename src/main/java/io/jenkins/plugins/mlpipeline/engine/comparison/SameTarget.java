package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Two models can be compared when they predict the same thing. */
final class SameTarget {
    private SameTarget() {}

    /**
     * The baseline's outcomes in the candidate's terms: with its order of labels and its positive label.
     *
     * @throws UserError when they predict different things
     */
    static Outcomes align(Outcomes candidate, Outcomes baseline) {
        if (candidate.task() != baseline.task()) {
            throw new UserError(
                    "the baseline predicts something else (" + baseline.task().key() + ", the candidate "
                            + candidate.task().key() + "), so the two can't be compared.");
        }
        if (candidate instanceof ClassificationOutcomes ours && baseline instanceof ClassificationOutcomes theirs) {
            return align(ours, theirs);
        }
        return baseline;
    }

    private static Outcomes align(ClassificationOutcomes ours, ClassificationOutcomes theirs) {
        if (!new HashSet<>(ours.labels()).equals(new HashSet<>(theirs.labels()))) {
            throw new UserError("the baseline has other labels (" + String.join(", ", theirs.labels())
                    + ") than the candidate (" + String.join(", ", ours.labels()) + "), so the two can't be compared.");
        }
        String positive = positive(theirs);
        if (positive != null && ours.positive() >= 0 && !positive.equals(positive(ours))) {
            throw new UserError("the baseline's positive label is \"" + positive + "\" and the candidate's \""
                    + positive(ours) + "\", so the two can't be compared.");
        }
        if (ours.labels().equals(theirs.labels()) && ours.positive() == theirs.positive()) {
            return theirs;
        }
        return renumbered(ours, theirs);
    }

    private static String positive(ClassificationOutcomes outcomes) {
        return outcomes.positive() < 0 ? null : outcomes.labels().get(outcomes.positive());
    }

    private static ClassificationOutcomes renumbered(ClassificationOutcomes ours, ClassificationOutcomes theirs) {
        List<String> labels = ours.labels();
        int[] ourNumber = theirs.labels().stream().mapToInt(labels::indexOf).toArray();
        int width = theirs.scores().columns(labels.size());
        int[] theirColumn = width == labels.size()
                ? labels.stream().mapToInt(theirs.labels()::indexOf).toArray()
                : IntStream.range(0, width).toArray();
        int positive = positive(theirs) == null ? ours.positive() : labels.indexOf(positive(theirs));
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(ours.task(), labels, positive, theirs.scores());
        double[] scores = new double[width];
        for (int row = 0; row < theirs.rows(); row++) {
            for (int column = 0; column < width; column++) {
                scores[column] = theirs.score(row, theirColumn[column]);
            }
            int predicted = theirs.predicted(row);
            builder.add(
                    ourNumber[theirs.truth(row)],
                    predicted == ClassificationOutcomes.OUTSIDE ? predicted : ourNumber[predicted],
                    scores);
        }
        return builder.build();
    }
}
