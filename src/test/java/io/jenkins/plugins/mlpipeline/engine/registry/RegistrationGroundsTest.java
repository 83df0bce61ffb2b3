package io.jenkins.plugins.mlpipeline.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.registry.RegistrationGrounds.Document;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationGroundsTest {
    private static final String MODEL = Digest.ofText("model");
    private static final String DATA = Digest.ofText("data");
    private static final String DOCUMENT = Digest.ofText("evaluation");
    private static final String VERDICT = Digest.ofText("gate");

    private static Document<Evaluation> evaluation(String about) {
        String text = """
                {"schemaVersion": 1, %s, "data": {"sha256": "%s", "rows": 3}, "metrics": {}, "createdAt": "2026-11-30T00:00:00Z"}
                """.formatted(about, DATA);
        return new Document<>(Json.parse(text, Evaluation.class, "evaluation.json"), "evaluation.json", DOCUMENT);
    }

    private static Document<GateResult> gate(String verdict, String about, String evaluation) {
        String text = """
                {"schemaVersion": 1, "createdAt": "2026-11-30T00:00:00Z", "verdict": "%s", "summary": "It is so.", %s,
                 "evaluation": {"name": "evaluation.json", "sha256": "%s"}, "data": {"sha256": "%s", "rows": 3}, "gates": []}
                """.formatted(verdict, about, evaluation, DATA);
        return new Document<>(Json.parse(text, GateResult.class, "gate.json"), "gate.json", VERDICT);
    }

    private static String model(String digest) {
        return "\"model\": {\"name\": \"m\", \"digest\": \"" + digest + "\"}";
    }

    private static String subject(String subject) {
        return "\"subject\": \"" + subject + "\"";
    }

    private static void refused(Document<Evaluation> evaluation, Document<GateResult> gate, String message) {
        assertThatThrownBy(() -> RegistrationGrounds.of(evaluation, gate, null, null))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void aPassOfThisModelAllowsItAndIsNoted() {
        RegistrationGrounds grounds = RegistrationGrounds.of(
                evaluation(model(MODEL)), gate("PASS", model(MODEL), DOCUMENT), "bank/churn", "https://ci.example/4/");

        assertThat(grounds.digest()).isEqualTo(MODEL);
        assertThat(grounds.tags())
                .isEqualTo(Map.of(
                        "ml-pipeline.verdict",
                        "PASS",
                        "ml-pipeline.gate",
                        VERDICT,
                        "ml-pipeline.evaluation",
                        DOCUMENT,
                        "ml-pipeline.data",
                        DATA,
                        "ml-pipeline.job",
                        "bank/churn",
                        "ml-pipeline.build",
                        "https://ci.example/4/"));
    }

    @Test
    void whatPredictionsAreAboutCanBeRegisteredToo() {
        assertThat(RegistrationGrounds.of(
                                evaluation(subject(MODEL)), gate("PASS", subject(MODEL), DOCUMENT), null, null)
                        .digest())
                .isEqualTo(MODEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAIL", "INCONCLUSIVE", "ERROR"})
    void everythingElseThanAPassIsRefused(String verdict) {
        refused(
                evaluation(model(MODEL)),
                gate(verdict, model(MODEL), DOCUMENT),
                "gate.json: the verdict is " + verdict
                        + ", and only a model that passed its gates is registered. It is so.");
    }

    @Test
    void aVerdictAboutAnotherEvaluationIsRefused() {
        String other = Digest.ofText("other");
        refused(
                evaluation(model(MODEL)),
                gate("PASS", model(MODEL), other),
                "gate.json: judged the evaluation " + other + ", but evaluation.json is " + DOCUMENT
                        + ". Give those that belong together.");
    }

    @Test
    void aVerdictAboutAnotherModelIsRefused() {
        String other = Digest.ofText("other");
        refused(
                evaluation(model(MODEL)),
                gate("PASS", model(other), DOCUMENT),
                "gate.json: is about the model " + other + ", but evaluation.json is about " + MODEL
                        + ". Give those that belong together.");
    }

    @Test
    void aVerdictThatIsBoundToNoModelIsRefused() {
        refused(
                evaluation("\"id\": \"a\""),
                gate("PASS", "\"id\": \"a\"", DOCUMENT),
                "gate.json: the verdict is bound to no model, so nothing can be registered by it. Validate the model itself,"
                        + " or give --subject with its file.");
        refused(
                evaluation(subject("bank/churn@" + MODEL)),
                gate("PASS", subject("bank/churn@" + MODEL), DOCUMENT),
                "gate.json: the verdict is bound to an image, so nothing can be registered by it. Validate the model itself,"
                        + " or give --subject with its file.");
    }
}
