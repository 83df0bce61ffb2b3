package io.jenkins.plugins.mlpipeline.engine.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.mlpipeline.engine.NearNames;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The learners by the names that options and specs use. */
public enum Algorithm {
    /** Cross-validates the others and takes the best. */
    AUTO,
    /** Gradient-boosted trees, as scikit-learn's HistGradientBoosting. */
    GRADIENT_BOOSTING,
    /** A forest of randomised trees, as scikit-learn's RandomForest. */
    RANDOM_FOREST,
    /** L2-penalised logistic regression, as scikit-learn's LogisticRegression. */
    LOGISTIC_REGRESSION,
    /** Least squares, as scikit-learn's LinearRegression. */
    LINEAR_REGRESSION,
    /** A feed-forward neural network, as scikit-learn's MLP. */
    MLP;

    /** The name in options, specs and files. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it learns such a task. */
    public boolean learns(Task task) {
        return switch (this) {
            case LOGISTIC_REGRESSION -> task.isClassification();
            case LINEAR_REGRESSION -> !task.isClassification();
            case AUTO, GRADIENT_BOOSTING, RANDOM_FOREST, MLP -> true;
        };
    }

    /** Whether it computes with PyTorch, which is large and not everywhere. */
    public boolean needsTorch() {
        return switch (this) {
            case GRADIENT_BOOSTING, RANDOM_FOREST -> false;
            case AUTO, LOGISTIC_REGRESSION, LINEAR_REGRESSION, MLP -> true;
        };
    }

    /** All names, {@code auto} first. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Algorithm::key).toList();
    }

    /** The names of the learners that {@link #AUTO} can compare, in the order in which ties are decided. */
    public static List<String> candidateKeys() {
        return keys().stream().filter(key -> !key.equals(AUTO.key())).toList();
    }

    /**
     * The algorithm of that name.
     *
     * @throws UserError when there is none
     */
    @JsonCreator
    public static Algorithm of(String key) {
        return Arrays.stream(values())
                .filter(a -> a.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new UserError("algorithm \"" + key + "\" is unknown. " + NearNames.hint(key, keys())));
    }
}
