package io.jenkins.plugins.mlpipeline.engine.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.Samples;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Networks whose loss is known in closed form. */
class NetworkScoreTest {
    private static final int ROWS = 400;
    private static final int RARE = 20;

    private static final Table TABLE = Samples.numbers(
            IntStream.range(0, ROWS).mapToDouble(i -> i < RARE ? 1 : 0).toArray());
    private static final Preprocessing PREPROCESSING = Preprocessing.learn(
                    TABLE, rare(), Preprocessing.Style.DENSE, ManyCategories.TARGET, 1)
            .preprocessing();

    /** A network without hidden layers whose answer depends on the one column, if on anything. */
    private static NetworkScore score(Labels labels, Map<String, ?> given, float weight, float bias) {
        NetworkTarget target = NetworkTarget.of(labels, Algorithm.MLP.hyperparameters(given, labels.task()));
        NetworkShape shape = new NetworkShape(new int[] {1, 1}, Activation.RELU);
        Network network = new Network(
                PREPROCESSING,
                labels.task(),
                target.scale(),
                new NetworkWeights(shape, List.of(new float[] {weight}), List.of(new float[] {bias})),
                List.of(),
                List.of());
        return NetworkScore.of(
                network,
                PREPROCESSING.over(TABLE),
                target,
                IntStream.range(0, ROWS).toArray());
    }

    private static Labels rare() {
        int[] codes = new int[ROWS];
        Arrays.fill(codes, 0, RARE, 1);
        return Labels.classes("y", Task.BINARY, List.of("0", "1"), codes);
    }

    @Test
    void theSharesOfTheLabelsScoreNothing() {
        NetworkScore shares = score(rare(), Map.of(), 0, (float) Math.log(0.05 / 0.95));
        assertThat(shares.loss()).isCloseTo(-0.05 * Math.log(0.05) - 0.95 * Math.log(0.95), within(1e-6));
        assertThat(shares.score()).isCloseTo(0, within(1e-5));
    }

    /** Never to predict the rare label is right on 95 % of the rows. */
    @Test
    void aRankingIsMoreThanNeverPredictingTheLabel() {
        double never = score(rare(), Map.of(), 0, -12).score();
        double ranking = score(rare(), Map.of(), 0.5f, -3.5f).score();
        double backwards = score(rare(), Map.of(), -0.5f, -3.5f).score();
        assertThat(never).isNegative();
        assertThat(backwards).isNegative();
        assertThat(ranking).isBetween(0.1, 1.0);
    }

    @Test
    void weightedRowsAreComparedWithWeightedShares() {
        Map<String, ?> balanced = Map.of("class_weight", "balanced");
        NetworkScore even = score(rare(), balanced, 0, 0);
        assertThat(even.loss()).isCloseTo(Math.log(2), within(1e-6));
        assertThat(even.score()).isCloseTo(0, within(1e-5));
        assertThat(score(rare(), balanced, 0, -3).score()).isNegative();
    }

    @Test
    void ofARegressionItIsR2() {
        double[] values = IntStream.range(0, ROWS)
                .mapToDouble(i -> (i < RARE ? 10 : 0) + i % 2)
                .toArray();
        NetworkScore mean = score(Labels.numbers("y", values), Map.of(), 0, 0);
        assertThat(mean.score()).isCloseTo(0, within(1e-5));
        // The column explains all but the parity of the row, whose variance is a quarter; the values' is 5.
        NetworkScore column = score(Labels.numbers("y", values), Map.of(), (float) Math.sqrt(4.75 / 5), 0);
        assertThat(column.score()).isCloseTo(1 - 0.25 / 5, within(1e-3));
    }
}
