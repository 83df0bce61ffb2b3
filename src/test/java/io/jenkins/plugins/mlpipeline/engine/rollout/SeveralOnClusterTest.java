package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Part;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A migration Job and two Deployments as one deployment: in their order, with one outcome, back together. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class SeveralOnClusterTest {
    private static final String SETTINGS =
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {version: '%s'}}\n---\n";

    private static String service(String version) {
        return "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80, name: '"
                + version + "'}]}}\n---\n";
    }

    private static String job(String image) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate, annotations: {ml-pipeline.jenkins.io/order: "-1"}}
                spec:
                  backoffLimit: 0
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: migrate, image: %s}]
                """.formatted(image);
    }

    private static String all(Cluster cluster, String version, String web, String migration) {
        String config = "          envFrom: [{configMapRef: {name: settings}}]\n";
        return SETTINGS.formatted(version)
                + service(version)
                + cluster.deployment("model", "registry.test/model:" + version, 2, "")
                + config.replace("          ", "        ")
                + "---\n"
                + cluster.deployment("web", "registry.test/web:" + web, 1, "")
                + "---\n"
                + job("registry.test/migrate:" + migration);
    }

    private static List<String> statuses(Deployment d) {
        return d.workloads().stream().map(SeveralOnClusterTest::name).toList();
    }

    private static String name(Part part) {
        String name = part.kind().equals("Job") ? "migrate" : part.name();
        return name + " " + part.status();
    }

    private static String image(Cluster cluster, String deployment) {
        return cluster.get("apps/v1", "deployments/" + deployment)
                .path("spec")
                .path("template")
                .path("spec")
                .path("containers")
                .path(0)
                .path("image")
                .asText();
    }

    @Test
    void theyAreDeployedOneAfterAnother(Cluster cluster) throws Exception {
        Deployment d = cluster.run(cluster.plan(all(cluster, "v1", "v1", "job-1")));
        assertThat(d.status()).as(d.message()).isEqualTo(Outcome.DEPLOYED);
        assertThat(statuses(d)).containsExactly("migrate DEPLOYED", "model DEPLOYED", "web DEPLOYED");
        assertThat(d.kind()).isEqualTo("Job");
        assertThat(d.message())
                .contains(
                        "is complete: 1 of 1 succeeded",
                        "deployment/model in namespace",
                        "deployment/web in namespace");
        assertThat(cluster.writes())
                .containsSubsequence(
                        "patch configmaps 201",
                        "patch services 201",
                        "patch jobs 201",
                        "patch deployments 201",
                        "patch replicasets 200",
                        "patch deployments 201");
        Deployment dry =
                cluster.rollout(cluster.api).dryRun(cluster.plan(all(cluster, "v1", "v2", "job-1")), null, "job#1");
        assertThat(dry.status()).isEqualTo(Outcome.DRY_RUN);
        assertThat(dry.diff().toString()).contains("registry.test/web:v2", "deployment/model in namespace");
    }

    @Test
    void theyGoBackTogether(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(all(cluster, "v1", "v1", "job-1")));
        int before = cluster.writesThatHeld().size();

        Deployment d = cluster.run(cluster.plan(all(cluster, "v2", "crash-1", "job-1")));

        assertThat(d.status()).as(d.message()).isEqualTo(Outcome.FAILED);
        assertThat(statuses(d)).containsExactly("migrate NOT_NEEDED", "model ROLLED_BACK", "web FAILED");
        assertThat(d.rollback().status()).isEqualTo(Deployment.RollbackStatus.ROLLED_BACK);
        assertThat(d.message())
                .startsWith("deployment/web in namespace ")
                .contains("deployment/model: Rolled back to revision 1", ": A Job has no revisions to roll back to.");
        assertThat(image(cluster, "model")).startsWith("registry.test/model:v1");
        assertThat(image(cluster, "web")).startsWith("registry.test/web:v1");
        JsonNode settings = cluster.get("v1", "configmaps/settings");
        assertThat(settings.path("data").path("version").asText()).isEqualTo("v1");
        assertThat(cluster.get("v1", "services/web").toString()).contains("\"name\":\"v1\"");
        assertThat(d.objects().stream().map(o -> o.kind() + " " + o.action()))
                .containsExactly("ConfigMap restored", "Service restored");

        // Configuration first, then the templates from the last to the first, then the way to the pods.
        List<String> writes = cluster.writesThatHeld();
        List<String> back = writes.subList(before, writes.size()).stream()
                .filter(w -> !w.contains("replicasets"))
                .toList();
        assertThat(back)
                .containsExactly(
                        "patch configmaps 200",
                        "patch services 200",
                        "patch jobs 201",
                        "patch deployments 200",
                        "patch deployments 200",
                        "patch configmaps 200",
                        "patch deployments 200",
                        "patch deployments 200",
                        "patch services 200");
    }

    @Test
    void aMigrationThatFailsLetsNothingBegin(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(all(cluster, "v1", "v1", "job-1")));
        Deployment d = cluster.run(cluster.plan(all(cluster, "v2", "v2", "jobfail-1")));
        assertThat(d.status()).as(d.message()).isEqualTo(Outcome.FAILED);
        assertThat(statuses(d)).containsExactly("migrate FAILED", "model NOT_BEGUN", "web NOT_BEGUN");
        assertThat(image(cluster, "model")).isEqualTo("registry.test/model:v1");
        assertThat(cluster.get("v1", "configmaps/settings")
                        .path("data")
                        .path("version")
                        .asText())
                .isEqualTo("v1");
    }

    @Test
    void whatTheServerRefusesOfTheLastIsFoundBeforeTheFirstWrite(Cluster cluster) throws Exception {
        String refused = all(cluster, "v1", "v1", "job-1").replace("image: registry.test/web:v1", "imag: x");
        Deployment d = cluster.run(cluster.plan(refused));
        assertThat(d.status()).isEqualTo(Outcome.INVALID);
        assertThat(d.message()).contains("deployment/web");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aTestThatFailsLaterTakesAllOfThemBack(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(all(cluster, "v1", "v1", "job-1")));
        Deployment second = cluster.run(cluster.plan(all(cluster, "v2", "v2", "job-1")));
        assertThat(second.status()).as(second.message()).isEqualTo(Outcome.DEPLOYED);

        Deployment d = cluster.rollout(cluster.api).refute(second, "Verification", "It answers otherwise than judged.");

        assertThat(statuses(d)).containsExactly("model ROLLED_BACK", "web FAILED");
        assertThat(d.rollback().status()).isEqualTo(Deployment.RollbackStatus.ROLLED_BACK);
        assertThat(image(cluster, "model")).startsWith("registry.test/model:v1");
        assertThat(image(cluster, "web")).startsWith("registry.test/web:v1");
    }

    @Test
    void itGoesOnAfterAnInterruption(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(all(cluster, "v1", "v1", "job-1")));
        cluster.saved.clear();
        cluster.run(cluster.plan(all(cluster, "v2", "crash-1", "job-1")));
        RolloutState backing = cluster.saved.stream()
                .filter(s ->
                        s.phase() == RolloutState.Phase.RESTORING && s.series().failed() != null)
                .findFirst()
                .orElseThrow();
        Deployment again = cluster.rollout(cluster.api).resume(backing);
        assertThat(statuses(again)).contains("web FAILED");
        assertThat(again.status()).isIn(Outcome.FAILED, Outcome.SUPERSEDED);
        assertThat(image(cluster, "model")).startsWith("registry.test/model:v1");
    }
}
