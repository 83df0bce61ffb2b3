package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.verification.RealPrometheus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Analyses that the real controller of Argo Rollouts makes on its way. */
@Tag("kubernetes")
@ExtendWith({ControlPlane.class, RealArgo.class})
class ArgoAnalysisOnClusterTest {
    private static final String JUDGED = "{setWeight: 50}, {analysis: {templates: [{templateName: judged}]}}";

    @TempDir
    private Path folder;

    private Cluster cluster;
    private ArgoBench argo;

    @BeforeEach
    void bench(Cluster its) {
        cluster = its;
        argo = new ArgoBench(its, folder);
    }

    private void judgedBy(String metric) {
        cluster.write("setup", """
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: judged}
                spec: {metrics: [%s]}
                """.formatted(metric));
    }

    private static String job(String tag) {
        return "{name: answers, provider: {job: {spec: {backoffLimit: 0, template: {spec: {restartPolicy: Never,"
                + " containers: [{name: ask, image: \"registry.test/ask:" + tag + "\"}]}}}}}}";
    }

    @Test
    void oneThatSucceedsLetsTheCanaryOn() throws Exception {
        judgedBy(job("job-1"));
        argo.deploy(3, ArgoBench.canary("v1", JUDGED));
        Deployment d = argo.deploy(3, ArgoBench.canary("v2", JUDGED));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void oneThatFailsAbortsTheCanary() throws Exception {
        judgedBy(job("jobfail-1"));
        argo.deploy(3, ArgoBench.canary("v1", JUDGED));
        String before = argo.status().path("stableRS").asText();
        Deployment d = argo.deploy(1, ArgoBench.canary("v2", JUDGED));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.FAILED);
        assertThat(d.reason()).isEqualTo("RolloutAborted");
        assertThat(d.message())
                .isEqualTo(argo.label() + " was aborted, and its controller goes back to revision " + before
                        + ": Rollout aborted update to revision 2: Step-based analysis phase error/failed: Metric"
                        + " \"answers\" assessed Failed due to failed (1) > failureLimit (0). Rolled back to revision "
                        + before + ", which its controller calls stable; its template is still the one that failed.");
        assertThat(d.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(argo.serving()).containsExactly("registry.test/fraud:v1", "registry.test/fraud:v1");
    }

    @Test
    void oneThatFailsBeforeThePromotionAbortsTheOtherColour() throws Exception {
        judgedBy(job("jobfail-1"));
        String judged = ", prePromotionAnalysis: {templates: [{templateName: judged}]}";
        argo.deploy(3, ArgoBench.colours("v1", judged));
        String before = argo.shown();
        Deployment d = argo.deploy(1, ArgoBench.colours("v2", judged));
        assertThat(d.reason()).as(argo.said).isEqualTo("RolloutAborted");
        assertThat(d.rollback().status()).as(d.message()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(argo.shown()).isEqualTo(before);
    }

    @Test
    void oneThatFailsAfterThePromotionShowsTheColourOfBefore() throws Exception {
        judgedBy(job("jobfail-1"));
        String judged = ", postPromotionAnalysis: {templates: [{templateName: judged}]}";
        argo.deploy(3, ArgoBench.colours("v1", judged));
        String before = argo.shown();
        Deployment d = argo.deploy(1, ArgoBench.colours("v2", judged));
        assertThat(d.reason()).as(argo.said).isEqualTo("RolloutAborted");
        assertThat(d.rollback().status()).as(d.message()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(argo.shown()).isEqualTo(before);
    }

    @Test
    @Tag("prometheus")
    @ExtendWith(RealPrometheus.Present.class)
    void oneWithoutAClearResultIsAPersonsToJudge() throws Exception {
        try (RealPrometheus prometheus = RealPrometheus.start(Files.createDirectory(folder.resolve("p")))) {
            judgedBy("{name: share, successCondition: 'result[0] < 0.1', failureCondition: 'result[0] > 0.9', provider:"
                    + " {prometheus: {address: '" + prometheus.address() + "', query: vector(0.5)}}}");
            String pausing = JUDGED + ", {pause: {}}";
            argo.deploy(3, ArgoBench.canary("v1", pausing));
            Deployment d = argo.deploy(1, ArgoBench.canary("v2", pausing), "--promote");
            assertThat(d.status()).as(argo.said).isEqualTo(Outcome.PAUSED);
            assertThat(d.message())
                    .isEqualTo(argo.label() + " waits because an analysis or experiment had no clear result"
                            + " (InconclusiveAnalysisRun; step 1 of 3 done, 1 of 2 updated, 2 available). Go on with"
                            + " kubectl argo rollouts promote fraud -n " + cluster.namespace
                            + ", or back with kubectl argo rollouts abort.");
            assertThat(argo.serving()).containsExactly("registry.test/fraud:v1", "registry.test/fraud:v2");
            Deployment back = argo.rollback(0);
            assertThat(back.rollback().status()).as(back.message()).isEqualTo(RollbackStatus.ROLLED_BACK);
            assertThat(argo.serving()).containsExactly("registry.test/fraud:v1", "registry.test/fraud:v1");
        }
    }
}
