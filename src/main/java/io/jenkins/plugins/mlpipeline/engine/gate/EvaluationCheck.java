package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.consistency.Consistency;
import io.jenkins.plugins.mlpipeline.engine.consistency.Contradiction;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether an evaluation can be judged at all. It may come from an agent or from hand, so nothing is taken for granted: a
 * document that leaves something out or contradicts itself must not pass.
 */
public final class EvaluationCheck {
    private EvaluationCheck() {}

    /** What is wrong, as one sentence; empty when the evaluation can be judged. */
    public static Optional<String> problem(Evaluation evaluation) {
        if (evaluation.schemaVersion() != Evaluation.SCHEMA_VERSION) {
            return Optional.of("The evaluation has schema version " + evaluation.schemaVersion()
                    + "; this version reads " + Evaluation.SCHEMA_VERSION + ".");
        }
        return model(evaluation)
                .or(() -> rows(evaluation))
                .or(() -> labels(evaluation))
                .or(() -> counts(evaluation))
                .or(() -> WeightsCheck.problem(evaluation))
                .or(() -> metrics(evaluation))
                .or(() -> Consistency.contradiction(evaluation).map(EvaluationCheck::sentence));
    }

    private static Optional<String> model(Evaluation evaluation) {
        if (evaluation.model() == null) {
            return Optional.empty();
        }
        return Digest.isDigest(evaluation.model().digest())
                ? Optional.empty()
                : Optional.of(
                        "The evaluation names a model without its digest, so the verdict would be about nothing.");
    }

    private static Optional<String> rows(Evaluation evaluation) {
        DataRef data = evaluation.data();
        if (data == null) {
            return Optional.of("The evaluation does not say which rows it is about.");
        }
        if (data.rows() == null) {
            return evaluation.model() == null && data.sha256() == null
                    ? Optional.empty()
                    : Optional.of("The evaluation does not say how many rows it is about.");
        }
        if (data.rows() <= 0) {
            return Optional.of("The evaluation is about no rows, so it says nothing about the model.");
        }
        return data.files() == null ? Optional.empty() : files(data);
    }

    private static Optional<String> files(DataRef data) {
        long sum = 0;
        for (DataRef.DataFile file : data.files()) {
            if (file.rows() <= 0 || file.rows() > data.rows() - sum) {
                sum = -1;
                break;
            }
            sum += file.rows();
        }
        return sum == data.rows()
                ? Optional.empty()
                : Optional.of("The evaluation contradicts itself: the rows of its files are not its "
                        + Figures.count(data.rows()) + " rows.");
    }

    private static Optional<String> labels(Evaluation evaluation) {
        if (evaluation.task() == null) {
            return evaluation.model() == null
                    ? Optional.empty()
                    : Optional.of("The evaluation does not say what the model predicts (task).");
        }
        if (!evaluation.task().isClassification() || evaluation.data().rows() == null) {
            return Optional.empty();
        }
        if (evaluation.labels() == null
                || evaluation.labels().size() < 2
                || new HashSet<>(evaluation.labels()).size()
                        != evaluation.labels().size()) {
            return Optional.of("The evaluation of a classification needs a list of two or more different labels.");
        }
        if (evaluation.posLabel() != null && !evaluation.labels().contains(evaluation.posLabel())) {
            return notALabel(evaluation);
        }
        return Optional.empty();
    }

    private static Optional<String> notALabel(Evaluation evaluation) {
        return Optional.of(
                "The evaluation's positive label \"" + evaluation.posLabel() + "\" is not one of its labels.");
    }

    private static Optional<String> counts(Evaluation evaluation) {
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        if (matrix == null) {
            return Optional.empty();
        }
        int k = matrix.labels() == null ? 0 : matrix.labels().size();
        if (k < 1
                || matrix.counts() == null
                || matrix.counts().length != k
                || matrix.labels().stream().anyMatch(Objects::isNull)
                || evaluation.labels() != null && !evaluation.labels().equals(matrix.labels())) {
            return Optional.of("The evaluation's confusion matrix does not fit its labels.");
        }
        if (evaluation.posLabel() != null && !matrix.labels().contains(evaluation.posLabel())) {
            return notALabel(evaluation);
        }
        List<long[]> rowsOfCounts = new ArrayList<>(Arrays.asList(matrix.counts()));
        if (matrix.others() != null) {
            rowsOfCounts.add(matrix.others());
        }
        long sum = 0;
        for (long[] row : rowsOfCounts) {
            if (row == null || row.length != k) {
                return Optional.of("The evaluation's confusion matrix does not fit its labels.");
            }
            for (long count : row) {
                if (count < 0) {
                    return Optional.of("The evaluation's confusion matrix has a negative count.");
                }
                if (count > Integer.MAX_VALUE - sum) {
                    return Optional.of("The evaluation's confusion matrix has more than "
                            + Figures.count(Integer.MAX_VALUE) + " rows, which is more than validate takes.");
                }
                sum += count;
            }
        }
        Long rows = evaluation.data().rows();
        return rows == null || rows == sum
                ? Optional.empty()
                : Optional.of("The evaluation contradicts itself: " + Figures.count(rows)
                        + " rows, and a confusion matrix of " + Figures.count(sum) + ".");
    }

    private static Optional<String> metrics(Evaluation evaluation) {
        if (evaluation.metrics() == null || evaluation.metrics().isEmpty()) {
            return Optional.of("The evaluation holds no metrics.");
        }
        return evaluation.gateable().entrySet().stream()
                .filter(e -> e.getValue() == null)
                .findFirst()
                .map(e -> "The evaluation has neither a value nor a reason for " + e.getKey() + ".");
    }

    private static String sentence(Contradiction found) {
        Double said = found.said();
        return "The evaluation contradicts itself: " + found.what() + " is "
                + (said == null ? "undefined" : Figures.beside(said, allowed(found))) + ", and by " + found.witness()
                + " it is " + found(found) + ".";
    }

    private static String found(Contradiction found) {
        if (found.lower() == null) {
            return "undefined";
        }
        String limit = found.lower().equals(found.upper()) ? "" : isBelow(found) ? "no less than " : "no more than ";
        double shown = allowed(found);
        return limit + (found.said() == null ? Figures.rounded(shown) : Figures.beside(shown, found.said()));
    }

    /** The allowed value that is nearest to the one said. */
    private static double allowed(Contradiction found) {
        if (found.lower() == null) {
            return found.said();
        }
        return isBelow(found) ? found.lower() : found.upper();
    }

    private static boolean isBelow(Contradiction found) {
        return found.said() != null && found.said() < found.lower();
    }
}
