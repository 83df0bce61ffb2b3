package io.jenkins.plugins.mlpipeline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** docs/silent-passes.md: every input of its table is judged, and the verdict is the table's. */
class SilentPassDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/silent-passes.md");

    @Test
    void theTableIsTheCodes() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            String[] cells = line.split(" \\| ");
            if (cells.length == 3 && !cells[0].equals("| Input")) {
                documented.put(cells[0].substring(2), cells[2].replace(" |", ""));
            }
        }
        Map<String, String> found = new LinkedHashMap<>();
        inputs().forEach((input, verdict) -> found.put(input, verdict(verdict)));
        assertThat(found).isEqualTo(documented);
    }

    /** What is refused when it is read is an ERROR to who asked: exit code 2. */
    private static String verdict(Supplier<GateResult> judge) {
        try {
            return judge.get().verdict().name();
        } catch (UserError e) {
            return Verdict.ERROR.name();
        }
    }

    private static Map<String, Supplier<GateResult>> inputs() {
        Map<String, Supplier<GateResult>> inputs = new LinkedHashMap<>();
        MetricValue undefined = MetricValue.undefined("only one class in the data");
        inputs.put(
                "a NaN metric under a relative threshold",
                () -> new Evaluations()
                        .with("roc_auc", undefined)
                        .againstAModel()
                        .judge("roc_auc>=baseline-0.1"));
        inputs.put(
                "an empty set of thresholds",
                () -> Evaluations.of("accuracy", 0.99).judge(Gates.NONE));
        inputs.put(
                "a NaN metric beside a good one",
                () -> Evaluations.of("accuracy", 0.99).with("recall", undefined).judge("accuracy>=0.9", "recall>=0.1"));
        inputs.put(
                "a test set without rows",
                () -> Evaluations.of("accuracy", 1).rows(0).judge("accuracy>=0.9"));
        inputs.put(
                "a metric that is not in the evaluation",
                () -> Evaluations.of("accuracy", 1).judge("f1>=0.9"));
        inputs.put(
                "a metric whose name is misspelt",
                () -> Evaluations.of("accuracy", 1).judge("acuracy>=0.9"));
        inputs.put(
                "fairness of a single group",
                () -> fairness("there is only one group, which can't be compared with any other"));
        inputs.put("fairness with a group without positives", () -> fairness("the group \"f\" has no positive row"));
        inputs.put(
                "9 of 10 right against 0.9",
                () -> new Evaluations().counted("accuracy", 9, 10).judge("accuracy>=0.9"));
        inputs.put(
                "a confidence interval that reaches across the threshold",
                () -> new Evaluations().counted("accuracy", 91, 100).judge("accuracy(decide=lowerBound)>=0.9"));
        inputs.put(
                "a tolerance of 0 on equally good models",
                () -> new Evaluations().pairs(870, 30, 30, 70).judge("accuracy(decide=paired)>=baseline"));
        inputs.put(
                "a relative gate without a baseline",
                () -> Evaluations.of("accuracy", 1).judge("accuracy>=baseline"));
        inputs.put(
                "a relative gate with the baseline declared as none",
                () -> Evaluations.of("accuracy", 1)
                        .against(baseline("none", null))
                        .judge("accuracy>=baseline"));
        inputs.put(
                "a candidate compared with itself",
                () -> new Evaluations()
                        .pairs(900, 0, 0, 100)
                        .against(baseline("model", Digest.ofText("model")))
                        .judge("accuracy>=baseline"));
        inputs.put(
                "an interval without width",
                () -> new Evaluations()
                        .againstAModel()
                        .compared(
                                "baseline",
                                "log_loss",
                                new Compared(
                                        0.5,
                                        0.5,
                                        null,
                                        null,
                                        new Estimated(0, 0, 999.0, "t"),
                                        null,
                                        new Losses(null, 3.0, 400L, new double[] {0}, new double[] {1000}),
                                        null))
                        .judge("log_loss(decide=paired)<=baseline+0.1"));
        inputs.put(
                "scikit-learn's negative `neg_log_loss` against a maximum",
                () -> Evaluations.of("neg_log_loss", -0.4).judge("neg_log_loss<=0.5"));
        inputs.put(
                "a slice with three rows",
                () -> Evaluations.of("accuracy", 0.9)
                        .sliced(new SliceSet(
                                "sex",
                                List.of("sex"),
                                null,
                                null,
                                List.of(new SliceSet.Slice(
                                        "sex=f", 3, Map.of("accuracy", MetricValue.of(1, 3)), null, null)),
                                List.of()))
                        .judge("accuracy(slice=sex, minRows=30)>=0.8"));
        inputs.put(
                "a change relative to a baseline of 0",
                () -> new Evaluations()
                        .againstAModel()
                        .compared("baseline", "f1", Compared.of(0.5, 0.0, null, null, null, null))
                        .judge("f1>=baseline-5%"));
        return inputs;
    }

    private static GateResult fairness(String why) {
        return Evaluations.of("accuracy", 0.9)
                .with("equal_opportunity_difference(by=sex)", MetricValue.undefined(why))
                .judge("equal_opportunity_difference(by=sex)<=0.1");
    }

    private static BaselineRef baseline(String from, String digest) {
        return new BaselineRef(from, null, digest, null, null, null, false, false, null);
    }
}
