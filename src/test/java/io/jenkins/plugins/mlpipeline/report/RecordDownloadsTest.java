package io.jenkins.plugins.mlpipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.ExtensionList;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.config.FolderKey;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.audit.SigningKey;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.Page;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The records that a model's page offers. */
@WithJenkins
class RecordDownloadsTest {
    private static final Path KEYS = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit");

    private static JenkinsRule j;
    private WorkflowRun build;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void gate() throws Exception {
        OneJenkins.clean();
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
        assertThat(record("cyclonedx", "application/json")).isEqualTo(record("modelCard", "application/json"));
        assertThat(record("in-toto", "application/json")).isEqualTo(record("inToto", "application/json"));
        assertThat(record("junit", "application/xml")).contains("<testsuite ", "accuracy &gt;= 0.85");
        assertThat(record("markdown", "text/markdown")).contains("accuracy");
    }

    @Test
    void recordsAreSignedWhenTheGateDecides() throws Exception {
        sign("release-2026");
        build = j.buildAndAssertSuccess(build.getParent());

        j.assertLogContains(
                "[ml-pipeline] the records of the verdict are signed with the signing key (release-2026)", build);
        for (String record : new String[] {"audit", "inToto"}) {
            Envelope envelope = Json.parse(record(record, "application/json"), Envelope.class, record);
            assertThat(envelope.isSignedBy(SigningKey.readPublic(KEYS.resolve("ed25519.pub.pem"))))
                    .isTrue();
            assertThat(envelope.isSignedBy(SigningKey.readPublic(KEYS.resolve("p256.pub.pem"))))
                    .isFalse();
            assertThat(envelope.signatures().get(0).keyid()).isEqualTo("release-2026");
            assertThat(new String(envelope.content(), StandardCharsets.UTF_8)).contains("PASS");
        }
        assertThat(page())
                .contains("The evaluation was read from a file, which anybody may have written. The records of the"
                        + " verdict were signed when it was given, with the key \"release-2026\".");
        assertThat(Files.readString(
                        j.jenkins.getRootDir().toPath().resolve(MlPipelineConfiguration.class.getName() + ".xml")))
                .contains("<signingKey>")
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void aDownloadSignsNothing() throws Exception {
        sign("release-2026");

        for (String record : new String[] {"audit", "inToto"}) {
            assertThat(record(record, "application/json")).doesNotContain("\"signatures\"");
        }
        assertThat(page()).contains("The records of the verdict are not signed.");
    }

    @Test
    void whatIsChangedInABuildAfterTheDecisionGetsNoSignature() throws Exception {
        sign(null);
        build = j.buildAndAssertSuccess(build.getParent());
        String audit = record("audit", "application/json");
        String statement = record("inToto", "application/json");
        Path folder = build.getRootDir().toPath().resolve("ml-pipeline/model");
        Path evaluation = folder.resolve("evaluation.json");
        Path gate = folder.resolve("gate.json");
        String judged = Digest.ofText(Files.readString(evaluation));
        Files.writeString(evaluation, Files.readString(evaluation).replace("0.85", "0.99"));
        String forged = Files.readString(gate).replace("0.85", "0.99");
        Files.writeString(gate, forged.replace(judged, Digest.ofText(Files.readString(evaluation))));

        assertThat(record("audit", "application/json")).isEqualTo(audit);
        assertThat(record("inToto", "application/json")).isEqualTo(statement);
        Files.delete(folder.resolve("audit.dsse.json"));
        assertThat(record("audit", "application/json")).contains("0.99").doesNotContain("\"signatures\"");
        assertThat(folder.resolve("audit.dsse.json")).doesNotExist();
    }

    @Test
    void theKeyOfTheNearestFolderSignsAndFollowsIt() throws Exception {
        sign("everybody");
        MlPipelineConfiguration.get()
                .setSigningKeys(List.of(key("bank", "p256", "bank-2026"), key("bank/risk", "p384", "risk-2026")));
        Folder bank = j.jenkins.createProject(Folder.class, "bank");
        Folder risk = bank.createProject(Folder.class, "risk");

        assertThat(signer(bank)).isEqualTo("bank-2026 p256");
        bank.renameTo("treasury");
        assertThat(MlPipelineConfiguration.get().getSigningKeys())
                .extracting(FolderKey::getFolder)
                .containsExactly("treasury", "treasury/risk");
        assertThat(signer(risk)).isEqualTo("risk-2026 p384");
        JsonNode configuration = statement().at("/predicate/configuration");
        assertThat(configuration)
                .anySatisfy(resource -> assertThat(resource.path("annotations").toString())
                        .isEqualTo("{\"build\":\"1\",\"folder\":\"treasury/risk\",\"job\":\"treasury/risk/train\","
                                + "\"origin\":\"file\"}"))
                .anySatisfy(
                        resource -> assertThat(resource.path("name").asText()).isEqualTo("test-data"));
        assertThat(signer(j.jenkins.createProject(Folder.class, "bankrupt"))).isEqualTo("everybody ed25519");
    }

    /** Id and file of the key that signed the verdict of a job in a folder. */
    private String signer(Folder folder) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "train");
        job.setDefinition(new CpsFlowDefinition(Bench.script("gatePasses"), true));
        build = j.buildAndAssertSuccess(job);
        Envelope envelope = Json.parse(record("audit", "application/json"), Envelope.class, "audit");
        String file = "none";
        for (String name : new String[] {"ed25519", "p256", "p384"}) {
            if (envelope.isSignedBy(SigningKey.readPublic(KEYS.resolve(name + ".pub.pem")))) {
                file = name;
            }
        }
        return envelope.signatures().get(0).keyid() + " " + file;
    }

    private JsonNode statement() throws Exception {
        Envelope envelope = Json.parse(record("inToto", "application/json"), Envelope.class, "statement");
        return Json.parse(new String(envelope.content(), StandardCharsets.UTF_8), JsonNode.class, "statement");
    }

    @Test
    void aKeyOfAFolderThatCannotSignIsNotTaken() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        FolderKey good = key("bank", "p256", null);

        assertThatThrownBy(() -> configuration.setSigningKeys(List.of(key("bank", "p521", null))))
                .hasMessageStartingWith(
                        "the signing key of \"bank\": is not an Ed25519 key, nor one on P-256 or P-384.");
        assertThatThrownBy(() -> configuration.setSigningKeys(List.of(key("", "p256", null))))
                .hasMessage("A signing key of a folder names no folder; the key for every job has a field of its own.");
        assertThatThrownBy(() -> configuration.setSigningKeys(List.of(good, good)))
                .hasMessage("There are two signing keys of \"bank\"; leave one of them.");
        assertThat(configuration.getSigningKeys()).isEmpty();
        assertThat(ExtensionList.lookupSingleton(FolderKey.DescriptorImpl.class)
                        .doCheckFolder("gatePases")
                        .getMessage())
                .startsWith("There is no folder or job &quot;gatePases&quot;, so its key signs nothing; it will as soon"
                        + " as there is one. ");
    }

    /** The verdict is about the model that was judged, whatever another training of the build was about. */
    @Test
    void aTrainingOfAnotherModelIsLeftOut() throws Exception {
        sign(null);
        RecordFolder folder = RecordFolder.of(build, "model");
        folder.write(
                RecordFolder.Document.TRAINING,
                "{\"schemaVersion\": 1, \"algorithm\": \"gbt\", \"model\": {\"name\": \"other.onnx\", \"digest\": \"sha256:"
                        + "c".repeat(64) + "\", \"format\": \"onnx\", \"sizeBytes\": 5}}");

        VerdictRecorder.record(build, "model", folder.gate().orElseThrow());

        Envelope envelope = Json.parse(record("audit", "application/json"), Envelope.class, "audit");
        assertThat(new String(envelope.content(), StandardCharsets.UTF_8)).doesNotContain("gbt");
    }

    private static void sign(String id) throws Exception {
        MlPipelineConfiguration.get().setSigningKey(pem("ed25519"));
        MlPipelineConfiguration.get().setSigningKeyId(id);
    }

    private static FolderKey key(String folder, String file, String id) throws Exception {
        return new FolderKey(folder, pem(file), id);
    }

    private static Secret pem(String file) throws Exception {
        return Secret.fromString(Files.readString(KEYS.resolve(file + ".pem")));
    }

    private String page() throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            return web.getPage(build, "ml-pipeline/model/").asNormalizedText();
        }
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
            for (String unknown : new String[] {"html", "pdf", "audit/more", ""}) {
                web.assertFails(build.getUrl() + "ml-pipeline/model/records/" + unknown, 404);
            }
        }
    }

    private String record(String name, String type) throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            Page page = web.goTo(build.getUrl() + "ml-pipeline/model/records/" + name, type);
            return page.getWebResponse().getContentAsString(StandardCharsets.UTF_8);
        }
    }
}
