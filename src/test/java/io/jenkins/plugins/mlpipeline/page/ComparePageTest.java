package io.jenkins.plugins.mlpipeline.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.comparison.LearntRows;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesHeader;
import io.jenkins.plugins.mlpipeline.engine.comparison.StoredOutcomes;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Any two models of builds that the reader may see, beside each other. */
@WithJenkins
class ComparePageTest {
    private static final int ROWS = 100;
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void clear() throws Exception {
        Bench.clear();
    }

    @Test
    void withoutOutcomesTheValuesAreComparedAndItIsSaidWhyThereIsNoInterval() throws Exception {
        gated("first", "accuracy>=0.5", Result.SUCCESS);
        gated("second", "accuracy>=0.999", Result.FAILURE);

        HtmlPage page = compare("first#1", "second#1:model");
        assertThat(page.asNormalizedText())
                .contains("first #1: model", "second #1: model", "PASS", "FAIL")
                .contains(
                        "The rows can't be compared one by one, because at least one of the builds has no file of outcomes")
                .contains("accuracy >= 0.5: PASS", "accuracy >= 0.999: FAIL");
        assertThat(page.getByXPath("//table[caption='Metrics of both models']//th[normalize-space()='accuracy']"))
                .hasSize(1);
    }

    @Test
    void withTheOutcomesOfBothEachDifferenceIsPaired() throws Exception {
        // 100 rows, 10 wrong in one and 30 in the other, the 10 among them: 20 pairs differ.
        outcomes(gated("first", "accuracy>=0.5", Result.SUCCESS), 10);
        outcomes(gated("second", "accuracy>=0.5", Result.SUCCESS), 30);

        HtmlPage page = compare("first#1", "second#1");
        assertThat(page.asNormalizedText())
                .contains("Both models answered the same 100 rows, so each difference is paired and has its interval.")
                .containsPattern("accuracy\\s+0.9\\s+0.7\\s+\\+0.2\\s+\\+0.1");
    }

    @Test
    void aComparisonIsTheSameWhenItIsReloadedAndMadeAnewWhenTheRowsAreOthers() throws Exception {
        outcomes(gated("first", "accuracy>=0.5", Result.SUCCESS), 10);
        WorkflowRun second = gated("second", "accuracy>=0.5", Result.SUCCESS);
        outcomes(second, 30);

        String table = table(compare("first#1", "second#1"));
        assertThat(table(compare("first#1", "second#1"))).isEqualTo(table);
        assertThat(table(compare("second#1", "first#1"))).containsPattern("accuracy\\s+0.7\\s+0.9\\s+-0.2\\s");

        Path rows = RecordFolder.of(second, "model").outcomes();
        FileTime before = Files.getLastModifiedTime(rows);
        outcomes(second, 40);
        Files.setLastModifiedTime(rows, FileTime.fromMillis(before.toMillis() + 1));
        assertThat(table(compare("first#1", "second#1"))).containsPattern("accuracy\\s+0.9\\s+0.6\\s+\\+0.3\\s");
    }

    private static String table(HtmlPage page) {
        return page.getFirstByXPath("//table[caption='Metrics of both models']") instanceof HtmlTable table
                ? table.asNormalizedText()
                : "";
    }

    @Test
    void aDamagedFileOfOutcomesIsNamed() throws Exception {
        WorkflowRun first = gated("first", "accuracy>=0.5", Result.SUCCESS);
        outcomes(first, 10);
        RecordFolder folder = RecordFolder.of(first, "model");
        Files.write(folder.outcomes(), new byte[] {1, 2, 3});
        outcomes(gated("second", "accuracy>=0.5", Result.SUCCESS), 30);

        assertThat(compare("first#1", "second#1").asNormalizedText())
                .contains(
                        "The rows can't be compared one by one:",
                        "it can't be decompressed",
                        "The differences have no interval.");
    }

    @Test
    void whatIsKnownOfBothComesFromTheirEvaluationsWhateverElseTheyHold() throws Exception {
        evaluation(gated("first", "accuracy>=0.5", Result.SUCCESS), "a", 0.5);
        evaluation(gated("second", "accuracy>=0.5", Result.SUCCESS), "b", 0.25);

        HtmlPage page = compare("first#1", "second#1");
        assertThat(page.asNormalizedText())
                .containsPattern("test data sha256\\s+sha256:a+\\s+sha256:b+")
                .containsPattern("threshold\\s+0.5\\s+0.25");
        assertThat(page.getByXPath("//tr[th='positive label']/td[normalize-space()='yes']"))
                .hasSize(2);
        assertThat(page.getByXPath("//tr[th='test data rows']/td[normalize-space()='100']"))
                .hasSize(2);
        assertThat(page.getByXPath("//tr[th='labels']/td[normalize-space()='no, yes']"))
                .hasSize(2);
        assertThat(page.getByXPath("//tr[th='task']/td[normalize-space()='binary']"))
                .hasSize(2);
    }

    @Test
    void anEvaluationThatCannotBeReadIsNamed() throws Exception {
        RecordFolder.of(gated("first", "accuracy>=0.5", Result.SUCCESS), "model")
                .write(RecordFolder.Document.EVALUATION, "{\"task\": \"binary\"");
        gated("second", "accuracy>=0.5", Result.SUCCESS);

        assertThat(compare("first#1", "second#1").asNormalizedText())
                .contains("evaluation.json: not a valid document at line 1");
    }

    private static void evaluation(WorkflowRun build, String digit, double threshold) throws Exception {
        RecordFolder.of(build, "model")
                .write(RecordFolder.Document.EVALUATION, """
                        {"schemaVersion": 1, "task": "binary", "labels": ["no", "yes"], "posLabel": "yes", "threshold": %s,
                         "metrics": {"accuracy": {"value": 0.9}}, "slices": [{"by": ["region"], "slices": []}],
                         "data": {"name": "test.csv", "sha256": "sha256:%s", "rows": 100}}
                        """.formatted(threshold, digit.repeat(64)));
    }

    @Test
    void whatTheReaderMayNotSeeIsAsIfItWereNotThere() throws Exception {
        gated("open", "accuracy>=0.5", Result.SUCCESS);
        gated("secret", "accuracy>=0.5", Result.SUCCESS);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(j.jenkins.getItem("open"))
                .toEveryone());

        assertThat(compare("open#1", "secret#1").asNormalizedText())
                .contains("There is no model secret#1 that you may see.")
                .doesNotContain("PASS");
        assertThat(compare("open#1", "never#1").asNormalizedText())
                .contains("There is no model never#1 that you may see.");
        assertThat(compare("open", "open#1").asNormalizedText())
                .contains("\"open\" names no model of a build. Write job#number:model");
    }

    private WorkflowRun gated(String name, String gate, Result result) throws Exception {
        WorkflowJob job = Bench.job(name, Bench.script("gateAny").replace("ARGUMENTS", ", gates: ['" + gate + "']"));
        return j.assertBuildStatus(result, job.scheduleBuild2(0));
    }

    /** Keeps outcomes as a validation does, the first rows wrong. */
    private static void outcomes(WorkflowRun build, int wrong) throws Exception {
        ClassificationOutcomes.Builder rows =
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.NONE);
        long[] keys = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            keys[row] = row;
            rows.add(row % 2, row < wrong ? 1 - row % 2 : row % 2);
        }
        OutcomesHeader header = new OutcomesHeader(
                OutcomesHeader.SCHEMA_VERSION,
                null,
                null,
                "test.csv",
                Digest.ofText("rows"),
                Task.BINARY,
                List.of("no", "yes"),
                "yes",
                Scores.NONE,
                null,
                ROWS,
                null,
                null);
        OutcomesFile.write(
                RecordFolder.of(build, "model").outcomes(),
                new StoredOutcomes(header, keys, rows.build(), LearntRows.none()));
    }

    private HtmlPage compare(String first, String second) throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            return web.goTo("ml-models/compare/?model=" + URLEncoder.encode(first, StandardCharsets.UTF_8) + "&model="
                    + URLEncoder.encode(second, StandardCharsets.UTF_8));
        }
    }
}
