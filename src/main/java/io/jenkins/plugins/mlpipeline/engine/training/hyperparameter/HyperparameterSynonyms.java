package io.jenkins.plugins.mlpipeline.engine.training.hyperparameter;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What other libraries, or another learner of scikit-learn's, call a hyperparameter. */
final class HyperparameterSynonyms {
    private static final List<String> ITERATIONS = List.of("max_iter", "n_estimators");
    private static final List<String> STEP = List.of("learning_rate", "learning_rate_init");
    private static final List<String> LEAVES = List.of("max_leaf_nodes");
    private static final List<String> SMALLEST_LEAF = List.of("min_samples_leaf");
    private static final List<String> PENALTY = List.of("l2_regularization", "alpha", "C");

    /** First the likelier. */
    private static final Map<String, List<String>> MEANT = Map.ofEntries(
            Map.entry("n_estimators", ITERATIONS),
            Map.entry("max_iter", ITERATIONS),
            Map.entry("num_boost_round", ITERATIONS),
            Map.entry("num_iterations", ITERATIONS),
            Map.entry("iterations", ITERATIONS),
            Map.entry("num_trees", ITERATIONS),
            Map.entry("epochs", ITERATIONS),
            Map.entry("n_epochs", ITERATIONS),
            Map.entry("eta", STEP),
            Map.entry("lr", STEP),
            Map.entry("learning_rate", STEP),
            Map.entry("num_leaves", LEAVES),
            Map.entry("max_leaves", LEAVES),
            Map.entry("min_child_samples", SMALLEST_LEAF),
            Map.entry("min_data_in_leaf", SMALLEST_LEAF),
            Map.entry("lambda", PENALTY),
            Map.entry("reg_lambda", PENALTY),
            Map.entry("lambda_l2", PENALTY),
            Map.entry("weight_decay", PENALTY),
            Map.entry("max_bin", List.of("max_bins")),
            Map.entry("seed", List.of("random_state")),
            Map.entry("hidden_units", List.of("hidden_layer_sizes")),
            Map.entry("layers", List.of("hidden_layer_sizes")),
            Map.entry("early_stopping_rounds", List.of("n_iter_no_change")));

    private HyperparameterSynonyms() {}

    /**
     * A sentence that says what is meant.
     *
     * @param known the algorithm's own names
     */
    static Optional<String> meant(String name, Collection<String> known) {
        return MEANT.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .filter(known::contains)
                .findFirst()
                .map(own -> "Here it is called " + own + ".");
    }
}
