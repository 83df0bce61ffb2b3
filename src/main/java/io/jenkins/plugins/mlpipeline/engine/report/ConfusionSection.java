package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/** Which labels are taken for which. With many labels only the pairs that are confused most. */
final class ConfusionSection {
    private static final int MOST_LABELS = 20;
    private static final int MOST_PAIRS = 30;
    private static final int SHADES = 10;

    private ConfusionSection() {}

    static void write(Markup page, ReportInput input) {
        ConfusionMatrix matrix = input.evaluation().confusionMatrix();
        if (!square(matrix)) {
            return;
        }
        Section.CONFUSION.card(page, s -> {
            if (matrix.labels().size() <= MOST_LABELS) {
                String positive = input.evaluation().posLabel();
                s.text(
                        "p",
                        "Rows are the true labels, columns the predicted ones; the shade is the share of the true label's"
                                + " rows."
                                + (positive == null ? "" : " The positive label is \u201c" + positive + "\u201d."),
                        "class",
                        "muted");
                matrix(s, matrix);
                if (matrix.weights() != null) {
                    s.text(
                            "p",
                            "These are numbers of rows. Metrics are of what the rows count for by their weights, which"
                                    + " evaluation.json has in the same places (confusionMatrix.weights).");
                }
                if (matrix.others() != null) {
                    s.text(
                            "p",
                            Figures.count(LongStream.of(matrix.others()).sum())
                                    + " rows were predicted something that is none of the labels; they are in no column, and"
                                    + " count as wrong.");
                }
                if (positive != null && matrix.labels().size() == 2) {
                    s.text("p", inWords(matrix, positive));
                }
            } else {
                pairs(s, matrix);
            }
        });
    }

    private static String inWords(ConfusionMatrix matrix, String positive) {
        int p = matrix.labels().indexOf(positive);
        if (p < 0) {
            return "";
        }
        long[] positives = matrix.counts()[p];
        long[] others = matrix.counts()[1 - p];
        return "Of " + Figures.count(positives[0] + positives[1]) + " rows that are \u201c" + positive + "\u201d, "
                + Figures.count(positives[p]) + " were found and " + Figures.count(positives[1 - p])
                + " were missed; of " + Figures.count(others[0] + others[1]) + " others, " + Figures.count(others[p])
                + " were flagged wrongly.";
    }

    /** Which of two labels is the positive one; empty when there are not two, or it is not known. */
    static OptionalInt positive(Evaluation evaluation) {
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        if (!square(matrix) || matrix.labels().size() != 2 || evaluation.posLabel() == null) {
            return OptionalInt.empty();
        }
        int positive = matrix.labels().indexOf(evaluation.posLabel());
        return positive < 0 ? OptionalInt.empty() : OptionalInt.of(positive);
    }

    /** Whether counts and labels fit each other: the document may come from anywhere. */
    static boolean square(ConfusionMatrix matrix) {
        int k = matrix == null || matrix.labels() == null ? 0 : matrix.labels().size();
        if (k == 0 || matrix.counts() == null || matrix.counts().length != k) {
            return false;
        }
        if (matrix.others() != null && matrix.others().length != k) {
            return false;
        }
        for (long[] row : matrix.counts()) {
            if (row == null || row.length != k) {
                return false;
            }
        }
        return true;
    }

    private static void matrix(Markup section, ConfusionMatrix matrix) {
        int k = matrix.labels().size();
        List<String> head = new ArrayList<>(List.of("true \\ predicted"));
        matrix.labels().forEach(label -> head.add("#" + label));
        head.add("#rows");
        head.add("#recall");
        Grid.table(
                section,
                "Confusion matrix",
                head,
                body -> {
                    for (int i = 0; i < k; i++) {
                        row(body, matrix, i);
                    }
                    precision(body, matrix);
                },
                "confusion");
    }

    private static void row(Markup body, ConfusionMatrix matrix, int i) {
        long rows = LongStream.of(matrix.counts()[i]).sum() + (matrix.others() == null ? 0 : matrix.others()[i]);
        body.in("tr", row -> {
            row.text("th", matrix.labels().get(i), "scope", "row");
            for (int j = 0; j < matrix.labels().size(); j++) {
                long count = matrix.counts()[i][j];
                double share = rows == 0 ? 0 : (double) count / rows;
                row.in(
                        "td",
                        cell -> cell.text("strong", Figures.count(count)).text("span", percent(share)),
                        "class",
                        (i == j ? "right" : "wrong") + " shade-" + Math.round(share * SHADES));
            }
            Grid.number(row, Figures.count(rows));
            Grid.number(row, rows == 0 ? "\u2013" : percent((double) matrix.counts()[i][i] / rows));
        });
    }

    private static void precision(Markup body, ConfusionMatrix matrix) {
        body.in(
                "tr",
                row -> {
                    row.text("th", "precision", "scope", "row");
                    for (int j = 0; j < matrix.labels().size(); j++) {
                        int column = j;
                        long predicted = LongStream.range(0, matrix.counts().length)
                                .map(i -> matrix.counts()[(int) i][column])
                                .sum();
                        row.text(
                                "td",
                                predicted == 0 ? "\u2013" : percent((double) matrix.counts()[j][j] / predicted),
                                "class",
                                "share");
                    }
                    row.in("td", m -> {}, "colspan", "2");
                },
                "class",
                "foot");
    }

    private static void pairs(Markup section, ConfusionMatrix matrix) {
        record Pair(int truth, int predicted, long rows) {}
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < matrix.labels().size(); i++) {
            for (int j = 0; j < matrix.labels().size(); j++) {
                if (i != j && matrix.counts()[i][j] > 0) {
                    pairs.add(new Pair(i, j, matrix.counts()[i][j]));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(Pair::rows).reversed());
        section.text(
                "p",
                "There are " + matrix.labels().size() + " labels; these are confused most often.",
                "class",
                "muted");
        Grid.table(
                section,
                "Labels that are confused most often",
                List.of("True", "Predicted", "#Rows"),
                body -> pairs.stream()
                        .limit(MOST_PAIRS)
                        .forEach(pair -> body.in("tr", row -> {
                            row.text("td", matrix.labels().get(pair.truth()));
                            row.text("td", matrix.labels().get(pair.predicted()));
                            Grid.number(row, Figures.count(pair.rows()));
                        })),
                "plain");
        Section.more(section, pairs.size(), MOST_PAIRS, "pairs");
    }

    private static String percent(double share) {
        return Figures.percent(Math.round(share * 1000) / 1000.0);
    }
}
