package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test rows with weights, from the command line: what is computed, what decides, and what is said of mistakes. */
class WeightsCommandTest {
    @TempDir
    private Path folder;

    private Path predictions;

    /** One row in ten stands for ten; the model errs on these twice as often. */
    @BeforeEach
    void writeRows() throws IOException {
        predictions = folder.resolve("predictions.csv");
        StringBuilder csv = new StringBuilder("id,sex,w,y,p\n");
        Random random = new Random(7);
        for (int row = 0; row < 600; row++) {
            boolean heavy = row % 10 == 0;
            boolean positive = random.nextInt(3) == 0;
            boolean right = random.nextDouble() < (heavy ? 0.8 : 0.9);
            double score = (positive == right ? 0.5 : 0) + 0.499 * random.nextDouble();
            csv.append(row)
                    .append(row % 2 == 0 ? ",f," : ",m,")
                    .append(heavy ? "10," : "1,")
                    .append(positive ? "yes," : "no,")
                    .append(score)
                    .append('\n');
        }
        Files.writeString(predictions, csv);
    }

    private Invocation validate(Object... more) {
        List<Object> args = new ArrayList<>(List.of(
                "validate",
                "--predictions",
                predictions,
                "--label",
                "y",
                "--labels",
                "no,yes",
                "--pos-label",
                "yes",
                "--score-columns",
                "yes=p",
                "--threshold",
                "0.5",
                "--row-id",
                "id",
                "--output",
                folder.resolve("evaluation.json")));
        args.addAll(Arrays.asList(more));
        return Invocation.of(args.toArray());
    }

    private JsonNode evaluated(Object... more) throws IOException {
        Invocation run = validate(more);
        assertThat(run.code()).as(run.err()).isZero();
        return Json.readTree(folder.resolve("evaluation.json"));
    }

    private Invocation gate(String expression) {
        return Invocation.of("gate", "--evaluation", folder.resolve("evaluation.json"), "--gate", expression);
    }

    @Test
    void metricsAndSlicesAreOfWhatRowsCountFor() throws IOException {
        JsonNode evaluation = evaluated("--weights", "w", "--slice", "sex");

        double[] sums = new double[2];
        double[] ofWomen = new double[2];
        for (String line : Files.readAllLines(predictions).subList(1, 601)) {
            String[] cells = line.split(",");
            double weight = Double.parseDouble(cells[2]);
            boolean right = (Double.parseDouble(cells[4]) >= 0.5) == cells[3].equals("yes");
            sums[0] += right ? weight : 0;
            sums[1] += weight;
            ofWomen[0] += right && cells[1].equals("f") ? weight : 0;
            ofWomen[1] += cells[1].equals("f") ? weight : 0;
        }
        assertThat(evaluation.at("/metrics/accuracy/value").doubleValue()).isCloseTo(sums[0] / sums[1], within(1e-12));
        assertThat(evaluation.at("/metrics/accuracy/n").intValue()).isEqualTo(600);
        assertThat(evaluation.at("/metrics/accuracy/interval/method").textValue())
                .isEqualTo("korn-graubard");
        assertThat(evaluation.at("/slices/0/slices/0/metrics/accuracy/value").doubleValue())
                .isCloseTo(ofWomen[0] / ofWomen[1], within(1e-12));
        JsonNode weights = evaluation.at("/statistics/weights");
        assertThat(weights.get("column").textValue()).isEqualTo("w");
        assertThat(weights.get("sum").doubleValue()).isEqualTo(1140);
        assertThat(weights.get("effective").doubleValue()).isCloseTo(1140.0 * 1140 / 6540, within(1e-9));
        assertThat(evaluation.at("/confusionMatrix/counts/0/0").intValue()).isPositive();
        assertThat(evaluation.at("/confusionMatrix/weights/0/0").doubleValue())
                .isGreaterThan(evaluation.at("/confusionMatrix/counts/0/0").doubleValue());
        assertThat(evaluation.get("warnings").toString())
                .contains(
                        "each row counts as much as its weight says (column \\\"w\\\"): with them the 600 rows tell as"
                                + " much as 198.7 of equal weight. Checks of the rows and their columns, such as drift, count"
                                + " each row once.");
    }

    @Test
    void boundsOfWeightedRowsDecide() throws IOException {
        JsonNode evaluation = evaluated("--weights", "w");
        double accuracy = evaluation.at("/metrics/accuracy/value").doubleValue();

        assertThat(gate("accuracy(decide=lowerBound)>=" + (accuracy - 0.1)).code())
                .isZero();
        assertThat(gate("accuracy(decide=lowerBound)>=" + (accuracy + 0.1)).code())
                .isEqualTo(1);
        Invocation undecided = gate("accuracy(decide=lowerBound)>=" + (accuracy - 0.01));
        assertThat(undecided.code()).isEqualTo(3);
        assertThat(undecided.out()).contains("(korn-graubard)");
        assertThat(gate("roc_auc(decide=lowerBound)>=0.5").out()).contains("PASS");
        assertThat(gate("log_loss(decide=upperBound)<=50").out()).contains("PASS");
        assertThat(gate("log_loss(decide=upperBound)<=0.45").out()).contains("(bootstrap-t)");
        assertThat(gate("f1(decide=lowerBound)>=0.1").out()).contains("keeps no bootstrap samples of f1");
    }

    @Test
    void twoModelsAreComparedByWeights() throws IOException {
        Path outcomes = folder.resolve("other.outcomes");
        evaluated("--outcomes", outcomes);
        String changed = Files.readString(predictions).replace("1,yes,0.4", "1,yes,0.9");
        Files.writeString(predictions, changed);

        JsonNode evaluation = evaluated("--weights", "w", "--baseline", outcomes);

        JsonNode comparison = evaluation.at("/comparisons/baseline");
        assertThat(comparison.at("/weights/sum").doubleValue()).isEqualTo(1140);
        assertThat(comparison.at("/metrics/accuracy/pairs").isMissingNode()
                        || comparison.at("/metrics/accuracy/pairs").isNull())
                .isTrue();
        assertThat(comparison.at("/metrics/accuracy/difference/method").textValue())
                .isEqualTo("linearised");
        assertThat(comparison.at("/metrics/roc_auc/difference/method").textValue())
                .isEqualTo("linearised-delong");
        Invocation byValue = gate("accuracy>=baseline-0.1");
        assertThat(byValue.code()).as(byValue.out() + byValue.err()).isZero();
        Invocation paired = gate("accuracy(decide=paired)>=baseline-0.1");
        assertThat(paired.code()).isEqualTo(3);
        assertThat(paired.out()).contains("rows on which one model alone is right of equal weight, fewer than the 50");
    }

    @Test
    void aDocumentWithoutSomeOfItsWeightsIsNotJudged() throws IOException {
        Path file = folder.resolve("evaluation.json");
        ObjectNode evaluation = (ObjectNode) evaluated("--weights", "w");
        ((ObjectNode) evaluation.get("statistics")).remove("weights");
        Files.writeString(file, evaluation.toString());
        Invocation without = gate("accuracy>=0.1");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.out())
                .contains(
                        "The evaluation contradicts itself: some of it is of rows with weights, and its statistics are"
                                + " not.");

        evaluation = (ObjectNode) evaluated("--weights", "w");
        ((ObjectNode) evaluation.get("statistics")).remove("weights");
        ((ObjectNode) evaluation.get("confusionMatrix")).remove("weights");
        Files.writeString(file, evaluation.toString());
        Invocation neither = gate("accuracy>=0.1");
        assertThat(neither.code()).isEqualTo(2);
        assertThat(neither.out()).contains("The evaluation contradicts itself");

        evaluation = (ObjectNode) evaluated("--weights", "w");
        ((ObjectNode) evaluation.at("/metrics/accuracy")).put("value", 0.99);
        Files.writeString(file, evaluation.toString());
        assertThat(gate("accuracy>=0.1").out()).contains("accuracy is 0.99, and by its confusion matrix it is 0.8");
    }

    @Test
    void fewRowsOfEqualWeightDecideNothing() throws IOException {
        List<String> lines = Files.readAllLines(predictions);
        Files.write(predictions, lines.subList(0, 41));
        evaluated("--weights", "w");

        Invocation few = gate("accuracy(decide=lowerBound)>=0.1");

        assertThat(few.code()).isEqualTo(3);
        assertThat(few.out())
                .contains(
                        "With their weights the rows tell as much as 13.25 rows of equal weight, fewer than the 30 from"
                                + " which a bound can be trusted. Add rows, or decide by point.");
    }

    @Test
    void mistakesAreNamed() throws IOException {
        assertThat(validate("--weights", "weight").err())
                .contains("there is no column \"weight\"")
                .doesNotContain("internal");
        assertThat(validate("--weights", "y").err())
                .contains("the column \"y\" is named as the weights of rows and as the label. What a row counts for is"
                        + " nothing else; name another column, or leave it out of one of the two.");
        assertThat(validate("--weights", "w", "--fairness", "sex").err())
                .contains("fairness counts the rows of each group of \"sex\" and does not weigh them, so it can't be"
                        + " computed of rows with weights (column \"w\").");
        Files.writeString(predictions, Files.readString(predictions).replace("\n3,m,1,", "\n3,m,-1,"));
        assertThat(validate("--weights", "w").err())
                .contains("predictions.csv: line 5, column \"w\": the weight is -1; every row needs one, 0 or a number"
                        + " from 1e-100 to 1e100. Put it right, or take the row out.");
        Files.writeString(predictions, Files.readString(predictions).replace("\n3,m,-1,", "\n3,m,,"));
        assertThat(validate("--weights", "w").err()).contains("line 5, column \"w\": the weight is missing;");
    }
}
