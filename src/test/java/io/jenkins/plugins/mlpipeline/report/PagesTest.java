package io.jenkins.plugins.mlpipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages of builds in states that no pipeline of the other tests leaves. */
@WithJenkins
class PagesTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static JenkinsRule j;
    private FreeStyleBuild build;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void build() throws Exception {
        OneJenkins.clean();
        build = j.buildAndAssertSuccess(j.createFreeStyleProject());
    }

    @Test
    void aBuildWithoutModelsSaysSo() throws Exception {
        MlPipelineAction.of(build).claim("mlTrain", "model", "3", node -> true);

        assertThat(text("ml-pipeline/")).contains("No model has been trained or validated in this build yet.");
        assertThat(text("")).doesNotContain("trained");
    }

    @Test
    void aModelThatWasOnlyTrainedSaysSo() throws Exception {
        MlPipelineAction.of(build).trained("model", "random_forest", DIGEST);

        assertThat(text("")).contains("model: trained: random_forest");
        assertThat(text("ml-pipeline/model/"))
                .contains("The model has not been validated in this build.", DIGEST)
                .doesNotContain("Verdict");
    }

    @Test
    void theSummaryHasVerdictAndMetrics() throws Exception {
        validated("champion");
        MlPipelineAction.of(build).gated("champion", "FAIL", "1 of 2 gates failed: accuracy.", false);

        assertThat(text("")).contains("champion: FAIL. 1 of 2 gates failed: accuracy.", "accuracy 0.765, roc_auc 0.8");
    }

    @Test
    void aBuildThatWasSavedWithoutThePluginKeepsItsPages() throws Exception {
        Evaluation evaluation = Json.parse(
                new String(
                        Bench.class
                                .getResourceAsStream("pipelines/evaluation.json")
                                .readAllBytes(),
                        StandardCharsets.UTF_8),
                Evaluation.class,
                "evaluation.json");
        EvaluationRecorder.record(build, "champion", evaluation, Origin.Source.RECORDED, false);
        MlPipelineAction.of(build).gated("champion", "PASS", "Fine.", true);
        build.removeAction(build.getAction(MlPipelineAction.class));
        build.save();
        j.jenkins.reload();
        build = (FreeStyleBuild) Run.fromExternalizableId(build.getExternalizableId());
        assertThat(build.getActions()).noneMatch(MlPipelineAction.class::isInstance);

        ModelRecord record =
                build.getAction(MlPipelineAction.class).model("champion").orElseThrow();
        assertThat(record.getMetrics()).containsEntry("accuracy", 0.85);
        assertThat(record.getVerdict()).isNull();
        assertThat(text("ml-pipeline/champion/")).contains("accuracy", "0.85");
        assertThat(text("")).contains("champion");

        MlPipelineAction.of(build).gated("champion", "FAIL", "Not any more.", false);
        assertThat(build.getAllActions().stream().filter(MlPipelineAction.class::isInstance))
                .hasSize(1);
        assertThat(build.getActions()).anyMatch(MlPipelineAction.class::isInstance);
    }

    @Test
    void aDocumentThatCannotBeReadIsNamed() throws Exception {
        validated("model");
        RecordFolder.of(build, "model").write(RecordFolder.Document.EVALUATION, "{");

        assertThat(text("ml-pipeline/model/")).contains("evaluation.json: not a valid document at line 1, column");
    }

    /** Names that mean something else to Jenkins below such a page. */
    @ParameterizedTest
    @ValueSource(strings = {"api", "run", "models", "version"})
    void everyIdHasItsPage(String id) throws Exception {
        validated(id);

        assertThat(text("ml-pipeline/" + id + "/")).contains("Model " + id, DIGEST);
    }

    @Test
    void everyPageHasItsRemoteApi() throws Exception {
        validated("champion");
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            for (String page : List.of("ml-pipeline/", "ml-pipeline/champion/")) {
                assertThat(web.goTo(build.getUrl() + page + "api/json", "application/json")
                                .getWebResponse()
                                .getContentAsString())
                        .contains("\"id\":\"champion\"", "\"accuracy\":0.765");
            }
        }
    }

    private void validated(String id) throws Exception {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("precision", 0.6);
        metrics.put("roc_auc", 0.8);
        metrics.put("accuracy", 0.765);
        MlPipelineAction.of(build)
                .validated(
                        id,
                        new ModelRecord.Validated(
                                "model.onnx", DIGEST, null, "binary", 200L, metrics, List.of("log_loss"), false));
    }

    private String text(String page) throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            return web.getPage(build, page).asNormalizedText();
        }
    }
}
