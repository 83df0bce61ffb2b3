package io.jenkins.plugins.mlpipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.audit.SigningKey;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.htmlunit.Page;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The records that a model's page offers. */
@WithJenkins
class RecordDownloadsTest {
    private static final Path KEYS = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit");

    private JenkinsRule j;
    private WorkflowRun build;

    @BeforeEach
    void gate(JenkinsRule rule) throws Exception {
        j = rule;
        build = j.buildAndAssertSuccess(Bench.job("gatePasses"));
    }

    @Test
    void recordsNameTheBuildTheModelAndTheVerdict() throws Exception {
        JsonNode audit = Json.parse(record("audit", "application/json"), JsonNode.class, "audit");
        assertThat(audit.at("/decision/verdict").asText()).isEqualTo("PASS");
        assertThat(audit.at("/provenance/buildUrl").asText()).isEqualTo(build.getAbsoluteUrl());
        assertThat(record("audit", "application/json")).isEqualTo(record("audit", "application/json"));

        JsonNode card = Json.parse(record("modelCard", "application/json"), JsonNode.class, "card");
        assertThat(card.get("bomFormat").asText()).isEqualTo("CycloneDX");
        JsonNode statement = Json.parse(record("inToto", "application/json"), JsonNode.class, "statement");
        assertThat(statement.at("/predicate/result").asText()).isEqualTo("PASSED");
        assertThat(record("junit", "application/xml")).contains("<testsuite ", "accuracy &gt;= 0.85");
        assertThat(record("markdown", "text/markdown")).contains("accuracy");
    }

    @Test
    void recordsAreSignedWhereAKeyIsConfigured() throws Exception {
        MlPipelineConfiguration.get().setSigningKey(Secret.fromString(Files.readString(KEYS.resolve("ed25519.pem"))));
        MlPipelineConfiguration.get().setSigningKeyId("release-2026");

        for (String record : new String[] {"audit", "inToto"}) {
            Envelope envelope = Json.parse(record(record, "application/json"), Envelope.class, record);
            assertThat(envelope.isSignedBy(SigningKey.readPublic(KEYS.resolve("ed25519.pub.pem"))))
                    .isTrue();
            assertThat(envelope.isSignedBy(SigningKey.readPublic(KEYS.resolve("p256.pub.pem"))))
                    .isFalse();
            assertThat(envelope.signatures().get(0).keyid()).isEqualTo("release-2026");
            assertThat(new String(envelope.content(), StandardCharsets.UTF_8)).contains("PASS");
        }
        assertThat(Files.readString(
                        j.jenkins.getRootDir().toPath().resolve(MlPipelineConfiguration.class.getName() + ".xml")))
                .contains("<signingKey>")
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void aKeyThatCannotSignIsNotTaken() throws Exception {
        Secret curve = Secret.fromString(Files.readString(KEYS.resolve("p521.pem")));

        assertThatThrownBy(() -> MlPipelineConfiguration.get().setSigningKey(curve))
                .hasMessageStartingWith("the signing key: is not an Ed25519 key, nor one on P-256 or P-384.");
        assertThatThrownBy(() -> MlPipelineConfiguration.get().setSigningKey(Secret.fromString("secret")))
                .hasMessage("the signing key: is not in PEM; a file with \"-----BEGIN PRIVATE KEY-----\" is expected.");
        assertThat(MlPipelineConfiguration.get().getSigningKey()).isNull();
    }

    @Test
    void aModelWithoutAVerdictHasNoRecords() throws Exception {
        RecordFolder.of(build, "model").delete(RecordFolder.Document.GATE);

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            web.assertFails(build.getUrl() + "ml-pipeline/model/records/audit", 404);
        }
    }

    private String record(String name, String type) throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            Page page = web.goTo(build.getUrl() + "ml-pipeline/model/records/" + name, type);
            return page.getWebResponse().getContentAsString(StandardCharsets.UTF_8);
        }
    }
}
