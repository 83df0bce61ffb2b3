package io.jenkins.plugins.mlpipeline.engine.training.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import io.jenkins.plugins.mlpipeline.engine.training.Samples;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxCheck;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxExport;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxSession;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forests that are compared with ONNX Runtime in parts: labels and values are noise, so that every row gets a leaf. */
class LargeForestTest {
    private static final int ROWS = 3000;

    private final SplittableRandom random = new SplittableRandom(3);
    private final Table rows =
            Samples.numbers(random.doubles(ROWS).toArray(), random.doubles(ROWS).toArray());

    private Labels noise(Task task) {
        if (task == Task.REGRESSION) {
            return Labels.numbers("y", random.doubles(ROWS, 50, 70).toArray());
        }
        List<String> names = task == Task.BINARY ? List.of("a", "b") : List.of("a", "b", "c");
        return Labels.classes(
                "y", task, names, random.ints(ROWS, 0, names.size()).toArray());
    }

    private VotingTrees forest(Labels labels, int trees) {
        Hyperparameters hyperparameters =
                Algorithm.RANDOM_FOREST.hyperparameters(Map.of("n_estimators", trees), labels.task());
        FitContext context = new FitContext(1, 2, (step, of, training, validation) -> {});
        return (VotingTrees) Algorithm.RANDOM_FOREST.learner(hyperparameters).fit(rows, labels, context);
    }

    private static int nodes(VotingTrees forest) {
        return forest.trees().stream().mapToInt(Tree::size).sum();
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void partsHaveAllTreesAndAnswerAsOnnxRuntimeDoes(Task task) {
        Labels labels = noise(task);
        VotingTrees forest = forest(labels, 150);

        List<VotingTrees> parts =
                forest.parts().stream().map(VotingTrees.class::cast).toList();

        assertThat(nodes(forest)).isGreaterThan(VotingTrees.PART_NODES);
        assertThat(parts.stream().flatMap(part -> part.trees().stream()).toList())
                .isEqualTo(forest.trees());
        assertThat(parts)
                .hasSizeGreaterThan(1)
                .allSatisfy(part -> assertThat(nodes(part)).isLessThanOrEqualTo(VotingTrees.PART_NODES));
        assertThat(OnnxCheck.compare(forest, rows, labels, 10, 1)).isBetween(0.0, 1e-6);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void wholeFileAnswersAsTheLearner(Task task) throws OrtException {
        Labels labels = noise(task);
        VotingTrees forest = forest(labels, 150);

        try (OnnxSession session = new OnnxSession(OnnxExport.of(forest, task, labels.names()), 1)) {
            float[][] actual =
                    session.run(rows, forest.preprocessing().columns()).scores();
            float[][] expected = forest.predict(rows);
            for (int i = 0; i < ROWS; i++) {
                for (int k = 0; k < expected[i].length; k++) {
                    assertThat(actual[i][k]).isCloseTo(expected[i][k], within(task == Task.REGRESSION ? 1e-4f : 1e-5f));
                }
            }
        }
    }

    @Test
    void smallForestIsOnePart() {
        VotingTrees forest = forest(noise(Task.BINARY), 10);

        assertThat(forest.parts()).containsExactly(forest);
    }

    @Test
    void treeThatIsLargerThanAPartIsOneOfItsOwn() {
        int large = VotingTrees.PART_NODES + 1;
        Tree tree = new Tree(
                0,
                1,
                new int[large],
                new int[large],
                new int[large],
                new float[large],
                new boolean[large],
                new float[large]);
        VotingTrees forest = new VotingTrees(null, Task.BINARY, List.of(tree, tree), 1, null);

        assertThat(forest.parts()).hasSize(2);
    }
}
