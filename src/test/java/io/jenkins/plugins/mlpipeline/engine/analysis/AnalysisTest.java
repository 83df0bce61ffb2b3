package io.jenkins.plugins.mlpipeline.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.WorstRow;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable.Group;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet.Slice;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a spec and files of predictions to an evaluation with comparisons, slices and fairness. */
class AnalysisTest {
    private static final String TARGET = "apiVersion: ml-pipeline/v1\nlabel: truth\nlabels: [no, yes]\nposLabel: yes\n";
    private static final String CANDIDATE = "id,sex,age,truth,p\n" // lines 2 to 9
            + "1,f,20,yes,0.9\n"
            + "2,f,30,no,0.2\n"
            + "3,m,40,yes,0.3\n"
            + "4,m,50,no,0.1\n"
            + "5,f,60,yes,0.8\n"
            + "6,m,70,no,0.7\n"
            + "7,m,25,yes,0.6\n"
            + "8,f,35,no,0.4\n";
    /** The same rows in another order; rows 3 and 6 right, row 1 wrong. */
    private static final String BASELINE = "id,sex,age,truth,p\n"
            + "8,f,35,no,0.45\n"
            + "7,m,25,yes,0.65\n"
            + "6,m,70,no,0.3\n"
            + "5,f,60,yes,0.85\n"
            + "4,m,50,no,0.15\n"
            + "3,m,40,yes,0.7\n"
            + "2,f,30,no,0.25\n"
            + "1,f,20,yes,0.2\n";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("candidate.csv"), CANDIDATE);
        Files.writeString(folder.resolve("baseline.csv"), BASELINE);
    }

    @Test
    void outcomesOfAFormerValidationAreJoinedByRowId() throws IOException {
        evaluate("rowId: id\n", "baseline.csv", "outcomes: " + folder.resolve("b.gz"), "");
        Evaluation evaluation = evaluate(
                "rowId: id\n",
                "candidate.csv",
                "baseline: {from: file, file: " + folder.resolve("b.gz") + "}\n" + "  worstRows: 1",
                "");
        Comparison comparison = evaluation.comparisons().get(Evaluation.BASELINE);
        assertThat(comparison.flips()).isEqualTo(new PairCounts(5, 1, 2, 0));
        assertThat(comparison.metrics().get("recall").pairs()).isEqualTo(new PairCounts(2, 1, 1, 0));
        assertThat(comparison.metrics().get("roc_auc").difference()).isNotNull();
        assertThat(comparison.metrics().get("f1").replicates()).isNull();
        assertThat(comparison.worst()).containsExactly(new WorstRow(4, "yes", "no", "yes"));
        assertThat(evaluation.baseline().from()).isEqualTo("file");
        assertThat(evaluation.baseline().name()).isEqualTo("b.gz");
    }

    @Test
    void withoutARowIdRowsAreKnownByTheirContent() throws IOException {
        evaluate("", "baseline.csv", "outcomes: " + folder.resolve("b.gz"), "");
        Evaluation evaluation =
                evaluate("", "candidate.csv", "baseline: {from: file, file: " + folder.resolve("b.gz") + "}", "");
        assertThat(evaluation.comparisons().get(Evaluation.BASELINE).flips()).isEqualTo(new PairCounts(5, 1, 2, 0));
    }

    @Test
    void otherRowsAreAnError() throws IOException {
        Files.writeString(folder.resolve("other.csv"), BASELINE.replace("1,f,20,yes", "9,f,20,yes"));
        evaluate("rowId: id\n", "other.csv", "outcomes: " + folder.resolve("b.gz"), "");
        assertThatThrownBy(() -> evaluate(
                        "rowId: id\n",
                        "candidate.csv",
                        "baseline: {from: file, file: " + folder.resolve("b.gz") + "}",
                        ""))
                .isInstanceOf(UserError.class)
                .hasMessage("candidate and baseline were not evaluated on the same rows: 7 rows match, of 8 of the"
                        + " candidate's (candidate.csv) and 8 of the baseline's (other.csv). Validate the baseline on the"
                        + " candidate's rows.");
    }

    @Test
    void gatesSayWhoseSamplesAreKept() throws IOException {
        evaluate("rowId: id\n", "baseline.csv", "outcomes: " + folder.resolve("b.gz"), "");
        Evaluation evaluation = evaluate(
                "rowId: id\n",
                "candidate.csv",
                "baseline: {from: file, file: " + folder.resolve("b.gz") + "}\n  seed: 7",
                "gates: ['f1(decide=paired)>=baseline', 'precision(decide=lowerBound)>=0.1',"
                        + " 'balanced_accuracy(decide=lowerBound)>=0.1', 'accuracy(decide=paired, id=d)>=dummy']\n");
        Comparison comparison = evaluation.comparisons().get(Evaluation.BASELINE);
        assertThat(comparison.metrics().get("f1").replicates().seed()).isEqualTo(7);
        assertThat(comparison.metrics().get("precision").replicates()).isNull();
        assertThat(evaluation.statistics().replicates()).containsOnlyKeys("balanced_accuracy");
        assertThat(evaluation
                        .comparisons()
                        .get(Evaluation.DUMMY)
                        .metrics()
                        .get("accuracy")
                        .pairs())
                .isEqualTo(new PairCounts(3, 3, 1, 1));
        assertThat(Json.write(evaluate(
                                "rowId: id\n",
                                "candidate.csv",
                                "baseline: {from: file, file: " + folder.resolve("b.gz") + "}\n  seed: 7",
                                "gates: ['f1(decide=paired)>=baseline']\n")
                        .comparisons()
                        .get(Evaluation.BASELINE)))
                .isEqualTo(Json.write(comparison));
    }

    @Test
    void slicesAreEvaluatedWithTheirComparisons() throws IOException {
        evaluate("rowId: id\n", "baseline.csv", "outcomes: " + folder.resolve("b.gz"), "");
        Evaluation evaluation = evaluate(
                "rowId: id\n",
                "candidate.csv",
                "baseline: {from: file, file: " + folder.resolve("b.gz") + "}\n"
                        + "  slices: [{by: sex}, {name: old, where: age >= 60}, {by: age, bins: [30, 100]}]",
                "gates: [{metric: accuracy, min: 0.5, slice: {by: [sex, age]}}]\n");
        assertThat(evaluation.slices()).extracting(SliceSet::name).containsExactly("sex", "old", "age", "sex, age");
        assertThat(evaluation.slices().get(0).slices())
                .extracting(
                        Slice::name,
                        Slice::rows,
                        s -> s.metrics().get("accuracy").value())
                .containsExactly(tuple("sex=f", 4L, 1.0), tuple("sex=m", 4L, 0.5));
        Slice men = evaluation.slices().get(0).slices().get(1);
        assertThat(men.comparisons().get(Evaluation.BASELINE).flips()).isEqualTo(new PairCounts(2, 0, 2, 0));
        assertThat(evaluation.slices().get(1).slices()).extracting(Slice::rows).containsExactly(2L);
        assertThat(evaluation.slices().get(2).excluded())
                .containsExactly(new SliceSet.Excluded("age >= 100", 0, "no row is in it"));
        assertThat(evaluation.slices().get(3).slices()).hasSize(8);
    }

    @Test
    void fairnessIsMeasuredByGroup() throws IOException {
        Evaluation evaluation = evaluate("", "candidate.csv", "fairness: [sex]", "");
        assertThat(evaluation.fairness().get(0).groups())
                .containsExactly(new Group("f", 2, 0, 0, 2), new Group("m", 1, 1, 1, 1));
        assertThat(evaluation
                        .metrics()
                        .get("equal_opportunity_difference(by=sex)")
                        .value())
                .isEqualTo(0.5);
        assertThat(evaluation
                        .metrics()
                        .get("demographic_parity_difference(by=sex)")
                        .value())
                .isZero();
        assertThat(evaluation
                        .metrics()
                        .get("equal_opportunity_difference(by=sex)")
                        .interval()
                        .method())
                .isEqualTo("clopper-pearson-of-groups");
        assertThat(evaluation.statistics().replicates()).isNull();

        Evaluation together = evaluate("", "candidate.csv", "fairness: [sex]\n  groups: id", "");
        assertThat(together.statistics().replicates()).containsKey("equalized_odds_ratio(by=sex)");
    }

    @Test
    void groupedRowsHaveNoIntervalsOfIndependentOnes() throws IOException {
        Evaluation evaluation = evaluate("", "candidate.csv", "groups: sex", "");
        assertThat(evaluation.statistics().groups().count()).isEqualTo(2);
        // Two groups have no bound that decides.
        assertThat(evaluation.metrics().get("accuracy").interval()).isNull();
        assertThat(evaluation.metrics().get("precision").interval()).isNull();
        assertThat(evaluation.metrics().get("roc_auc").interval()).isNull();
    }

    @Test
    void withoutAnythingAskedForNothingIsAdded() throws IOException {
        Evaluation evaluation = evaluate("", "candidate.csv", "threshold: 0.5", "");
        assertThat(evaluation.comparisons()).isNull();
        assertThat(evaluation.baseline()).isNull();
        assertThat(evaluation.slices()).isNull();
        assertThat(evaluation.fairness()).isNull();
        assertThat(evaluation.statistics().replicates()).isNull();
        assertThat(evaluation.statistics().estimates()).containsKeys("log_loss", "brier_score_loss", "roc_auc");
    }

    @Test
    void whatNeedsJenkinsSaysSo() {
        assertThatThrownBy(() -> evaluate("", "candidate.csv", "baseline: {from: lastPassed}", ""))
                .isInstanceOf(UserError.class)
                .hasMessage("the baseline {from: lastPassed} is looked up by Jenkins, which is not at work here. Give"
                        + " --baseline with a model or a file of outcomes, or {from: none} in the spec.");
    }

    @Test
    void whatJenkinsFoundIsUsedAndNamed() throws IOException {
        evaluate("rowId: id\n", "baseline.csv", "outcomes: " + folder.resolve("b.gz"), "");
        Evaluation evaluation = evaluate(
                "rowId: id\n",
                "candidate.csv",
                "baseline: {from: lastPassed, job: fraud, resolved: " + folder.resolve("b.gz") + "}",
                "");
        assertThat(evaluation.baseline().from()).isEqualTo("lastPassed");
        assertThat(evaluation.baseline().job()).isEqualTo("fraud");
        assertThat(evaluation.comparisons()).containsKey(Evaluation.BASELINE);
    }

    @Test
    void theFirstBuildHasNoBaseline() throws IOException {
        Evaluation evaluation = evaluate("", "candidate.csv", "baseline: {from: lastPassed, firstBuild: true}", "");
        assertThat(evaluation.baseline().isNone()).isTrue();
        assertThat(evaluation.baseline().firstBuild()).isTrue();
        assertThat(evaluation.comparisons()).isNull();
    }

    @Test
    void theDummyIsABaselineToo() throws IOException {
        Evaluation evaluation = evaluate("", "candidate.csv", "baseline: {from: dummy}", "");
        assertThat(evaluation
                        .comparisons()
                        .get(Evaluation.BASELINE)
                        .metrics()
                        .get("accuracy")
                        .baseline())
                .isEqualTo(0.5);
    }

    @Test
    void mistakesAreNamed() throws IOException {
        refuses(
                "fairness: [sx]",
                folder.resolve("candidate.csv") + ": there is no column \"sx\". Did you mean \"sex\"?");
        refuses("groups: sx", folder.resolve("candidate.csv") + ": there is no column \"sx\". Did you mean \"sex\"?");
        refuses("worstRows: 2000", "worstRows is 2000; 0 to 1000 rows can be listed.");
        refuses("slices: [{by: sex}, {by: sex}]", "two slices have the name \"sex\"; give each its own.");
        refuses("bootstrap: [f2]", "metric \"f2\" is unknown. Did you mean \"f1\" or \"r2\"?");
        refuses(
                "baseline: {from: model, model: " + folder.resolve("candidate.csv") + "}",
                folder.resolve("candidate.csv")
                        + ": is no file of outcomes, and a model can't be asked about the rows of a predictions file. Name"
                        + " the file that validate --outcomes wrote for the baseline's predictions.");
        Files.writeString(folder.resolve("bare.csv"), "truth,p\nyes,0.9\nno,0.1\n");
        assertThatThrownBy(() -> evaluate("", "bare.csv", "outcomes: x.gz", ""))
                .hasMessage(folder.resolve("bare.csv")
                        + ": nothing in it tells one row from another, so its rows can't be found in other outcomes. Name"
                        + " the column with each row's id (rowId).");
        Files.writeString(folder.resolve("hole.csv"), CANDIDATE.replace("3,m", ",m"));
        assertThatThrownBy(() -> evaluate("rowId: id\n", "hole.csv", "outcomes: x.gz", ""))
                .hasMessage(folder.resolve("hole.csv")
                        + ": line 4, column \"id\": the row id is missing. Fill it, or take the row out.");
    }

    private void refuses(String validate, String message) {
        assertThatThrownBy(() -> evaluate("", "candidate.csv", validate, ""))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    private Evaluation evaluate(String top, String predictions, String validate, String gates) throws IOException {
        Spec spec = Spec.parse(
                TARGET + top + "validate:\n  predictions: " + folder.resolve(predictions)
                        + "\n  scoreColumns: {yes: p}\n  " + validate + "\n" + gates,
                "ml.yaml");
        return ValidationJob.run(spec, null, Set.of(), false, rows -> {}, Clock.systemUTC());
    }
}
