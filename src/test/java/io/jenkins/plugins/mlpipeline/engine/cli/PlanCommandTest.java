package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {
    /** The table of ease.ml/ci (arXiv 1903.00278): tolerance 0.1, failure 0.01, 32 uses. */
    @ParameterizedTest
    @CsvSource({"false,false,404", "true,false,1340", "false,true,1753", "true,true,5496"})
    void saysWhatThePaperSays(boolean adaptive, boolean baseline, long rows) {
        List<String> args = new ArrayList<>(List.of(
                "plan", "--metric", "accuracy", "--margin", "0.1", "--reliability", "0.99", "--uses", "32", "--json"));
        if (adaptive) {
            args.add("--adaptive");
        }
        if (baseline) {
            args.add("--baseline");
        }
        Invocation plan = Invocation.of(args.toArray());

        JsonNode answer = Json.parse(plan.out(), JsonNode.class, "answer");
        assertThat(plan.code()).isZero();
        assertThat(answer.get("rowsNeeded").asLong()).isEqualTo(rows);
        assertThat(answer.get("enough")).isNull();
    }

    @Test
    void saysItToAPersonAndWhetherThereAreEnough() {
        Invocation plan = Invocation.of(
                "plan",
                "--metric",
                "sensitivity",
                "--margin",
                "0.05",
                "--reliability",
                "0.95",
                "--uses",
                "10",
                "--adaptive",
                "--baseline",
                "--rows",
                "5000");

        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.out())
                .isEqualToNormalizingNewlines(
                        "8,497 rows with the positive label are needed to know the difference of two models' recall for each"
                                + " of 10 models, each of which may depend on the answers before it, to within 0.05, all of"
                                + " them right with a probability of 0.95 (Hoeffding's inequality and the union bound). There"
                                + " are 5,000: 3,497 too few.\n");
        assertThat(Invocation.of(
                                "plan",
                                "--metric",
                                "accuracy",
                                "--margin",
                                "0.05",
                                "--reliability",
                                "0.95",
                                "--rows",
                                "600")
                        .out())
                .isEqualToNormalizingNewlines(
                        "600 rows are needed to know accuracy for one model to within 0.05, all of them right with a"
                                + " probability of 0.95 (Hoeffding's inequality and the union bound). There are 600: enough.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f1|0.1|0.9|metric f1 is not a share of rows, so no number of rows can be promised for it. Plan with one of"
                        + " accuracy, recall, precision, specificity.",
                "acuracy|0.1|0.9|metric \"acuracy\" is unknown. Did you mean \"accuracy\"?",
                "accuracy|0|0.9|--margin is 0.0; a number between 0 and 1 is expected.",
                "accuracy|0.1|99|--reliability is 99.0; a number between 0 and 1 is expected."
            })
    void whatCannotBePlannedIsAnError(String metric, String margin, String reliability, String message) {
        Invocation plan = Invocation.of("plan", "--metric", metric, "--margin", margin, "--reliability", reliability);

        assertThat(plan.code()).isEqualTo(2);
        assertThat(plan.err()).isEqualToNormalizingNewlines("error: " + message + "\n");
    }
}
