package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code auto} compares. */
final class Candidates {
    /** Training rows above which networks stop early, as boosted trees do by themselves. */
    private static final int MANY_ROWS = 10_000;

    private Candidates() {}

    /**
     * The learners to compare, in the order in which ties are decided.
     *
     * @param given null: those compared by default that learn the task
     * @throws UserError when one of them does not learn the task
     */
    static List<Algorithm> of(List<Algorithm> given, Task task) {
        for (Algorithm algorithm : given == null ? List.<Algorithm>of() : given) {
            requireLearns("candidate", algorithm, task);
        }
        return Arrays.stream(Algorithm.values())
                .filter(a -> given == null
                        ? a.kind().comparedByDefault() && a.learns(task)
                        : a != Algorithm.AUTO && given.contains(a))
                .toList();
    }

    /**
     * Checks that a learner fits the task.
     *
     * @param what what to call it
     * @throws UserError when it does not
     */
    static void requireLearns(String what, Algorithm algorithm, Task task) {
        if (!algorithm.learns(task)) {
            Algorithm other = task == Task.REGRESSION ? Algorithm.LINEAR_REGRESSION : Algorithm.LOGISTIC_REGRESSION;
            throw new UserError(what + " " + algorithm.key() + " does not learn a " + task.key() + " task. Use "
                    + other.key() + ", or set the task.");
        }
    }

    /**
     * Checks the hyperparameters given to {@code auto}.
     *
     * @throws UserError for one that does not mean the same to all candidates
     */
    static void check(Collection<String> names) {
        List<String> shared = Algorithm.AUTO.kind().hyperparameters().stream()
                .map(Hyperparameter::name)
                .toList();
        for (String name : names) {
            if (!shared.contains(name)) {
                throw new UserError("hyperparameter " + name + " belongs to one algorithm, and auto compares several."
                        + " Name the algorithm, or leave the hyperparameter out.");
            }
        }
    }

    /** The hyperparameters of a candidate: those given, and what its kind has where there are many rows. */
    static Hyperparameters hyperparameters(Algorithm algorithm, Map<String, ?> given, Task task, int rows) {
        Map<String, Object> all = new LinkedHashMap<>(given);
        if (rows > MANY_ROWS) {
            all.putAll(algorithm.kind().manyRows());
        }
        return algorithm.hyperparameters(all, task);
    }
}
