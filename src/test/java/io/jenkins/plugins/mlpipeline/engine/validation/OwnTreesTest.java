package io.jenkins.plugins.mlpipeline.engine.validation;

import static io.jenkins.plugins.mlpipeline.engine.validation.SmallGraph.floats;
import static io.jenkins.plugins.mlpipeline.engine.validation.SmallGraph.integer;
import static io.jenkins.plugins.mlpipeline.engine.validation.SmallGraph.integers;
import static io.jenkins.plugins.mlpipeline.engine.validation.SmallGraph.text;
import static io.jenkins.plugins.mlpipeline.engine.validation.SmallGraph.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BoundModel;
import io.jenkins.plugins.mlpipeline.engine.model.predict.InputBatch;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that are evaluated here answer what ONNX Runtime answers, and leave alone what they don't understand. */
class OwnTreesTest {
    /** Exported models that are trees and nothing else. */
    private static final Set<String> TREES = Set.of(
            "boosting",
            "forest_int_tensor",
            "forest_int_zipmap",
            "forest_str_tensor",
            "forest_str_zipmap",
            "lightgbm_multiclass",
            "lightgbm_regressor",
            "lightgbm_zipmap",
            "regressor_boosting",
            "regressor_forest",
            "xgboost_binary_missing",
            "xgboost_multiclass",
            "xgboost_regressor");

    @TempDir
    Path folder;

    static Stream<ForeignCase> trees() throws Exception {
        return ForeignCase.all().filter(c -> TREES.contains(c.name()));
    }

    static Stream<ForeignCase> others() throws Exception {
        return ForeignCase.all().filter(c -> !TREES.contains(c.name()));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void exportedTreesAreTakenOverAndAnswerTheSame(ForeignCase expected) throws Exception {
        assertThat(tookOver(expected.request())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatIsNotTreesAloneStaysWithOnnxRuntime(ForeignCase expected) throws Exception {
        assertThat(tookOver(expected.request())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT"})
    void everyComparisonIsExactAtTheThresholdAndForMissingValues(String mode) throws Exception {
        for (long missingTrue = 0; missingTrue < 2; missingTrue++) {
            Path model = regressor(
                    "SUM",
                    texts("nodes_modes", mode, "LEAF", mode, "LEAF", "LEAF"),
                    integers("nodes_missing_value_tracks_true", missingTrue, 0, 1 - missingTrue, 0, 0));

            assertThat(tookOver(request(model))).as(mode + missingTrue).isTrue();
        }
    }

    /** From a leaf alone to a chain of twenty decisions, with thresholds of one size and of all sizes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 9, 20})
    void treesOfAnyShapeAnswerTheSame(int depth) throws Exception {
        for (int seed = 0; seed < 4; seed++) {
            RandomTrees trees = new RandomTrees(depth, seed % 2 == 0 ? 1 : 0, seed);

            assertThat(tookOver(ValidationRequest.of(trees.write(folder), trees.rows(folder), "y")))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void averagesAreDividedAsOnnxRuntimeDoes() throws Exception {
        assertThat(tookOver(request(
                        regressor("AVERAGE", texts("nodes_modes", "BRANCH_LEQ", "LEAF", "BRANCH_LT", "LEAF", "LEAF")))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRANCH_EQ", "BRANCH_NEQ"})
    void otherComparisonsStayWithOnnxRuntime(String mode) throws Exception {
        assertThat(tookOver(request(regressor("SUM", texts("nodes_modes", mode, "LEAF", mode, "LEAF", "LEAF")))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIN", "MAX"})
    void otherAggregationsStayWithOnnxRuntime(String function) throws Exception {
        assertThat(tookOver(request(
                        regressor(function, texts("nodes_modes", "BRANCH_LEQ", "LEAF", "BRANCH_LEQ", "LEAF", "LEAF")))))
                .isFalse();
    }

    @Test
    void theEvaluationSaysWhoEvaluatedTheTrees() throws Exception {
        ForeignCase forest = ForeignCase.of("forest_str_tensor");
        Path few = forest.request().data().get(0);
        List<String> lines = Files.readAllLines(few);
        List<String> many = new ArrayList<>(lines);
        while (many.size() < 5000) {
            many.addAll(lines.subList(1, lines.size()));
        }
        Path repeated = Files.write(folder.resolve("many.csv"), many);

        Evaluation ofFew = run(forest.request().model(), few);
        Evaluation ofMany = run(forest.request().model(), repeated);

        assertThat(ofFew.environment()).doesNotContainKey("trees");
        assertThat(ofMany.environment()).containsEntry("trees", "own evaluation");
        assertThat(ofMany.metrics().get("accuracy").value())
                .isEqualTo(ofFew.metrics().get("accuracy").value());
        assertThat(ofMany.warnings()).hasSameSizeAs(ofFew.warnings());
    }

    private static Evaluation run(Path model, Path rows) throws Exception {
        return Validation.run(
                ValidationRequest.of(model, rows, "species"), ValidationListener.SILENT, Clock.systemUTC());
    }

    /** A tree: a root with one leaf and an inner node with two, whose thresholds are 0 and 0.1. */
    private Path regressor(String function, AttributeProto... changing) throws Exception {
        List<AttributeProto> attributes = new ArrayList<>(List.of(
                integer("n_targets", 1),
                text("aggregate_function", function),
                integers("nodes_treeids", 0, 0, 0, 0, 0),
                integers("nodes_nodeids", 0, 1, 2, 3, 4),
                integers("nodes_featureids", 0, 0, 1, 0, 0),
                floats("nodes_values", 0f, 0f, 0.1f, 0f, 0f),
                integers("nodes_truenodeids", 1, 0, 3, 0, 0),
                integers("nodes_falsenodeids", 2, 0, 4, 0, 0),
                integers("target_treeids", 0, 0, 0),
                integers("target_nodeids", 1, 3, 4),
                integers("target_ids", 0, 0, 0),
                floats("target_weights", 0.1f, 0.7f, -3.3f)));
        attributes.addAll(List.of(changing));
        return SmallGraph.treeRegressor(folder, 2, attributes);
    }

    private ValidationRequest request(Path model) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder rows = new StringBuilder("a,b,y\n");
        String[] cells = {"0", "-0", "0.1", "0.10000001", "0.099999994", "NA", "1e-45", "-1e-45", "7", "-7"};
        for (int i = 0; i < 300; i++) {
            rows.append(cells[random.nextInt(cells.length)]).append(',');
            rows.append(cells[random.nextInt(cells.length)]).append(",1\n");
        }
        return ValidationRequest.of(model, Files.writeString(folder.resolve("rows.csv"), rows), "y");
    }

    /** Whether the own evaluation took over; when it did, its answers are checked against ONNX Runtime's. */
    private static boolean tookOver(ValidationRequest request) throws Exception {
        try (LoadedModel model = LoadedModel.open(request.model(), 1, false, true);
                CsvCursor rows = CsvCursor.open(request.data().get(0), CsvFormat.DEFAULT)) {
            List<String> features = new ArrayList<>(rows.header());
            features.remove(request.selection().label());
            BoundModel bound = model.bind(rows.name(), rows.header(), features, features);
            int most = bound.fixedRows() > 0 ? bound.fixedRows() : 1000;
            InputBatch batch = bound.newBatch(most);
            while (batch.rows() < most && rows.next()) {
                batch.add(rows);
            }

            assertThat(model.hasten(bound, batch)).isEmpty();

            BatchAnswers own = model.predict(batch);
            BatchAnswers served = model.serve(batch);
            assertThat(own.integers()).isEqualTo(served.integers());
            assertThat(own.texts()).isEqualTo(served.texts());
            assertThat(own.width()).isEqualTo(served.width());
            for (int i = 0; served.numbers() != null && i < served.numbers().length; i++) {
                assertThat(own.numbers()[i]).isCloseTo(served.numbers()[i], within(1e-7));
            }
            return model.isHastened();
        }
    }
}
