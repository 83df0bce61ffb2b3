package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.config.ImageRegistryConnection;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.MadeUpRegistry;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Verdicts at images; the registry is made up, a real one and cosign are asked by {@code src/test/field/attestation.sh}. */
@WithJenkins
class AttestStepTest {
    private static final String SECRET = "never-shown-4712";
    private static final Path KEYS = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit");

    private static JenkinsRule j;

    @TempDir
    private Path folder;

    private MadeUpRegistry registry;
    private String image;
    private String digest;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void configure() throws Exception {
        OneJenkins.clean();
        Bench.configure();
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        ClusterBench.add(
                j.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "verdicts", "", "gate", SECRET));
        registry = new MadeUpRegistry();
        registry.writer =
                "Basic " + Base64.getEncoder().encodeToString(("gate:" + SECRET).getBytes(StandardCharsets.UTF_8));
        digest = registry.image("bank/scorer");
        image = registry.host() + "/bank/scorer@" + digest;
        Files.writeString(folder.resolve("p.csv"), "actual,predicted\n" + "yes,yes\nno,no\n".repeat(50));
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        configuration.setImageRegistries(List.of(new ImageRegistryConnection("images", "http://" + registry.host())));
        configuration.setSigningKey(Secret.fromString(Files.readString(KEYS.resolve("p256.pem"))));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private WorkflowRun run(Result expected, String subject, String more) throws Exception {
        String script = "node {\n  mlValidate predictions: '" + folder.resolve("p.csv")
                + "', predictionColumn: 'predicted', label: 'actual', labels: 'no,yes', posLabel: 'yes'" + subject
                + "\n}\n" + more;
        WorkflowJob job = j.jenkins.getItemByFullName("attest", WorkflowJob.class);
        if (job == null) {
            job = Bench.job("attest", script);
        } else {
            job.setDefinition(new CpsFlowDefinition(script, true));
        }
        WorkflowRun run = j.buildAndAssertStatus(expected, job);
        j.assertLogNotContains(SECRET, run);
        return run;
    }

    private String subject() {
        return ", subject: '" + image + "'";
    }

    private static final String GATE = "mlGate gates: ['accuracy>=0.9']\n";
    private static final String ATTEST = "def a = mlAttest credentialsId: 'verdicts'\n"
            + "echo \"at ${a.image}: ${a.result} ${a.tag} ${a.added}\"\n";

    @Test
    void theSignedVerdictLiesAtTheImageOnce() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, subject(), GATE + ATTEST + ATTEST.replace("def a", "a"));

        String tag = "sha256-" + Digest.hex(digest) + ".att";
        j.assertLogContains("[ml-pipeline] PASSED attached to " + image, run);
        j.assertLogContains("at " + image + ": PASSED " + tag + " true", run);
        j.assertLogContains("[ml-pipeline] PASSED was at " + image + " already", run);
        String signed = RecordFolder.of(run, "model")
                .text(RecordFolder.Document.SIGNED_STATEMENT)
                .orElseThrow();
        assertThat(new String(registry.manifests.get("bank/scorer:" + tag), StandardCharsets.UTF_8))
                .contains(Digest.ofText(signed));
        assertThat(new String(registry.blobs.get(Digest.ofText(signed)), StandardCharsets.UTF_8))
                .isEqualTo(signed);
        assertThat(run.getAction(MlPipelineAction.class)
                        .model("model")
                        .orElseThrow()
                        .getAttested())
                .containsExactly(image);
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(web.getPage(run).asNormalizedText()).contains("signed verdict at " + image);
            assertThat(web.goTo(run.getUrl() + "ml-pipeline/api/json", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("\"attested\":[\"" + image + "\"]");
        }
    }

    @Test
    void aVerdictThatFailedIsAttachedAsWhatItIs() throws Exception {
        Files.writeString(folder.resolve("p.csv"), "actual,predicted\n" + "yes,yes\nno,yes\n".repeat(50));

        WorkflowRun run = run(Result.FAILURE, subject(), "catchError { " + GATE + "}\n" + ATTEST);

        j.assertLogContains("[ml-pipeline] FAILED attached to " + image, run);
    }

    @Test
    void anotherImageIsRefusedAndACopyIsNot() throws Exception {
        String other = registry.host() + "/bank/other@sha256:" + "b".repeat(64);
        WorkflowRun run = run(
                Result.FAILURE,
                subject(),
                GATE + ATTEST.replace("credentialsId", "image: '" + other + "', credentialsId"));
        j.assertLogContains("ERROR: the statement is about " + digest + ", and the image is " + other, run);

        registry.manifests.put("bank/copy@" + digest, registry.manifests.get("bank/scorer@" + digest));
        String copy = image.replace("scorer", "copy");
        WorkflowRun copied = run(
                Result.SUCCESS,
                subject(),
                GATE + ATTEST.replace("credentialsId", "image: '" + copy + "', credentialsId"));
        j.assertLogContains("[ml-pipeline] PASSED attached to " + copy, copied);
    }

    @Test
    void whatIsMissingIsOneSentence() throws Exception {
        j.assertLogContains(
                "ERROR: This build has no verdict about a model with the id \"model\", so there is nothing to attach. Run mlGate"
                        + " before mlAttest, with the same id.",
                run(Result.FAILURE, subject(), ATTEST));
        j.assertLogContains(
                "ERROR: The verdict about the model \"model\" is about no image. Judge the predictions of an image (mlValidate"
                        + " subject: 'registry.example/repository@sha256:...').",
                run(Result.FAILURE, ", subject: 'sha256:" + "c".repeat(64) + "'", GATE + ATTEST));
        j.assertLogContains(
                "ERROR: The job has no credential \"nobody\" that it may use; add it to the job's folder, or name another.",
                run(Result.FAILURE, subject(), GATE + ATTEST.replace("verdicts", "nobody")));
        j.assertLogContains(
                "mlAttest needs credentialsId: a credential of the job that may write to the image's repository.",
                run(Result.FAILURE, subject(), GATE + "mlAttest credentialsId: ''\n"));
        registry.writer = "Basic other";
        j.assertLogContains(
                "ERROR: the registry " + registry.host() + " does not let this user in (bank/scorer@" + digest
                        + ", status 401). Check the credentials and what they may do.",
                run(Result.FAILURE, subject(), GATE + ATTEST));
        MlPipelineConfiguration.get()
                .setImageRegistries(List.of(new ImageRegistryConnection("other", "https://registry.example")));
        registry.asked.clear();
        j.assertLogContains(
                "ERROR: The registry " + registry.host()
                        + " of the image is not among those that an administrator named"
                        + " (registry.example), and no other is asked. An administrator adds it, under \"ML Pipeline\" on the"
                        + " system page.",
                run(Result.FAILURE, subject(), GATE + ATTEST));
        assertThat(registry.asked).isEmpty();
        MlPipelineConfiguration.get().setSigningKey(null);
        j.assertLogContains(
                "ERROR: The verdict about the model \"model\" was not signed, and only what is signed is attached. An"
                        + " administrator sets the key, under \"ML Pipeline\" on the system page; it signs when mlGate decides.",
                run(Result.FAILURE, subject(), GATE + ATTEST));
    }
}
