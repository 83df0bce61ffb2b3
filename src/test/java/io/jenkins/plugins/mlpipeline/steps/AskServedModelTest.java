package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedModel;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines whose agent validates a served model, and asks it after a deployment to a real API server. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class AskServedModelTest {
    private static final int ROWS = 400;
    private static final String IMAGE = "/spec/template/spec/containers/0/image";

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
    }

    /** Says "bad" from an amount on. */
    private static ServedModel model(double from) throws IOException {
        return new ServedModel(body -> {
            List<String> labels = new ArrayList<>();
            body.path("instances").forEach(row -> labels.add(row.get(1).asDouble() >= from ? "bad" : "good"));
            return Map.of("predictions", labels);
        });
    }

    private static WorkflowRun run(
            Cluster cluster, String image, Result expected, ServedModel judged, ServedModel served) throws Exception {
        return run("askServed", cluster, image, expected, judged, served);
    }

    private static WorkflowRun run(
            String script, Cluster cluster, String image, Result expected, ServedModel judged, ServedModel served)
            throws Exception {
        StringBuilder rows = new StringBuilder("city,amount,outcome\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append(i % 3 == 0 ? "Köln," : "Ulm,").append(i).append(i * 7 % 10 < 3 ? ",bad\n" : ",good\n");
        }
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        Map<String, String> told = new HashMap<>(Map.of(
                "NAMESPACE", cluster.namespace,
                "MANIFEST", cluster.deployment(image),
                "ROWS", rows.toString(),
                "JUDGED", judged.address(),
                "SERVED", served.address(),
                "SUBJECT", ClusterBench.modelDigest()));
        ClusterBench.tell(kubeconfig, told);
        String name = "ask-" + cluster.namespace;
        WorkflowJob job = j.jenkins.getItemByFullName(name, WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition(ClusterBench.script(script), true));
        }
        return j.buildAndAssertStatus(expected, job);
    }

    private static DeploymentRecord record(WorkflowRun build) {
        return build.getAction(DeploymentsAction.class).getDeployments().get(0);
    }

    @Test
    void whatWasJudgedIsWhatAnswers(Cluster cluster) throws Exception {
        try (ServedModel judged = model(300);
                ServedModel served = model(300)) {
            WorkflowRun build = run(cluster, "fraud:1", Result.SUCCESS, judged, served);
            j.assertLogContains("measured 400 rows, accuracy ", build);
            j.assertLogContains("digest null", build);
            j.assertLogContains(
                    "[ml-pipeline] warning: that " + ClusterBench.modelDigest() + " answers at " + judged.address()
                            + " is declared and was not compared; verify asks what was deployed.",
                    build);
            j.assertLogContains("answered PASS true [answers, shadow, latency_p95] [PASS, PASS, PASS]", build);
            j.assertLogContains(
                    "PASS answers: 100 of 100 rows are answered as the gate judged: with 95 % confidence fewer than 2.951 %"
                            + " differ. Probabilities were not compared.",
                    build);
            assertThat(served.headers()).containsOnly("true");
            assertThat(record(build).isVerified()).isTrue();
            Evaluation evaluation =
                    Json.read(RecordFolder.of(build, "model").path().resolve("evaluation.json"), Evaluation.class);
            assertThat(evaluation.endpoint().address()).isEqualTo(judged.address());
            assertThat(evaluation.slices()).hasSize(1);
        }
    }

    @Test
    void rowsOfSeveralFilesAreAskedAsTheyWereJudged(Cluster cluster) throws Exception {
        try (ServedModel judged = model(300);
                ServedModel other = model(250)) {
            WorkflowRun build = run("askServedFiles", cluster, "fraud:1", Result.SUCCESS, judged, judged);
            j.assertLogContains("measured 400 rows", build);
            j.assertLogContains("PASS answers: 300 of 300 rows are answered as the gate judged", build);
            Evaluation evaluation =
                    Json.read(RecordFolder.of(build, "model").path().resolve("evaluation.json"), Evaluation.class);
            assertThat(evaluation.slices()).hasSize(1);
            assertThat(evaluation.slices().get(0).slices()).hasSize(2);

            WorkflowRun changed = run("askServedFiles", cluster, "fraud:2", Result.FAILURE, judged, other);
            j.assertLogContains("rows are answered otherwise than the gate judged; row ", changed);
        }
    }

    @Test
    void anotherModelIsGoneBackFrom(Cluster cluster) throws Exception {
        try (ServedModel judged = model(300);
                ServedModel other = model(250)) {
            run(cluster, "fraud:1", Result.SUCCESS, judged, judged);
            WorkflowRun build = run(cluster, "fraud:2", Result.FAILURE, judged, other);
            j.assertLogContains(
                    "ERROR: FAIL: deployment/fraud in namespace " + cluster.namespace
                            + " fails its verification. answers: 12 of 100 rows are answered otherwise than the gate judged;"
                            + " row 253: bad in place of good.",
                    build);
            assertThat(record(build).getVerification()).isEqualTo("FAIL");
            assertThat(cluster.deployment().at(IMAGE).asText()).startsWith("fraud:1");
        }
    }

    @Test
    void aServerThatIsGoneIsNoFailure(Cluster cluster) throws Exception {
        try (ServedModel judged = model(300)) {
            ServedModel gone = model(300);
            gone.close();
            WorkflowRun build = run(cluster, "fraud:1", Result.UNSTABLE, judged, gone);
            j.assertLogContains(
                    "NO_DATA answers: The endpoint is silent: it can't be reached: there is no connection.", build);
            assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:1");
        }
    }

    private static void fails(String script, String said) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        j.assertLogContains(said, j.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void mistakes() throws Exception {
        fails(
                "mlVerify endpoint: 'http://127.0.0.1:1/x'",
                "ERROR: endpoint needs data and outcomes, the rows that the gate judged and what was answered to them, or"
                        + " recorded requests (shadow).");
        fails(
                "mlVerify data: 'rows.csv'",
                "ERROR: mlVerify has no checks; a verification without one would say nothing.");
        fails("mlVerify endpoint: 'nowhere', data: 'r.csv'", "ERROR: The address of the endpoint is not understood");
        fails(
                "mlVerify endpoint: 'http://x/y', data: 'r.csv', shadow: [request: 'a']",
                "ERROR: shadow has no key \"request\". Did you mean \"requests\"?");
        fails(
                "mlDeploy manifests: 'd.yaml', verify: [endpoint: 'http://x/y', data: 'r.csv']",
                "ERROR: verify: a served model is asked by an agent, which mlDeploy does not need. Ask with mlVerify in a node"
                        + " block after it.");
        fails(
                "node { mlValidate endpoint: 'http://127.0.0.1:1/x', protocol: 'v3', data: 'r.csv' }",
                "protocol \"v3\" is unknown. Did you mean \"v1\" or \"v2\"?");
    }
}
