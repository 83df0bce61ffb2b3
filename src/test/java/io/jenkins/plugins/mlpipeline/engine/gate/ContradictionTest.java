package io.jenkins.plugins.mlpipeline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.BaselineRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsFile;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsRequest;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An evaluation that validate wrote, edited in one place, is an ERROR that names what was edited and what contradicts it. */
class ContradictionTest {
    private static final String COST = "expected_cost(fn=10,fp=5)";
    private static final String ROWS =
            "y,s,sex\nyes,0.9,f\nyes,0.8,m\nyes,0.4,f\nyes,0.35,m\n" + "no,0.6,f\nno,0.3,m\nno,0.2,f\nno,0.1,m\n";

    @TempDir
    private Path folder;

    private ObjectNode document;

    @BeforeEach
    void validate() throws IOException {
        document = (ObjectNode) Json.tree(
                evaluate(ROWS, null, Map.of("yes", "s"), new TargetOptions(null, List.of("no", "yes"), "yes")));
    }

    @Test
    void whatWasNotEditedIsJudged() {
        assertThat(judge().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void metricsOfLabelsAreComputedAgainFromTheMatrix() {
        assertEdited("f1", 0.95, "f1 is 0.95, and by its confusion matrix it is 0.5714.");
        assertEdited("jaccard", 0.95, "jaccard is 0.95, and by its confusion matrix it is 0.4.");
        assertEdited("matthews_corrcoef", 0.9, "matthews_corrcoef is 0.9, and by its confusion matrix it is 0.2582.");
        assertEdited("cohen_kappa", 0.9, "cohen_kappa is 0.9, and by its confusion matrix it is 0.25.");
        assertEdited("balanced_accuracy", 0.9, "balanced_accuracy is 0.9, and by its confusion matrix it is 0.625.");
        assertEdited("precision_weighted", 0.9, "precision_weighted is 0.9, and by its confusion matrix it is 0.6333.");
        assertEdited(
                "geometric_mean_score", 0.9, "geometric_mean_score is 0.9, and by its confusion matrix it is 0.6124.");
        assertEdited(COST, 0.5, COST + " is 0.5, and by its confusion matrix it is 3.125.");
    }

    @Test
    void costsOfOtherThresholdsAreThoseOfTheRanking() {
        ObjectNode edited = document.deepCopy();
        ((ObjectNode) edited.at("/curves/cost/0/points/1")).put("cost", 4.9);
        assertError(edited, COST + " from the score 0.9 is 4.9, and by its ranking it is 3.75.");
        edited = document.deepCopy();
        ((ObjectNode) edited.at("/curves/cost/0/points/0")).put("cost", 0.5);
        assertError(edited, COST + " with no row flagged is 0.5, and by its least cost it is no less than 0.625.");
        ((ObjectNode) document.at("/curves/cost/0/least")).put("cost", 0.1);
        assertError(document, COST + " from the score 0.35 is 0.1, and by its ranking it is 0.625.");
    }

    @Test
    void aPositiveLabelIsOneOfTheMatrix() {
        document.put("posLabel", "maybe");
        document.remove(List.of("labels", "task", "model"));
        assertThat(judge().summary()).isEqualTo("The evaluation's positive label \"maybe\" is not one of its labels.");
    }

    @Test
    void metricsOfScoresAreComputedAgainFromTheCurves() {
        assertEdited("roc_auc", 0.99, "roc_auc is 0.99, and by its statistics it is 0.875.");
        ((ObjectNode) document.path("statistics").path("estimates").path("roc_auc")).put("value", 0.99);
        ((ObjectNode) document.path("metrics").path("roc_auc")).remove("interval");
        assertEdited("roc_auc", 0.99, "roc_auc is 0.99, and by its placements it is 0.875.");
        ((ObjectNode) document.path("statistics")).remove("placements");
        assertEdited("roc_auc", 0.99, "roc_auc is 0.99, and by its curves it is 0.875.");
    }

    @Test
    void lossesAreThoseOfTheStatisticsAndLieBetweenTheScoresOfTheCurves() {
        assertEdited("log_loss", 0.01, "log_loss is 0.01, and by its statistics it is 0.487.");
        assertEdited("brier_score_loss", 0.01, "brier_score_loss is 0.01, and by its statistics it is 0.1666.");
        ((ObjectNode) document.path("statistics").path("estimates").path("log_loss")).put("value", 0.4);
        assertEdited("log_loss", 0.4, "log_loss is 0.4, and by its losses it is 0.487.");
    }

    @Test
    void theCalibrationErrorIsThatOfTheDiagram() {
        assertEdited(
                "expected_calibration_error",
                0.01,
                "expected_calibration_error is 0.01, and by its calibration diagram it is 0.3438.");
    }

    @Test
    void averagePrecisionIsThatOfTheCurves() {
        assertEdited("average_precision", 0.99, "average_precision is 0.99, and by its curves it is 0.8875.");
    }

    @Test
    void noMetricIsOfMoreRowsThanThereAre() {
        ((ObjectNode) document.path("metrics").path("roc_auc")).put("n", 1_000_000);
        assertError(document, "the number of rows of roc_auc is 1,000,000, and by its rows it is no more than 8.");
    }

    /** What bounds are made of is held against what else is said of the same rows. */
    @Test
    void lossesThatWereEditedAreFound() {
        JsonNode points = document.at("/statistics/losses/log_loss/points");
        double greatest = points.get(points.size() - 1).doubleValue();
        assertError(
                edited("/statistics/losses/log_loss", "upper", greatest),
                "the greatest possible loss of log_loss is 1.05, and by its curves it is no less than 2.302.");
        assertError(
                edited("/statistics/losses/brier_score_loss", "rarest", 400),
                "the number of rows of the rarest label in the losses of brier_score_loss is 400, and by its counts of labels"
                        + " it is 4.");
        assertError(
                edited("/statistics/losses/" + COST, "upper", 200),
                "the upper end of the interval of " + COST + " is 6.871, and by its statistics it is 75.88.");
        assertError(
                edited("/statistics/estimates/log_loss", "standardError", 0.01),
                "the squared standard error of log_loss is 0.0001, and by its losses it is no less than 0.02023.");
        assertError(
                edited("/statistics/estimates/log_loss", "degreesOfFreedom", 7000),
                "the degrees of freedom of log_loss is 7,000, and by its losses it is 7.");
    }

    private ObjectNode edited(String at, String field, double value) {
        ObjectNode edited = document.deepCopy();
        ObjectNode part = (ObjectNode) edited.at(at);
        if (field.equals("rarest")) {
            part.put(field, (long) value);
        } else {
            part.put(field, value);
        }
        return edited;
    }

    private void assertEdited(String metric, double value, String sentence) {
        ObjectNode edited = document.deepCopy();
        ((ObjectNode) edited.path("metrics").path(metric)).put("value", value);
        assertError(edited, sentence);
    }

    private void assertError(JsonNode edited, String sentence) {
        GateResult result = judge(edited);
        assertThat(result.summary()).isEqualTo("The evaluation contradicts itself: " + sentence);
        assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
    }

    private GateResult judge() {
        return judge(document);
    }

    private static GateResult judge(JsonNode document) {
        return GateEvaluator.evaluate(
                Json.convert(document, Evaluation.class, "evaluation"),
                GateReader.parse(List.of("accuracy>=0.1")),
                Evaluations.DOCUMENT,
                null,
                Evaluations.NOW);
    }

    private Evaluation evaluate(String rows, String prediction, Map<String, String> scores, TargetOptions target)
            throws IOException {
        return PredictionsFile.evaluate(
                new PredictionsRequest(
                        null,
                        Files.writeString(folder.resolve("p.csv"), rows),
                        CsvFormat.DEFAULT,
                        "y",
                        prediction,
                        scores,
                        target,
                        null,
                        null,
                        target.posLabel() == null ? Set.of() : Set.of(CatalogueKey.parse(COST)),
                        null,
                        null,
                        null,
                        new AnalysisRequest(
                                new BaselineRequest("dummy", null, null, null, false, false, null),
                                List.of(SliceSpec.by(List.of("sex"))),
                                target.labels() == null ? List.of() : List.of("sex"),
                                null,
                                Set.of(),
                                0,
                                Map.of(),
                                42,
                                null)),
                ValidationListener.SILENT,
                Clock.systemUTC());
    }

    @Test
    void thresholdTableAndMatrixAreViewsOfOneRanking() {
        ObjectNode edited = document.deepCopy();
        ((ObjectNode) edited.path("thresholds").path(9)).put("falsePositives", 0);
        assertError(
                edited,
                "the number of false positives from the score 0.5 by the threshold table is 0, and by the ROC curve it is 1.");
        edited = document.deepCopy();
        ((ObjectNode) edited.path("thresholds").path(9)).put("precision", 0.9);
        assertError(
                edited,
                "precision at the threshold 0.5 is 0.9, and by its counts in the threshold table it is 0.6667.");
    }

    @Test
    void countsOfLabelsAreThoseOfTheMatrix() {
        ((ObjectNode) document.path("data").path("labelCounts")).put("yes", 5);
        assertError(document, "the number of rows \"yes\" is 5, and by its confusion matrix it is 4.");
    }

    @Test
    void anIntervalIsThatOfItsCounts() {
        ((ObjectNode) document.path("metrics").path("accuracy").path("interval")).put("lower", 0.6);
        assertError(document, "the lower end of the interval of accuracy is 0.6, and by its counts it is 0.3057.");
    }

    @Test
    void aSlicesMetricsAreThoseOfItsCounts() {
        ((ObjectNode) document.at("/slices/0/slices/0/metrics/f1")).put("value", 0.9);
        assertError(document, "f1 of the slice sex=f is 0.9, and by its counts it is 0.5.");
    }

    @Test
    void slicesThatDivideTheRowsAddUpToThem() {
        ((ObjectNode) document.at("/slices/0/slices/0/statistics/proportions/recall")).put("successes", 2);
        ((ObjectNode) document.at("/slices/0/slices/0")).putObject("metrics");
        assertError(
                document,
                "the number of rows that recall of the slices \"sex\" counts together is 3, and by its confusion matrix it is"
                        + " 2.");
    }

    @Test
    void fairnessFollowsFromTheCountsOfGroups() {
        assertEdited(
                "demographic_parity_difference(by=sex)",
                0.01,
                "demographic_parity_difference(by=sex) is 0.01, and by its counts of groups it is 0.25.");
        ((ObjectNode) document.at("/fairness/0/groups/0")).put("truePositives", 2);
        assertError(
                document,
                "the number of true positives of all groups of \"sex\" is 3, and by its confusion matrix it is 2.");
    }

    @Test
    void aModelWithoutFeaturesReachesWhatTheCountsOfLabelsSay() {
        ((ObjectNode) document.at("/dummy/metrics/f1_macro")).put("value", 0.1);
        ((ObjectNode) document.at("/comparisons/baseline/metrics/f1_macro")).put("baseline", 0.1);
        assertError(
                document, "f1_macro of the model without features is 0.1, and by its counts of labels it is 0.3333.");
    }

    @Test
    void aComparisonIsThatOfItsCountsAndOfTheMetrics() {
        ObjectNode edited = document.deepCopy();
        ((ObjectNode) edited.at("/comparisons/baseline/metrics/accuracy")).put("baseline", 0.1);
        assertError(
                edited,
                "accuracy of the baseline is 0.1, and by its counts of rows by which model is right it is 0.5.");
        ((ObjectNode) document.at("/comparisons/baseline/metrics/log_loss/difference")).put("value", -0.6);
        assertError(
                document,
                "the mean of the difference of log_loss from the baseline is -0.6, and by its losses it is -0.2061.");
        ((ObjectNode) document.at("/comparisons/baseline/metrics/log_loss")).remove("losses");
        assertError(
                document,
                "the difference of log_loss from the baseline is -0.6, and by both models' values it is -0.2061.");
    }

    @Test
    void metricsOfErrorsBoundOneAnother() throws IOException {
        document = (ObjectNode) Json.tree(evaluate(
                "y,p,sex\n1,1.5,f\n2,2,m\n3,2,f\n4,6,m\n",
                "p",
                Map.of(),
                new TargetOptions(Task.REGRESSION, null, null)));
        assertThat(judge("max_error<=3").verdict()).isEqualTo(Verdict.PASS);
        assertEdited(
                "root_mean_squared_error",
                0.5,
                "root_mean_squared_error is 0.5, and by its mean_squared_error it is 1.146.");
        assertEdited("max_error", 1, "max_error is 1, and by its losses it is 2.");
        assertEdited("median_absolute_error", 1.9, "median_absolute_error is 1.9, and by its losses it is 0.75.");
        assertEdited("r2", 0.9, "explained_variance is 0.0625, and by its r2 it is no less than 0.9.");
        assertEdited(
                "d2_absolute_error_score",
                0.9,
                "d2_absolute_error_score is 0.9, and by its mean_absolute_error beside that of a model without features it"
                        + " is 0.125.");
        assertEdited("explained_variance", 0.9, "explained_variance is 0.9, and by its r2 it is no more than 0.5625.");
    }

    private GateResult judge(String gate) {
        return GateEvaluator.evaluate(
                Json.convert(document, Evaluation.class, "evaluation"),
                GateReader.parse(List.of(gate)),
                Evaluations.DOCUMENT,
                null,
                Evaluations.NOW);
    }
}
