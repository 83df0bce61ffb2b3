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
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
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
