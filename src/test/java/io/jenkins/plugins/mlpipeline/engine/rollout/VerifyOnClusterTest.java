package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.cli.VerifyCommand;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.verification.ModelServer;
import io.jenkins.plugins.mlpipeline.engine.verification.RealPrometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What follows of a verification, on a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class VerifyOnClusterTest {
    private static final String GOOD = "registry.test/fraud:v1";
    private static final String NEXT = "registry.test/fraud:v2";

    @TempDir
    private Path folder;

    private static String image(Cluster cluster) {
        return cluster.deployment()
                .path("spec")
                .path("template")
                .path("spec")
                .path("containers")
                .path(0)
                .path("image")
                .asText();
    }

    private static JsonNode marks(Cluster cluster, Deployment deployment) {
        return cluster.get("apps/v1", "replicasets/" + deployment.replicaSet())
                .path("metadata")
                .path("annotations");
    }

    @Test
    void aDeploymentThatFailsItsVerificationIsGoneBackFrom(Cluster cluster) throws Exception {
        Deployment before = cluster.run(cluster.plan(cluster.deployment(GOOD)), Cluster.GATED);
        Deployment bad = cluster.run(cluster.plan(cluster.deployment(NEXT)), Cluster.GATED);
        assertThat(bad.status()).isEqualTo(Outcome.DEPLOYED);
        Deployment back = cluster.rollout(cluster.api).refute(bad, "VerificationFailed", "Too many errors.");
        assertThat(back.rollback().status()).as(back.message()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(back.rollback().replicaSet()).isEqualTo(before.replicaSet());
        assertThat(back.status()).isEqualTo(Outcome.FAILED);
        assertThat(back.message()).startsWith("Too many errors. Rolled back to revision 1 (");
        assertThat(image(cluster)).isEqualTo(GOOD + "@" + before.imageDigests().get("app"));
    }

    @Test
    void anotherDeploymentInForceIsLeftAlone(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(GOOD)), Cluster.GATED);
        Deployment bad = cluster.run(cluster.plan(cluster.deployment(NEXT)), Cluster.GATED);
        cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:v3")), Cluster.GATED);
        Deployment back = cluster.rollout(cluster.api).refute(bad, "VerificationFailed", "Too many errors.");
        assertThat(back.rollback().status()).isEqualTo(RollbackStatus.SUPERSEDED);
        assertThat(back.status()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(back.message()).endsWith(" was changed by another writer meanwhile; nothing was rolled back.");
        assertThat(image(cluster)).isEqualTo("registry.test/fraud:v3");
    }

    @Test
    void oneThatChangedNothingIsNotGoneBackFrom(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(GOOD)), Cluster.GATED);
        Deployment same = cluster.run(cluster.plan(cluster.deployment(GOOD)), Cluster.GATED);
        assertThat(same.status()).isEqualTo(Outcome.UNCHANGED);
        Deployment back = cluster.rollout(cluster.api).refute(same, "VerificationFailed", "Too many errors.");
        assertThat(back.rollback().status()).isEqualTo(RollbackStatus.NOT_NEEDED);
        assertThat(image(cluster)).isEqualTo(GOOD);
    }

    /** From the first to the last: a real Prometheus, a real API server, the command. */
    @Test
    @Tag("prometheus")
    @ExtendWith(RealPrometheus.Present.class)
    void theCommandMarksWhatPassesAndGoesBackFromWhatFails(Cluster cluster) throws Exception {
        try (RealPrometheus prometheus = RealPrometheus.start(Files.createDirectory(folder.resolve("p")));
                ModelServer good = new ModelServer();
                ModelServer bad = new ModelServer()) {
            Deployment first = cluster.run(cluster.plan(cluster.deployment(GOOD)), Cluster.GATED);
            good.traffic(20, 0, 0);
            prometheus.scrape(good, cluster.namespace, first.pods().get(0).name());
            assertThat(verify(cluster, prometheus, first)).isZero();
            assertThat(record().verified()).isTrue();
            assertThat(marks(cluster, first).path(Annotations.VERIFIED).asText())
                    .isNotEmpty();

            Deployment second = cluster.run(cluster.plan(cluster.deployment(NEXT)), Cluster.GATED);
            bad.traffic(20, 5, 0);
            prometheus.scrape(bad, cluster.namespace, second.pods().get(0).name());
            assertThat(verify(cluster, prometheus, second)).isEqualTo(1);
            Verification record = record();
            assertThat(record.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(record.verified()).isFalse();
            assertThat(record.rollback().message())
                    .isEqualTo("Rolled back to revision 1 (" + first.replicaSet()
                            + "), the revision that was fully available just before, and verified.");
            assertThat(marks(cluster, second).path(Annotations.REFUTED).asText())
                    .isNotEmpty();
            assertThat(image(cluster)).startsWith(GOOD + "@sha256:");
        }
    }

    private Verification record() throws java.io.IOException {
        return Json.read(folder.resolve("verification.json"), Verification.class);
    }

    private int verify(Cluster cluster, RealPrometheus prometheus, Deployment deployment) throws java.io.IOException {
        Path file = Files.writeString(folder.resolve("deployment.json"), Json.write(deployment));
        StringWriter out = new StringWriter();
        int code = new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(
                        "--deployment",
                        file.toString(),
                        "--prometheus",
                        prometheus.address(),
                        "--check",
                        "http.errors<=1 %",
                        "--window",
                        "12s",
                        "--interval",
                        "4s",
                        "--kubeconfig",
                        cluster.kubeconfig().toString(),
                        "--output",
                        folder.resolve("verification.json").toString());
        assertThat(folder.resolve("verification.json")).as(out.toString()).exists();
        return code;
    }
}
