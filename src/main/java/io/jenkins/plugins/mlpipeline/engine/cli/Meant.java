package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people write who know another tool, and what it is called here. */
final class Meant {
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("--target", "--label"),
            Map.entry("--target-column", "--label"),
            Map.entry("--label-column", "--label"),
            Map.entry("--y", "--label"),
            Map.entry("--positive-label", "--pos-label"),
            Map.entry("--positive", "--pos-label"),
            Map.entry("--input", "--data"),
            Map.entry("--dataset", "--data"),
            Map.entry("--train-data", "--data"),
            Map.entry("--training-data", "--data"),
            Map.entry("--csv", "--data"),
            Map.entry("--validation-size", "--test-size"),
            Map.entry("--holdout", "--test-size"),
            Map.entry("--out", "--output"),
            Map.entry("-o", "--output"),
            Map.entry("--output-dir", "--output"),
            Map.entry("--random-state", "--seed"),
            Map.entry("--n-jobs", "--threads"),
            Map.entry("--jobs", "--threads"),
            Map.entry("--exclude", "--ignore"),
            Map.entry("--drop", "--ignore"),
            Map.entry("--config", "--spec"),
            Map.entry("--estimator", "--algorithm"),
            Map.entry("--params", "--hyperparameter"),
            Map.entry("--param", "--hyperparameter"),
            Map.entry("--prevalence", "--positive"),
            Map.entry("--expected", "--expect"),
            Map.entry("--sep", "--delimiter"),
            Map.entry("--separator", "--delimiter"),
            Map.entry("--encoding", "--charset"),
            Map.entry("--model-path", "--model"),
            Map.entry("--test", "--test-data"),
            Map.entry("--threshold", "--gate"),
            Map.entry("--min", "--gate"));

    /** By the name without all that is not a letter. */
    private static final Map<String, Algorithm> ALGORITHMS = Map.ofEntries(
            Map.entry("xgboost", Algorithm.GRADIENT_BOOSTING),
            Map.entry("xgb", Algorithm.GRADIENT_BOOSTING),
            Map.entry("xgbclassifier", Algorithm.GRADIENT_BOOSTING),
            Map.entry("xgbregressor", Algorithm.GRADIENT_BOOSTING),
            Map.entry("lightgbm", Algorithm.GRADIENT_BOOSTING),
            Map.entry("lgbm", Algorithm.GRADIENT_BOOSTING),
            Map.entry("lgbmclassifier", Algorithm.GRADIENT_BOOSTING),
            Map.entry("lgbmregressor", Algorithm.GRADIENT_BOOSTING),
            Map.entry("catboost", Algorithm.GRADIENT_BOOSTING),
            Map.entry("gbm", Algorithm.GRADIENT_BOOSTING),
            Map.entry("gbdt", Algorithm.GRADIENT_BOOSTING),
            Map.entry("gradientboostingclassifier", Algorithm.GRADIENT_BOOSTING),
            Map.entry("gradientboostingregressor", Algorithm.GRADIENT_BOOSTING),
            Map.entry("histgradientboosting", Algorithm.GRADIENT_BOOSTING),
            Map.entry("histgradientboostingclassifier", Algorithm.GRADIENT_BOOSTING),
            Map.entry("histgradientboostingregressor", Algorithm.GRADIENT_BOOSTING),
            Map.entry("rf", Algorithm.RANDOM_FOREST),
            Map.entry("randomforestclassifier", Algorithm.RANDOM_FOREST),
            Map.entry("randomforestregressor", Algorithm.RANDOM_FOREST),
            Map.entry("extratrees", Algorithm.RANDOM_FOREST),
            Map.entry("logreg", Algorithm.LOGISTIC_REGRESSION),
            Map.entry("logisticregressioncv", Algorithm.LOGISTIC_REGRESSION),
            Map.entry("linearmodel", Algorithm.LINEAR_REGRESSION),
            Map.entry("ols", Algorithm.LINEAR_REGRESSION),
            Map.entry("ridge", Algorithm.LINEAR_REGRESSION),
            Map.entry("mlpclassifier", Algorithm.MLP),
            Map.entry("mlpregressor", Algorithm.MLP),
            Map.entry("nn", Algorithm.MLP),
            Map.entry("neuralnetwork", Algorithm.MLP),
            Map.entry("automl", Algorithm.AUTO));

    private Meant() {}

    /**
     * The option that another tool's name stands for.
     *
     * @param written as it was written, with a value after {@code =} perhaps
     * @param known the command's options
     */
    static Optional<String> option(String written, Set<String> known) {
        int value = written.indexOf('=');
        String name = (value < 0 ? written : written.substring(0, value)).replace('_', '-');
        return Optional.ofNullable(known.contains(name) ? name : OPTIONS.get(name.toLowerCase(Locale.ROOT)))
                .filter(known::contains)
                .filter(option -> !option.equals(written));
    }

    /**
     * Requires an algorithm's name.
     *
     * @param name null when none was given
     * @throws UserError when it is another tool's name for one that is here; other unknown names are for others to refuse
     */
    static void requireOwnAlgorithm(String option, String name) {
        if (name == null || Algorithm.keys().contains(name)) {
            return;
        }
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        Algorithm meant = ALGORITHMS.get(letters);
        for (Algorithm algorithm : Algorithm.values()) {
            if (algorithm.key().replace("_", "").equals(letters)) {
                meant = algorithm;
            }
        }
        if (meant != null) {
            throw new UserError(option + ": \"" + name + "\" is called " + meant.key() + " here. Write " + option + " "
                    + meant.key() + ".");
        }
    }
}
