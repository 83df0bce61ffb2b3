package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsFileTest {
    private static final TargetOptions OUTCOME = new TargetOptions(null, List.of("benign", "malignant"), "malignant");
    private static final TargetOptions YES_NO = new TargetOptions(null, List.of("no", "yes"), "yes");

    @TempDir
    private Path folder;

    @Test
    void metricsOfACsvFileEqualThoseOfThePythonThatWroteIt() throws Exception {
        Path file = ForeignCase.file("predictions.csv");
        assertPythons(evaluate(
                file, "outcome", "predicted", Map.of("benign", "p_benign", "malignant", "p_malignant"), OUTCOME, null));
    }

    @Test
    void metricsOfJsonLinesEqualThoseOfThePythonThatWroteThem() throws Exception {
        Path file = ForeignCase.file("predictions.jsonl");
        Evaluation evaluation = evaluate(
                file,
                "outcome",
                "predicted",
                Map.of("benign", "scores.benign", "malignant", "scores.malignant"),
                OUTCOME,
                null);
        assertPythons(evaluation);
        assertThat(evaluation.data().sha256()).isEqualTo(Digest.ofFile(file));
    }

    @Test
    void aSingleScoreOfThePositiveLabelIsEnough() throws Exception {
        Evaluation evaluation = evaluate(
                ForeignCase.file("predictions.csv"),
                "outcome",
                null,
                Map.of("malignant", "p_malignant"),
                OUTCOME,
                null);
        assertThat(evaluation.threshold()).isEqualTo(0.5);
        // The other label's probability is 1 - p in place of a float32 of its own.
        assertPythons(evaluation, 1e-7);
    }

    @Test
    void numbersAreJudgedAsARegression() throws Exception {
        Path file = write("p.csv", "y,z\n1,1.5\n2,2\n3,2.5\n");
        Evaluation evaluation =
                evaluate(file, "y", "z", Map.of(), new TargetOptions(Task.REGRESSION, null, null), null);
        assertThat(evaluation.metrics().get("mean_absolute_error").value()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(evaluation.data().rows()).isEqualTo(3);
    }

    @Test
    void integersAreTheSameLabelHoweverTheyAreWritten() throws Exception {
        Path file = write("p.jsonl", "{\"y\": 1, \"p\": 1.0}\n{\"y\": \"0\", \"p\": 1}\n");
        Evaluation evaluation =
                evaluate(file, "y", "p", Map.of(), new TargetOptions(null, List.of("0", "1"), "1"), null);
        assertThat(evaluation.metrics().get("accuracy").value()).isEqualTo(0.5);
    }

    @Test
    void roundedProbabilitiesAreTakenWithinWhatTheDigitsExplain() throws Exception {
        Path file = write("p.csv", "y,a,b,c\na,0.3333,0.3333,0.3333\nb,0.25,0.5,0.25\nc,0.1667,0.1667,0.6667\n");
        TargetOptions three = new TargetOptions(null, List.of("a", "b", "c"), null);
        Map<String, String> columns = Map.of("a", "a", "b", "b", "c", "c");
        Evaluation evaluation = evaluate(file, "y", null, columns, three, null);
        // scikit-learn's log_loss of the rows divided by their sums.
        assertThat(evaluation.metrics().get("log_loss").value())
                .isCloseTo((Math.log(3) + Math.log(2) - Math.log(0.6667 / 1.0001)) / 3, within(1e-12));
        assertThat(evaluation.warnings())
                .contains("the probabilities of 2 rows sum to 1 only within what rounding to 4 digits behind the point"
                        + " explains (line 2: 0.9999); they are divided by their sum.");
    }

    @Test
    void whatRoundingDoesNotExplainIsAnErrorThatSaysSo() throws Exception {
        TargetOptions three = new TargetOptions(null, List.of("a", "b", "c"), null);
        Map<String, String> columns = Map.of("a", "a", "b", "b", "c", "c");
        assertThat(mistake(write("p.csv", "y,a,b,c\na,0.333,0.333,0.331\n"), columns, three))
                .startsWith("FILE: line 2: the scores of the model sum to 0.997")
                .contains(", not to 1, and rounding to the 3 digits behind the"
                        + " point that the file shows explains no more than 0.0015.");
        // Zeros at the end are left out: the file shows how many digits it has on a later line.
        assertThat(mistake(write("p.csv", "y,a,b,c\na,0.5,0.4,0.05\nb,0.2501,0.5001,0.2498\n"), columns, three))
                .startsWith("FILE: line 2: the scores of the model sum to 0.95")
                .contains("not to 1")
                .contains(
                        "rounding to the 4 digits behind the point that the file shows explains no more than 0.00015");
        assertThat(mistake(write("p.csv", "y,a,b,c\na,1,1,0\n"), columns, three))
                .startsWith(
                        "FILE: line 2: the scores of the model sum to 2.0, not to 1. Scores are taken for probabilities");
    }

    private String mistake(Path file, Map<String, String> columns, TargetOptions target) throws IOException {
        try {
            evaluate(file, "y", null, columns, target, null);
            return "no mistake was found";
        } catch (UserError e) {
            return e.getMessage().replace(file.toString(), "FILE");
        }
    }

    @Test
    void logitsBecomeProbabilities() throws Exception {
        Path file = write("p.csv", "y,s\nyes,0\nno,-30\n");
        Evaluation evaluation = evaluate(file, "y", null, Map.of("yes", "s"), YES_NO, ScoreKind.LOGITS);
        assertThat(evaluation.metrics().get("log_loss").value())
                .isCloseTo((Math.log(2) + Math.log1p(Math.exp(-30))) / 2, within(1e-12));
    }

    @Test
    void marginsRankButHaveNoProbability() throws Exception {
        Path file = write("p.csv", "y,p,s\nyes,yes,3.5\nno,no,-2\nno,yes,4\n");
        Evaluation evaluation = evaluate(file, "y", "p", Map.of("yes", "s"), YES_NO, ScoreKind.MARGINS);
        assertThat(evaluation.metrics().get("roc_auc").value()).isEqualTo(0.5);
        assertThat(evaluation.metrics().get("log_loss").value()).isNull();
    }

    @Test
    void predictionsOutsideOfTheLabelsAreWrongAndSaid() throws Exception {
        Path file = write("p.csv", "y,p\nyes,yes\nno,maybe\nno,dunno\n");
        Evaluation evaluation = evaluate(file, "y", "p", Map.of(), YES_NO, null);
        assertThat(evaluation.metrics().get("accuracy").value()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(evaluation.warnings())
                .containsExactly(
                        "2 predicted labels are not in the label list and counted as wrong (\"maybe\" on line 3, for"
                                + " example).",
                        "the predictions are not bound to a model, so they can gate a build but no deployment.");
    }

    @Test
    void mistakesInTheOptions() throws Exception {
        Path file = write("p.csv", "y,p,s\nyes,yes,1\n");
        assertMistake(
                file,
                "p",
                Map.of(),
                new TargetOptions(Task.BINARY, null, null),
                "FILE: column \"y\" has 1 label (yes); there is nothing to tell apart. Check the label column.");
        assertMistake(
                file, "q", Map.of(), YES_NO, "FILE: there is no column \"q\". Did you mean \"p\" or \"s\" or \"y\"?");
        assertMistake(
                file,
                null,
                Map.of(),
                YES_NO,
                "FILE: which column holds the prediction is not said, and no name tells it. Name it (predictionColumn,"
                        + " --prediction-column), or the columns with scores (scoreColumns, --score-columns). Its columns are y, p,"
                        + " s.");
        assertMistake(
                file,
                "p",
                Map.of("no", "s"),
                YES_NO,
                "the only score column is that of \"no\", but the positive label is \"yes\". Name the score column of the"
                        + " positive label, or one for each label.");
        assertMistake(
                file,
                "p",
                Map.of("yess", "s"),
                YES_NO,
                "the score column \"s\" is of the label \"yess\", which is not one of the labels. Did you mean \"yes\"?");
        assertMistake(
                file,
                "p",
                Map.of("a", "s"),
                new TargetOptions(null, List.of("a", "b", "c"), null),
                "there is no score column for b, c. Name one for each label, or none.");
    }

    @Test
    void mistakesInTheRows() throws Exception {
        assertMistake(
                write("p.csv", "y,p,s\nyes,,1\n"),
                "p",
                Map.of(),
                YES_NO,
                "FILE: line 2, column \"p\": the prediction is missing. Every row needs one: fill it, or take the row out.");
        assertMistake(
                write("p.csv", "y,p,s\nyes,yes,0.5\nno,no,1.5\n"),
                "p",
                Map.of("yes", "s"),
                YES_NO,
                "FILE: line 3: a score of the model is 1.5, which is no probability. Scores are taken for probabilities: if"
                        + " they are log-odds, say scores=logits; if they only rank the rows, scores=margins; percentages are divided"
                        + " by 100 first.");
        assertMistake(
                write("p.csv", "y,p,s\nyes,yes,NaN\n"),
                "p",
                Map.of("yes", "s"),
                YES_NO,
                "FILE: line 2, column \"s\": the prediction is missing. Every row needs one: fill it, or take the row out.");
        assertMistake(
                write("p.csv", "y,p,s\n"),
                "p",
                Map.of(),
                YES_NO,
                "FILE: there are no rows below the header, so nothing can be said about the model.");
    }

    @Test
    void mistakesInJsonLines() throws Exception {
        assertMistake(
                write("p.jsonl", "{\"y\": \"yes\", \"p\": \"yes\"}\n\n{\"y\": \"no\", \"P\": \"yes\"}\n"),
                "p",
                Map.of(),
                YES_NO,
                "FILE: line 3: there is no field \"p\". Did you mean \"P\" or \"y\"?");
        assertMistake(
                write("p.jsonl", "[1, 2]\n"),
                "p",
                Map.of(),
                YES_NO,
                "FILE: line 1: is not a JSON object. JSON Lines have one object a line, {\"label\": ..., ...}. pandas writes them"
                        + " with to_json(..., orient=\"records\", lines=True).");
        assertMistake(
                write("p.jsonl", "{\"y\": \"yes\", \"p\": \"yes\"} {}\n"),
                "p",
                Map.of(),
                YES_NO,
                "FILE: line 1: something follows the object. JSON Lines have one object a line.");
        assertMistake(
                write("p.jsonl", "{\"y\": \"yes\", \"p\": \"yes\", \"s\": NaN}\n"),
                "p",
                Map.of("yes", "s"),
                YES_NO,
                "FILE: line 1, column \"s\": the prediction is missing. Every row needs one: fill it, or take the row out.");
        assertMistake(
                write("p.jsonl", "{\"y\": \"yes\", \"p\": null}\n"),
                "p",
                Map.of(),
                YES_NO,
                "FILE: line 1, column \"p\": the prediction is missing. Every row needs one: fill it, or take the row out.");
        assertMistake(
                write("p.jsonl", "{\"y\": \"yes\", \"y\": \"no\", \"p\": \"yes\"}\n"),
                "p",
                Map.of(),
                YES_NO,
                "FILE: line 1: not valid JSON: Duplicate field 'y'.");
        assertMistake(
                write("p.jsonl", "{\n  \"y\": \"yes\",\n  \"p\": \"yes\"\n}\n"),
                "p",
                Map.of(),
                YES_NO,
                "FILE: line 1: the object does not end on its line. JSON Lines have one object a line; pandas writes them with"
                        + " to_json(..., orient=\"records\", lines=True), jq with -c.");
        assertMistake(
                write("p.jsonl", "{\"y\": \"yes\", \"p\": \"" + "x".repeat(1 << 20) + "\"}\n"),
                "p",
                Map.of(),
                YES_NO,
                "FILE: line 1: longer than 1024 KiB, which is the most that is read; JSON Lines have one object a line.");
        assertMistake(
                write("p.jsonl", ""),
                "p",
                Map.of(),
                YES_NO,
                "FILE: there are no rows; a JSON object a line is expected.");
    }

    private static void assertPythons(Evaluation evaluation) {
        assertPythons(evaluation, 1e-9);
    }

    private static void assertPythons(Evaluation evaluation, double tolerance) {
        ForeignCase.of("logistic_str_tensor")
                .expected()
                .path("metrics")
                .properties()
                .forEach(metric -> assertThat(
                                evaluation.metrics().get(metric.getKey()).value())
                        .as(metric.getKey())
                        .isCloseTo(metric.getValue().asDouble(), within(tolerance)));
    }

    private void assertMistake(
            Path file, String prediction, Map<String, String> scores, TargetOptions target, String message)
            throws IOException {
        String said;
        try {
            evaluate(file, "y", prediction, scores, target, null);
            said = "no mistake was found";
        } catch (UserError e) {
            said = e.getMessage().replace(file.toString(), "FILE");
        }
        assertThat(said).isEqualTo(message);
    }

    private static Evaluation evaluate(
            Path file,
            String label,
            String prediction,
            Map<String, String> scores,
            TargetOptions target,
            ScoreKind kind)
            throws IOException {
        PredictionsRequest request = new PredictionsRequest(
                null,
                file,
                CsvFormat.DEFAULT,
                label,
                prediction,
                scores,
                target,
                kind,
                null,
                Set.of(),
                null,
                null,
                null,
                AnalysisRequest.NONE);
        return PredictionsFile.evaluate(request, ValidationListener.SILENT, Clock.systemUTC());
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
