package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.spec.SchemasTest;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of an evaluation that was compared with a baseline, in slices and by groups. */
class ComparedReportTest {
    private static final int ROWS = 300;
    private static final String GATES = "gates:\n"
            + "  - {id: no-worse, metric: accuracy, vs: baseline, maxDrop: 0.5, decide: paired}\n"
            + "  - {id: f1, metric: f1, vs: baseline, maxDrop: 0.02, decide: paired}\n"
            + "  - {id: sure, metric: accuracy, min: 0.2, decide: lowerBound}\n"
            + "  - {id: sexes, metric: accuracy, min: 0.2, slice: {by: sex}, minRows: 20, onSmall: SKIP}\n"
            + "  - {id: parity, metric: demographic_parity_difference, by: sex, max: 0.9, decide: upperBound}\n";

    @TempDir
    Path folder;

    private Evaluation evaluation;
    private ReportInput input;

    @BeforeEach
    void evaluate() throws IOException {
        Files.writeString(folder.resolve("candidate.csv"), rows(0.9));
        Files.writeString(folder.resolve("baseline.csv"), rows(0.6));
        run("baseline.csv", "outcomes: " + folder.resolve("former.gz"));
        Spec spec = run(
                "candidate.csv",
                "baseline: {from: file, file: " + folder.resolve("former.gz") + "}\n  worstRows: 3\n"
                        + "  slices: [{by: sex}, {name: old, where: age > 200}]");
        Gates gates = spec.gates();
        GateResult result = GateEvaluator.evaluate(evaluation, gates, null, null, Samples.NOW);
        input = ReportInput.of(evaluation, result, null);
    }

    private Spec run(String predictions, String validate) throws IOException {
        Spec spec = Spec.parse(
                "apiVersion: ml-pipeline/v1\nlabel: truth\nlabels: [no, yes]\nposLabel: yes\nrowId: id\nvalidate:\n"
                        + "  predictions: " + folder.resolve(predictions) + "\n  scoreColumns: {yes: p}\n  " + validate
                        + "\n" + GATES,
                "ml.yaml");
        evaluation = ValidationJob.run(spec, null, Set.of(), false, n -> {}, Clock.systemUTC());
        return spec;
    }

    /** The greater the noise, the worse the scores; truth and columns are the same for all. */
    private static String rows(double noise) {
        Random random = new Random(5);
        StringBuilder rows = new StringBuilder("id,sex,age,truth,p\n");
        for (int row = 0; row < ROWS; row++) {
            boolean truth = random.nextBoolean();
            double p = 1 / (1 + Math.exp(-(truth ? 1 : -1) - noise * 2 * random.nextGaussian()));
            String sex = random.nextInt(40) == 0 ? "x" : random.nextBoolean() ? "f" : "m";
            rows.append(row)
                    .append(',')
                    .append(sex)
                    .append(',')
                    .append(random.nextInt(80))
                    .append(',');
            rows.append(truth ? "yes" : "no").append(',').append(p).append('\n');
        }
        return rows.toString();
    }

    @Test
    void documentsAreValid() throws IOException {
        assertThat(SchemasTest.problems("evaluation", Json.tree(evaluation))).isEmpty();
        assertThat(SchemasTest.problems("gate", Json.tree(input.gate()))).isEmpty();
        assertThat(Json.write(Json.parse(Json.write(evaluation), Evaluation.class, "e")))
                .isEqualTo(Json.write(evaluation));
        assertThat(Json.write(Json.parse(Json.write(input.gate()), GateResult.class, "g")))
                .isEqualTo(Json.write(input.gate()));
    }

    @Test
    void thePageHasTheSectionsAndOnePlainWordEach() {
        String page = HtmlReport.page(input);
        assertThat(page)
                .contains("href=\"#comparison\"", "href=\"#slices\"", "href=\"#fairness\"")
                .contains("The baseline is former.gz. Both models answered the same 300 rows.")
                .contains(" flipped to wrong</td>")
                .contains("Rows on which the model lost most (3)")
                .contains("Not evaluated: old (0 rows), since no row is in it.")
                .contains("Each slice", "left out")
                .contains("demographic parity difference");
        assertThat(HtmlReport.page(Samples.failing())).doesNotContain("#comparison", "#slices", "#fairness");
    }

    @Test
    void junitHasACaseForEachSlice() {
        assertThat(JunitReport.of(evaluation, input.gate()))
                .contains("name=\"sexes: accuracy &gt;= 0.2 [sex=f]\"")
                .contains("name=\"sexes: accuracy &gt;= 0.2 [sex=m]\"")
                .contains("name=\"sexes: accuracy &gt;= 0.2 [sex=x]\" time=\"0\"><skipped message=\"Left out: It has ")
                .contains("tests=\"7\"");
    }

    @Test
    void markdownFoldsThemAway() {
        assertThat(MarkdownReport.of(input))
                .contains("<details><summary>Against the baseline, on the same 300 rows: ")
                .contains("| no-worse | accuracy \u2265 baseline \u2212 0.5 |")
                .contains("<details><summary>Slices</summary>");
    }

    @Test
    void noDamageCrashesAReport() {
        JsonNode document = DamagedDocumentsTest.shortened(Json.tree(evaluation));
        assertThat(DamagedDocumentsTest.damaged(document, 211, node -> {
                    Evaluation damaged = Json.convert(node, Evaluation.class, "evaluation.json");
                    HtmlReport.page(ReportInput.of(damaged, null, null));
                    MarkdownReport.of(ReportInput.of(damaged, null, null));
                    GateEvaluator.evaluate(
                            damaged,
                            GateReader.parse(List.of(
                                    "accuracy(decide=paired)>=baseline",
                                    "accuracy(slice=sex,id=s)>=0.5",
                                    "f1(decide=paired)>=baseline")),
                            null,
                            null,
                            Samples.NOW);
                }))
                .isPositive();
        assertThat(DamagedDocumentsTest.damaged(Json.tree(input.gate()), 53, node -> {
                    GateResult damaged = Json.convert(node, GateResult.class, "gate.json");
                    HtmlReport.page(ReportInput.of(evaluation, damaged, null));
                    JunitReport.of(evaluation, damaged);
                }))
                .isPositive();
    }
}
