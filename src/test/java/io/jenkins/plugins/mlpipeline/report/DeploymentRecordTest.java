package io.jenkins.plugins.mlpipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DeploymentRecordTest {
    private static final TargetRef TARGET =
            new TargetRef("cloud prod", "https://k8s.example:6443", "bank", "Deployment", "fraud");

    private static final DeploymentRecord.Judged JUDGED = new DeploymentRecord.Judged("champion", "train#7");

    private static final String APPROVED =
            "approved by bob until 2026-11-26T00:00:00Z, verdict FAIL: the <b>old</b> one is worse";

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    /** The first says nothing of who answers for the cluster. */
    @ParameterizedTest
    @CsvSource({"deployments-1.xml,''", "deployments-2.xml,cloud prod", "deployments-3.xml,cloud prod"})
    void theRecordOfEveryReleasedFormIsRead(String form, String owner) throws IOException {
        DeploymentsAction action = (DeploymentsAction) Run.XSTREAM2.fromXML(resource(form));

        assertThat(action.getVersion()).isEqualTo(1);
        DeploymentRecord record = action.ofNode("12").orElseThrow();
        assertThat(record.getKey()).isEqualTo("1");
        assertThat(record.getModel()).isEqualTo("champion");
        assertThat(record.getJudge()).isEqualTo("train#7");
        assertThat(record.ref())
                .isEqualTo(new TargetRef(owner, "https://k8s.example:6443", "bank", "Deployment", "fraud"));
        assertThat(record.getStatus()).isEqualTo("NOT_RESTORABLE");
        assertThat(record.getMessage()).isEqualTo("It <b>failed</b>.");
        assertThat(record.getModelDigest()).isEqualTo("sha256:" + "a".repeat(64));
        assertThat(record.getBound()).isEqualTo("BYTES");
        assertThat(record.getApproved()).isEqualTo(APPROVED);
        assertThat(record.getFinishedAt()).isEqualTo("2026-11-25T01:00:30Z");
        assertThat(record.isAttention()).isTrue();
    }

    @Test
    void theRecordIsWrittenAsTheFixtureHasIt() throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(j.createFreeStyleProject());
        record(build);

        assertThat(Run.XSTREAM2.toXML(DeploymentsAction.of(build)).replaceAll(" plugin=\"[^\"]*\"", "") + "\n")
                .isEqualTo(resource("deployments-3.xml"));
    }

    @Test
    void pagesEscapeWhatPodsAndServersSay() throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(j.createFreeStyleProject());
        record(build);
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlPage page = web.getPage(build, "ml-deployments/1/");
            assertThat(page.asNormalizedText())
                    .contains(
                            "The state before is not back. Somebody must look at the workload.",
                            "It <b>failed</b>.",
                            " ago, by the gate of train#7",
                            "| <script>alert(1)</script>",
                            "event <img src=x onerror=alert(2)>",
                            "BYTES: every file that the container mounts was hashed: it is of the model that was judged, or a"
                                    + " text that may stand beside it. It was " + APPROVED);
            assertThat(page.querySelectorAll("time"))
                    .extracting(time ->
                            time.getAttributes().getNamedItem("datetime").getNodeValue())
                    .contains("2026-11-25T00:59:00Z");
            assertThat(page.querySelector("pre").getTextContent())
                    .isEqualTo("pod p: CrashLoopBackOff\n  container c: Error, exit code 1, 3 restarts\n"
                            + "  last lines of its previous log:\n    | <script>alert(1)</script>\n"
                            + "  event <img src=x onerror=alert(2)>");
            assertThat(web.getPage(build).asNormalizedText())
                    .contains("NOT_RESTORABLE. It <b>failed</b>.", "Not by a passing verdict, but " + APPROVED);
            assertThat(web.getPage(build, "ml-deployments/").asNormalizedText())
                    .contains("deployment/fraud in namespace bank", "Not by a passing verdict, but " + APPROVED);
            web.assertFails(build.getUrl() + "ml-deployments/2/", 404);
            web.assertFails(build.getUrl() + "ml-deployments/..%2f1/", 404);
        }
    }

    @Test
    void theStateOnTheWayIsEncryptedAndGoneInTheEnd() throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(j.createFreeStyleProject());
        DeploymentRecord record = DeploymentsAction.of(build).begin("12", JUDGED, TARGET);
        DeploymentFolder folder = new DeploymentFolder(build, record);
        RolloutState state = RolloutState.begin(
                new Plan(
                        "bank",
                        "r",
                        false,
                        new ObjectRef("apps/v1", "Deployment", "bank", "fraud"),
                        Json.parse("{\"data\": \"top-secret\"}", com.fasterxml.jackson.databind.JsonNode.class, "body"),
                        List.of(),
                        null,
                        null,
                        List.of()),
                new RolloutState.Origin(null, "job#1", 1000));

        folder.write(state);

        Path file = build.getRootDir().toPath().resolve("ml-pipeline-deployments/1/rollout.state");
        assertThat(Files.readString(file)).doesNotContain("top-secret", "fraud");
        assertThat(folder.state().orElseThrow().json()).isEqualTo(state.json());

        DeploymentsAction.of(build).ended(record, deployment());
        assertThat(file).doesNotExist();
        assertThat(folder.deployment()).isPresent();
    }

    private static void record(FreeStyleBuild build) throws IOException {
        DeploymentsAction action = DeploymentsAction.of(build);
        action.ended(action.begin("12", JUDGED, TARGET), deployment());
    }

    private static Deployment deployment() {
        return Json.parse("""
                {"schemaVersion": 1, "status": "NOT_RESTORABLE", "changed": true, "kind": "Deployment", "name": "fraud",
                 "namespace": "bank", "cluster": "https://k8s.example:6443", "imageDigests": {}, "pods": [],
                 "modelDigest": "sha256:%s", "message": "It <b>failed</b>.", "warnings": [],
                 "gate": {"how": "BYTES", "gateDigest": "sha256:%s", "judgedAt": "2026-11-25T00:59:00Z",
                     "approval": {"by": "bob", "at": "2026-11-25T00:59:30Z", "expires": "2026-11-26T00:00:00Z",
                         "verdict": "FAIL", "reason": "the <b>old</b> one is worse"}},
                 "diagnostics": {"pods": [{"name": "p", "reason": "CrashLoopBackOff", "containers": [
                     {"name": "c", "reason": "Error", "exitCode": 1, "restarts": 3, "previous": true,
                      "log": ["<script>alert(1)</script>"]}], "events": ["<img src=x onerror=alert(2)>"]}], "events": []},
                 "rolloutId": "r", "startedAt": "2026-11-25T01:00:00Z", "finishedAt": "2026-11-25T01:00:30Z",
                 "durationMs": 30000}
                """.formatted("a".repeat(64), "b".repeat(64)), Deployment.class, "deployment");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DeploymentRecordTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
