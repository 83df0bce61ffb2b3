package io.jenkins.plugins.mlpipeline.engine.training.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.engine.training.bayes.BayesLearners;
import io.jenkins.plugins.mlpipeline.engine.training.boosting.BoostingLearners;
import io.jenkins.plugins.mlpipeline.engine.training.forest.ForestLearners;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Common;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LearnerKind;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Library;
import io.jenkins.plugins.mlpipeline.engine.training.linear.LinearLearners;
import io.jenkins.plugins.mlpipeline.engine.training.network.NetworkLearners;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The catalogue of learners, by the names that options and specs use and in the order in which {@code auto} decides ties.
 * Nothing else lists them; it loads none of their libraries.
 */
public enum Algorithm {
    /** Cross-validates others and takes the best. */
    AUTO(new LearnerKind(
            LearnerKind.ANY_TASK,
            Library.PYTORCH,
            false,
            List.of(Common.CLASS_WEIGHT, Common.MANY_CATEGORIES),
            Map.of(),
            Map.of(),
            hyperparameters -> {
                throw new IllegalArgumentException("auto is a choice of learners, not one");
            })),
    /** Gradient-boosted trees. */
    GRADIENT_BOOSTING(BoostingLearners.GRADIENT_BOOSTING),
    /** A forest of randomised trees. */
    RANDOM_FOREST(ForestLearners.RANDOM_FOREST),
    /** Logistic regression. */
    LOGISTIC_REGRESSION(LinearLearners.LOGISTIC_REGRESSION),
    /** Least squares. */
    LINEAR_REGRESSION(LinearLearners.LINEAR_REGRESSION),
    /** A neural network. */
    MLP(NetworkLearners.MLP),
    /** Naive Bayes with normal distributions. */
    GAUSSIAN_NB(BayesLearners.GAUSSIAN_NB);

    private final LearnerKind kind;

    Algorithm(LearnerKind kind) {
        this.kind = kind;
    }

    /** The name in options, specs and files. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is known of it. */
    public LearnerKind kind() {
        return kind;
    }

    /** Whether it learns such a task. */
    public boolean learns(Task task) {
        return kind.tasks().contains(task);
    }

    /** Whether it computes with PyTorch, which is large and not everywhere. */
    public boolean needsTorch() {
        return kind.library() == Library.PYTORCH;
    }

    /**
     * All hyperparameters: those given, and the standard for the others.
     *
     * @param given by name: texts, numbers, booleans, lists or null ({@code none})
     * @throws UserError for a name that is unknown or not supported, or a value out of range
     */
    public Hyperparameters hyperparameters(Map<String, ?> given, Task task) {
        return Hyperparameters.of(key(), kind.hyperparameters(), kind.unsupported(), given, task == Task.REGRESSION);
    }

    /** Something that learns with these hyperparameters; not for {@link #AUTO}. */
    public Learner learner(Hyperparameters hyperparameters) {
        return kind.factory().apply(hyperparameters);
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
