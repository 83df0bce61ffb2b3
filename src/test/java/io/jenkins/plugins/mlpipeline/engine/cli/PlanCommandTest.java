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

    /** Computed with scipy 1.17.1 by the formulas of Fleiss, of the mean, and of Hanley and McNeil. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accuracy(decide=lowerBound)>=0.8|--expect 0.85|368|",
                "recall(decide=lowerBound)>=0.8|--expect 0.85 --positive 0.02|18373|368",
                "accuracy(decide=lowerBound)>=0.8|--expect 0.85 --slice-share 0.25|1470|",
                "mean_absolute_error(decide=upperBound)<=0.5|--expect 0.45 --spread 0.5|619|",
                "root_mean_squared_error(decide=upperBound,cap=8)<=0.5|--expect 0.45 --spread 0.5|686|",
                "precision(decide=lowerBound)>=0.8|--expect 0.85 --positive 0.02|368|",
                "log_loss(decide=upperBound)<=0.5|--expect 0.2 --spread 0.5 --positive 0.1|300|30",
                "accuracy(decide=paired)>=baseline-0.01|--discordant 0.1|6183|",
                "roc_auc(decide=lowerBound)>=0.8|--expect 0.85 --positive 0.1|1896|190",
                "roc_auc(decide=paired)>=baseline-0.02|--area 0.9 --positive 0.1|6731|674",
            })
    void saysWhatAGateNeeds(String gate, String options, long rows, Long positives) {
        List<String> args = new ArrayList<>(List.of("plan", "--gate", gate, "--json"));
        args.addAll(List.of(options.split(" ")));
        Invocation plan = Invocation.of(args.toArray());

        JsonNode answer = Json.parse(plan.out(), JsonNode.class, "answer");
        assertThat(plan.code()).isZero();
        assertThat(answer.get("rowsNeeded").asLong()).isEqualTo(rows);
        if (positives == null) {
            assertThat(answer.get("positivesNeeded")).isNull();
        } else {
            assertThat(answer.get("positivesNeeded").asLong()).isEqualTo(positives);
        }
    }

    @Test
    void saysOfPrecisionWhichRowsItCounts() {
        Invocation plan = Invocation.of(
                "plan", "--gate", "precision(decide=lowerBound)>=0.8", "--expect", "0.85", "--positive", "0.02");

        assertThat(plan.out())
                .isEqualToNormalizingNewlines(
                        "368 rows that the model predicts positive are needed for precision >= 0.8 to pass in 80 % of test"
                                + " sets when the model is as good as expected, with 95 % confidence.\n");
    }

    @Test
    void saysItOfAGateToAPerson() {
        Invocation plan = Invocation.of(
                "plan",
                "--gate",
                "recall(decide=lowerBound)>=0.8",
                "--expect",
                "0.85",
                "--positive",
                "0.02",
                "--rows",
                "16000");

        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.out())
                .isEqualToNormalizingNewlines(
                        "18,373 rows, 368 of them positive, are needed for recall >= 0.8 to pass in 80 % of test sets when the"
                                + " model is as good as expected, with 95 % confidence. There are 16,000: 2,373 too few.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accuracy>=0.8|--expect 0.85|the gate \"accuracy\" is decided by point, which needs no number of rows; add"
                        + " decide=lowerBound, upperBound or paired.",
                "accuracy(decide=lowerBound)>=0.8|--expect 0.75|a model of 0.75 does not meet accuracy >= 0.8, so no number of"
                        + " rows makes it pass. Expect more, or demand less.",
                "accuracy(decide=lowerBound)>=0.8|--power 0.8|--expect is missing: the value that the model is expected to"
                        + " have, or --evaluation.",
                "recall(decide=lowerBound)>=0.8|--expect 0.9|to plan for recall, give --positive, the share of positive"
                        + " rows.",
                "root_mean_squared_error(decide=upperBound)<=0.5|--expect 0.45 --spread 0.5|root_mean_squared_error has"
                        + " no bound without a cap, so no number of rows makes the gate pass. Add cap=NUMBER, the greatest"
                        + " value that a row can have.",
                "mean_absolute_error(decide=upperBound)<=0.5|--expect 0.45 --spread 0.5 --positive 0.1|--positive is about"
                        + " labels, and mean_absolute_error is about numbers. Leave it out.",
                "f1(decide=lowerBound)>=0.8|--expect 0.9|f1 has no formula for the rows that it needs. Validate a model on"
                        + " what rows there are and give --evaluation: the bound that they give says how many more.",
                "accuracy(decide=lowerBound)>=0.8|--metric accuracy|--gate plans for one gate, --metric with --margin and"
                        + " --reliability for many uses; give one of both.",
            })
    void aGateThatCannotBePlannedIsAnError(String gate, String options, String message) {
        List<String> args = new ArrayList<>(List.of("plan", "--gate", gate));
        args.addAll(List.of(options.split(" ")));
        Invocation plan = Invocation.of(args.toArray());

        assertThat(plan.code()).isEqualTo(2);
        assertThat(plan.err()).isEqualToNormalizingNewlines("error: " + message + "\n");
    }
}
