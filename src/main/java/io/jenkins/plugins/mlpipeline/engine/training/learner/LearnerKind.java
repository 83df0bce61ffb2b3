package io.jenkins.plugins.mlpipeline.engine.training.learner;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * All that is known of a learner before one learns. The controller reads it too, so that a description refers to no library:
 * only what {@link #factory} makes may need {@link #library}.
 *
 * @param tasks what it learns
 * @param library what it computes with
 * @param comparedByDefault whether {@code auto} compares it when no candidates are named
 * @param hyperparameters what can be set, in the order in which it is shown
 * @param unsupported scikit-learn's hyperparameters that it does not have here, each with the reason
 * @param manyRows values that {@code auto} sets for it where there are many training rows
 * @param factory makes a learner with all hyperparameters in force; a lambda, because a method reference would load the
 *     learner's class, and with it the library, when the description is read
 */
public record LearnerKind(
        Set<Task> tasks,
        Library library,
        boolean comparedByDefault,
        List<Hyperparameter> hyperparameters,
        Map<String, String> unsupported,
        Map<String, Object> manyRows,
        Function<Hyperparameters, Learner> factory) {
    /** The tasks of a learner that predicts labels. */
    public static final Set<Task> CLASSIFICATION = Set.of(Task.BINARY, Task.MULTICLASS);

    /** The tasks of a learner that predicts numbers. */
    public static final Set<Task> REGRESSION = Set.of(Task.REGRESSION);

    /** The tasks of a learner that predicts both. */
    public static final Set<Task> ANY_TASK = Set.of(Task.values());

    public LearnerKind {
        tasks = Set.copyOf(tasks);
        hyperparameters = List.copyOf(hyperparameters);
        unsupported = Map.copyOf(unsupported);
        manyRows = Map.copyOf(manyRows);
    }
}
