package io.jenkins.plugins.mlpipeline.engine.training;

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
    /** A feed-forward neural network, as scikit-learn's MLP. */
    MLP,
    /** L2-penalised logistic regression. */
    LOGISTIC_REGRESSION,
    /** Least squares. */
    LINEAR_REGRESSION;

    /** The name in options, specs and files. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The algorithm of that name.
     *
     * @throws UserError when there is none
     */
    @JsonCreator
    public static Algorithm of(String key) {
        List<String> known = Arrays.stream(values()).map(Algorithm::key).toList();
        return Arrays.stream(values())
                .filter(a -> a.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new UserError("algorithm \"" + key + "\" is unknown. " + NearNames.hint(key, known)));
    }
}
