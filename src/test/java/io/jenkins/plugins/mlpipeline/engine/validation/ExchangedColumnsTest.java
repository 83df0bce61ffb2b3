package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drift that is none: the cells stand under each other's names. */
class ExchangedColumnsTest {
    private static final String TRAINED = "age,income,height,y\n";

    @TempDir
    private Path folder;

    @Test
    void twoColumnsUnderEachOthersNames() throws IOException {
        assertThat(exchanged(evaluate("income,age,height,y\n", 500, 0)))
                .containsExactly(
                        "columns look exchanged: \"income\" is like \"age\" of the training part, \"age\" is like"
                                + " \"income\" of the training part; look whether the header and the cells are in one order.");
    }

    @Test
    void threeColumnsInACircle() throws IOException {
        assertThat(exchanged(evaluate("height,age,income,y\n", 5000, 0)))
                .singleElement()
                .asString()
                .contains("\"height\" is like \"age\"", "\"age\" is like \"income\"", "\"income\" is like \"height\"");
    }

    @Test
    void driftOfOneColumnOrOfTwoIsNoExchange() throws IOException {
        assertThat(exchanged(evaluate(TRAINED, 500, 0))).isEmpty();
        Evaluation shifted = evaluate(TRAINED, 500, 60);
        assertThat(shifted.dataChecks().metrics().get("drifted_columns").value())
                .isPositive();
        assertThat(exchanged(shifted)).isEmpty();
    }

    private Evaluation evaluate(String header, int rows, double shift) throws IOException {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 3)
                .output("z", DataType.FLOAT, -1, 1)
                .node(
                        "ai.onnx.ml",
                        "LinearRegressor",
                        List.of("x"),
                        "z",
                        SmallGraph.floats("coefficients", 1, 1, 1),
                        SmallGraph.floats("intercepts", 0))
                .write(folder);
        Path reference = Files.writeString(folder.resolve("train.csv"), TRAINED + rows(1, 2000, 0));
        Path data = Files.writeString(folder.resolve("rows.csv"), header + rows(2, rows, shift));
        return Trial.run(ValidationRequest.of(model, data, "y")
                .with(new TargetOptions(Task.REGRESSION, null, null))
                .withReference(reference));
    }

    /** An age, an income and a height a row, ages and heights shifted. */
    private static String rows(long seed, int count, double shift) {
        Random random = new Random(seed);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double age = 40 + 10 * random.nextGaussian() + shift;
            double income = -3000 * Math.log(1 - random.nextDouble());
            double height = 170 + 8 * random.nextGaussian() + shift;
            rows.append(age + "," + income + "," + height + "," + (age + income + height) + "\n");
        }
        return rows.toString();
    }

    private static List<String> exchanged(Evaluation evaluation) {
        return evaluation.dataChecks().findings().stream()
                .filter(finding -> finding.contains("exchanged"))
                .toList();
    }
}
