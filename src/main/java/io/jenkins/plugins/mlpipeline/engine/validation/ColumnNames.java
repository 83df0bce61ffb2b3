package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of columns that tell what a predictions file holds there: those of scikit-learn's functions and of common tools. */
final class ColumnNames {
    static final Set<String> TRUTH = Set.of(
            "label",
            "labels",
            "target",
            "truth",
            "groundtruth",
            "actual",
            "ytrue",
            "truelabel",
            "trueclass",
            "expected");
    static final Set<String> PREDICTION = Set.of(
            "prediction", "predictions", "predicted", "pred", "ypred", "yhat", "predictedlabel", "predictedclass");
    static final Set<String> SCORE =
            Set.of("probability", "proba", "prob", "yproba", "yprob", "predictedprobability", "predictproba");
    private static final List<String> OF_A_LABEL = List.of("probability", "proba", "prob", "p");

    private ColumnNames() {}

    /** Whether a column has one of the names, written in any case, with any of {@code _}, {@code -}, {@code .} and blanks. */
    static boolean isOne(String column, Set<String> names) {
        return names.contains(column.replaceAll("[_.\\- ]", "").toLowerCase(Locale.ROOT));
    }

    /**
     * The columns with the probability of a label, as {@code proba_yes}, by label in the order of the file.
     *
     * @return empty unless two or more columns begin alike and no label has two
     */
    static Map<String, String> scoresByLabel(List<String> header) {
        for (String of : OF_A_LABEL) {
            Map<String, String> found = new LinkedHashMap<>();
            boolean twice = false;
            for (String column : header) {
                String rest = after(column, of);
                twice |= rest != null && found.put(Labels.canonical(rest), column) != null;
            }
            if (found.size() > 1 && !twice) {
                return found;
            }
        }
        return Map.of();
    }

    /** What stands behind a word and a mark, as {@code yes} in {@code proba_yes}; null where that is not so. */
    private static String after(String column, String word) {
        int n = word.length();
        return column.length() > n + 1
                        && column.regionMatches(true, 0, word, 0, n)
                        && "_.-: ".indexOf(column.charAt(n)) >= 0
                ? column.substring(n + 1)
                : null;
    }
}
