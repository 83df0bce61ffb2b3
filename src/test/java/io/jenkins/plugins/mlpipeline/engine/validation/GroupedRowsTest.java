package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that look as if they went together, of which nobody said so. */
class GroupedRowsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"customer_id", "customerId", "Patient ID", "patient", "device-uuid", "ACCOUNT_KEY"})
    void aColumnOfIdsThatSeveralRowsShare(String column) throws IOException {
        assertThat(evaluate(column, 300, row -> row % 60, "", random()).warnings())
                .contains("300 rows have 60 values of \"" + column
                        + "\", so they may go together as those of one customer do, and every bound would be too narrow. If"
                        + " they do, name the column (validate.groups, --groups).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "valid", "customer_age", "identity", "paid"})
    void aColumnOfOtherThings(String column) throws IOException {
        assertThat(evaluate(column, 300, row -> row % 60, "", random()).warnings())
                .noneMatch(warning -> warning.contains("go together"));
    }

    @Test
    void idsOfSingleRowsAndOfTwoKinds() throws IOException {
        assertThat(evaluate("customer_id", 300, row -> row, "", random()).warnings())
                .noneMatch(warning -> warning.contains("go together"));
        assertThat(evaluate("customer_id", 300, row -> row % 3, "", random()).warnings())
                .noneMatch(warning -> warning.contains("go together"));
        assertThat(evaluate("customer_id", 90, row -> row % 20, "", random()).warnings())
                .noneMatch(warning -> warning.contains("go together"));
    }

    @Test
    void declaredGroupsNeedNoWord() throws IOException {
        assertThat(evaluate("customer_id", 300, row -> row % 60, "  groups: customer_id\n", random())
                        .warnings())
                .noneMatch(warning -> warning.contains("go together"));
    }

    /** Every other customer of ten rows each is misjudged. */
    @Test
    void neighboursThatTheModelErrsOnAlike() throws IOException {
        assertThat(evaluate("text", 300, row -> row, "", row -> row / 10 % 2 == 0)
                        .warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("the model errs alike on rows that follow one another (correlation ")
                        .endsWith("), so they may go together as those of one customer do, and every bound would be too"
                                + " narrow. Name the column that says which (validate.groups, --groups); a sorted file looks"
                                + " the same."));
        assertThat(evaluate("text", 300, row -> row, "", random()).warnings())
                .noneMatch(warning -> warning.contains("follow one another"));
    }

    private interface OfRow<T> {
        T of(int row);
    }

    private static OfRow<Boolean> random() {
        Random random = new Random(4);
        return row -> random.nextInt(5) == 0;
    }

    private Evaluation evaluate(String column, int rows, OfRow<Integer> value, String more, OfRow<Boolean> wrong)
            throws IOException {
        StringBuilder csv = new StringBuilder(column + ",truth,answer\n");
        for (int row = 0; row < rows; row++) {
            String truth = row % 7 < 3 ? "yes" : "no";
            String other = truth.equals("yes") ? "no" : "yes";
            csv.append('v')
                    .append(value.of(row))
                    .append(',')
                    .append(truth)
                    .append(',')
                    .append(wrong.of(row) ? other : truth)
                    .append('\n');
        }
        Path file = folder.resolve("answers.csv");
        Files.writeString(file, csv);
        Spec spec = Spec.parse(
                "apiVersion: ml-pipeline/v1\ntask: binary\nlabel: truth\nlabels: [\"no\", \"yes\"]\nposLabel: \"yes\"\nvalidate:\n"
                        + "  predictions: " + file + "\n  predictionColumn: answer\n" + more,
                "ml.yaml");
        return ValidationJob.run(spec, null, Set.of(), false, seen -> {}, Clock.systemUTC());
    }
}
