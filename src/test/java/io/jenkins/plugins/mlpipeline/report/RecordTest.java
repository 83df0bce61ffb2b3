package io.jenkins.plugins.mlpipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.util.BuildListenerAdapter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RecordTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @Test
    void theRecordOfEveryReleasedFormIsRead() throws IOException {
        MlPipelineAction action = (MlPipelineAction) Run.XSTREAM2.fromXML(resource("record-1.xml"));

        ModelRecord record = action.model("champion").orElseThrow();
        assertThat(action.getVersion()).isEqualTo(1);
        assertThat(record.getAlgorithm()).isEqualTo("random_forest");
        assertThat(record.getModelDigest()).isEqualTo("sha256:" + "a".repeat(64));
        assertThat(record.getTask()).isEqualTo("binary");
        assertThat(record.getRows()).isEqualTo(200L);
        assertThat(record.getMetrics()).containsExactly(Map.entry("accuracy", 0.765), Map.entry("roc_auc", 0.8));
        assertThat(record.getUndefined()).containsExactly("log_loss");
        assertThat(record.isArchived()).isTrue();
        assertThat(record.getVerdict()).isEqualTo("PASS");
        assertThat(record.getSummary()).isEqualTo("Both gates passed.");
        assertThat(record.isDeployable()).isTrue();
        assertThatThrownBy(() -> action.claim("mlGate", "champion", "99", node -> false))
                .hasMessageContaining("was already used by another mlGate of this build");
    }

    @Test
    void theRecordIsWrittenAsTheFixtureHasIt() throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(j.createFreeStyleProject());
        MlPipelineAction action = MlPipelineAction.of(build);
        action.claim("mlGate", "champion", "12", node -> true);
        action.trained("champion", "random_forest", "sha256:" + "a".repeat(64));
        action.validated("champion", validated("sha256:" + "a".repeat(64), true));
        action.gated("champion", "PASS", "Both gates passed.", true);
        action.completed("mlGate", "champion");

        assertThat(Run.XSTREAM2.toXML(action).replaceAll(" plugin=\"[^\"]*\"", "") + "\n")
                .isEqualTo(resource("record-1.xml"));
    }

    @Test
    void anIdIsNoPath() throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(j.createFreeStyleProject());

        for (String id : List.of("..", ".", "a/b", "a\\b", "", ".hidden", "x".repeat(65), "a b")) {
            assertThatThrownBy(() -> RecordFolder.of(build, id)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aModelIsFoundByItsDigestByThoseWhoMayReadTheJob() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("trainer");
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        byte[] bytes = "model".getBytes(StandardCharsets.UTF_8);
        String digest = Digest.ofBytes(bytes);
        FilePath folder = j.jenkins.getRootPath().child("somewhere");
        folder.child("m.onnx").write("model", "UTF-8");
        build.pickArtifactManager()
                .archive(
                        folder,
                        new Launcher.LocalLauncher(j.createTaskListener()),
                        BuildListenerAdapter.wrap(j.createTaskListener()),
                        Map.of(ModelArchive.path(digest) + "/m.onnx", "m.onnx"));
        assertThat(ModelArchive.holds(ModelArchive.root(build, digest), digest)).isTrue();
        assertThat(ModelArchive.holds(ModelArchive.root(build, digest), "sha256:" + "0".repeat(64)))
                .isFalse();
        MlPipelineAction.of(build).validated("model", validated(digest, true));
        j.buildAndAssertSuccess(job);

        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "stranger")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
        try (ACLContext reader = ACL.as2(User.getById("reader", true).impersonate2())) {
            try (InputStream in = ModelArchive.root(
                            ModelArchive.build(job, digest).orElseThrow(), digest)
                    .child("m.onnx")
                    .open()) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            assertThat(ModelArchive.build(job, "sha256:" + "0".repeat(64))).isEmpty();
            assertThat(ModelArchive.build(job, "../../secret")).isEmpty();
        }
        try (ACLContext stranger = ACL.as2(User.getById("stranger", true).impersonate2())) {
            assertThat(ModelArchive.build(job, digest)).isEmpty();
        }
    }

    private static ModelRecord.Validated validated(String digest, boolean archived) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", 0.765);
        metrics.put("roc_auc", 0.8);
        return new ModelRecord.Validated("model", digest, null, "binary", 200L, metrics, List.of("log_loss"), archived);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RecordTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
