package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Companion;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a rollback brings back, against a real API server: the whole template, and what was deployed beside it. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class RestorationOnClusterTest {
    private static final String V1 = "registry.test/fraud:v1";
    private static final String V2 = "registry.test/fraud:v2";
    private static final String CRASH = "registry.test/fraud:crash-1";
    private static final Predicate<JsonNode> ALIVE = p -> !p.path("metadata").has("deletionTimestamp");

    private static JsonNode template(Cluster cluster) {
        return cluster.deployment().path("spec").path("template");
    }

    private static String config(String value) {
        return "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: '" + value + "'}}\n";
    }

    private static String service(String app) {
        return "---\n{apiVersion: v1, kind: Service, metadata: {name: fraud}, spec: {selector: {app: " + app
                + "}, ports: [{port: 80}]}}\n";
    }

    private static final String READS_CONFIG = "        envFrom: [{configMapRef: {name: settings}}]\n";

    private static List<String> actions(Deployment d) {
        return d.objects().stream()
                .map(o -> o.kind() + "/" + o.name() + " " + o.action())
                .toList();
    }

    @Test
    void whatSomebodyAddedToTheTemplateGoesWithTheRollback(Cluster cluster) throws Exception {
        Deployment good = cluster.run(cluster.plan(cluster.deployment(V1)));
        cluster.patch("apps/v1", "deployments/fraud", """
                {"spec":{"template":{"metadata":{"annotations":{"team":"b"}},"spec":{"containers":[
                  {"name":"app","image":"registry.test/fraud:v1","ports":[{"containerPort":8080,"protocol":"TCP"}],
                   "env":[{"name":"DEBUG","value":"1"}]},
                  {"name":"side","image":"registry.test/side:crash-1"}]}}}}
                """);
        Deployment bad = cluster.run(cluster.plan(cluster.deployment(V2)));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(bad.rollback().revision()).isEqualTo(1);
        JsonNode restored = template(cluster);
        assertThat(restored.path("spec").path("containers")).hasSize(1);
        assertThat(restored.path("spec").path("containers").path(0).has("env")).isFalse();
        assertThat(restored.path("metadata").path("annotations").has("team")).isFalse();
        assertThat(restored.path("spec")
                        .path("containers")
                        .path(0)
                        .path("image")
                        .asText())
                .isEqualTo(V1 + "@" + good.imageDigests().get("app"));
        assertThat(cluster.pods(ALIVE)).hasSize(3).noneMatch(p -> p.toString().contains("side:crash"));
        // And the next deployment owns all of it.
        assertThat(cluster.run(cluster.plan(cluster.deployment(V2))).status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.deployment().path("metadata").path("managedFields"))
                .noneMatch(e -> e.path("manager").asText().equals("jenkins-ml-pipeline")
                        && e.path("operation").asText().equals("Update")
                        && e.toString().contains("f:containers"));
    }

    @Test
    void whatWasDeployedBesideTheWorkloadIsPutBack(Cluster cluster) throws Exception {
        String claim =
                "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: cache, labels: {v: '%s'}}, spec:"
                        + " {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}\n";
        cluster.run(cluster.plan(
                cluster.deployment(V1) + READS_CONFIG + config("1") + service("fraud") + claim.formatted("1")));
        String created = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: more}, data: {a: b}}\n";
        Deployment bad = cluster.run(cluster.plan(cluster.deployment(CRASH)
                + READS_CONFIG
                + config("2")
                + service("elsewhere")
                + claim.formatted("2")
                + created));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(cluster.get("v1", "configmaps/settings")
                        .path("data")
                        .path("a")
                        .asText())
                .isEqualTo("1");
        assertThat(cluster.get("v1", "services/fraud")
                        .path("spec")
                        .path("selector")
                        .path("app")
                        .asText())
                .isEqualTo("fraud");
        assertThat(cluster.api.find("/api/v1/namespaces/" + cluster.namespace + "/configmaps/more"))
                .isEmpty();
        assertThat(bad.objects())
                .containsExactlyInAnyOrder(
                        new Companion("ConfigMap", "settings", cluster.namespace, "restored"),
                        new Companion("ConfigMap", "more", cluster.namespace, "restored"),
                        new Companion("Service", "fraud", cluster.namespace, "restored"),
                        new Companion("PersistentVolumeClaim", "cache", cluster.namespace, "left"));
        assertThat(bad.message())
                .endsWith(" Put back: configmap/settings, configmap/more, service/fraud. Not put back:"
                        + " persistentvolumeclaim/cache.");
        assertThat(bad.warnings())
                .contains("persistentvolumeclaim/cache in namespace " + cluster.namespace
                        + " stays as this deployment left it: a PersistentVolumeClaim is never put back.");
        // What pods read goes back before the template, the way to them after it.
        List<String> back = cluster.requests().stream()
                .filter(r -> !r.dry() && r.verb().equals("patch") && r.uri().contains("jenkins-ml-pipeline"))
                .map(Cluster.Request::resource)
                .toList();
        assertThat(back.subList(back.lastIndexOf("configmaps"), back.size()))
                .containsExactly("configmaps", "deployments", "services", "replicasets");
    }

    @Test
    void whatSomebodyChangedSinceIsLeft(Cluster cluster) throws Exception {
        String base = cluster.deployment(V1).replace("progressDeadlineSeconds: 2", "progressDeadlineSeconds: 600");
        cluster.run(cluster.plan(base + config("1") + service("fraud")));
        cluster.options = cluster.options.withStableFor(4);
        Deployment bad = cluster.run(
                cluster.plan(base.replace("fraud:v1", "fraud:v2") + config("2") + service("other")),
                "must stay so",
                () -> {
                    cluster.options = cluster.options.withStableFor(0);
                    cluster.patch("v1", "configmaps/settings", "{\"data\":{\"a\":\"3\"}}");
                    crash(cluster, "fraud:v2");
                });
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(actions(bad)).containsExactly("ConfigMap/settings left", "Service/fraud restored");
        assertThat(bad.warnings())
                .contains("configmap/settings in namespace " + cluster.namespace
                        + " stays as this deployment left it: somebody changed it since.");
        assertThat(cluster.get("v1", "configmaps/settings")
                        .path("data")
                        .path("a")
                        .asText())
                .isEqualTo("3");
    }

    private static void crash(Cluster cluster, String image) {
        cluster.pods(ALIVE.and(p -> p.path("spec").toString().contains(image)))
                .forEach(p ->
                        cluster.containerStatus(p.path("metadata").path("name").asText(), """
                        {"ready": false, "restartCount": 4,
                         "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off"}},
                         "lastState": {"terminated": {"exitCode": 1, "reason": "Error"}}}
                        """));
    }

    @Test
    void aSecretGoesBackWhicheverWayItWasWritten(Cluster cluster) throws Exception {
        String secret =
                "---\n{apiVersion: v1, kind: Secret, metadata: {name: key}, stringData: {token: tok-%s}, data: {d: %s}}\n";
        String reads = "        envFrom: [{secretRef: {name: key}}]\n";
        cluster.run(cluster.plan(cluster.deployment(V1) + reads + secret.formatted("first", "b25l")));
        String before = cluster.get("v1", "secrets/key").path("data").toString();
        Deployment bad =
                cluster.run(cluster.plan(cluster.deployment(CRASH) + reads + secret.formatted("second", "dHdv")));
        assertThat(actions(bad)).containsExactly("Secret/key restored");
        assertThat(cluster.get("v1", "secrets/key").path("data")).hasToString(before);
        assertThat(bad.toString()).doesNotContain("tok-first", "tok-second");
    }

    @Test
    void whatARefusedDeploymentWroteIsPutBack(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1) + config("1")));
        // Another writer comes between the dry run and the write.
        Rollout.Listener listener = new Rollout.Listener() {
            @Override
            public void progress(String line) {}

            @Override
            public void save(RolloutState state) {
                if (state.phase() == RolloutState.Phase.APPLYING) {
                    cluster.patch("apps/v1", "deployments/fraud", "{\"spec\":{\"revisionHistoryLimit\":5}}");
                }
            }
        };
        Deployment d = new RolloutRun(cluster.api, cluster.options, new LogMask(s -> s), listener)
                .run(
                        cluster.plan(cluster.deployment("fraud", V2, 3, "  revisionHistoryLimit: 6") + config("2")),
                        null,
                        null);
        assertThat(d.status()).isEqualTo(Outcome.CONFLICT);
        assertThat(d.message()).endsWith(" Put back: configmap/settings.");
        assertThat(cluster.get("v1", "configmaps/settings")
                        .path("data")
                        .path("a")
                        .asText())
                .isEqualTo("1");
    }

    private static String configuration(Cluster cluster) {
        return template(cluster)
                .path("metadata")
                .path("annotations")
                .path(Annotations.CONFIGURATION)
                .asText();
    }

    @Test
    void podsStartAnewWhenConfigurationThatTheyReadChanges(Cluster cluster) throws Exception {
        String base = cluster.deployment(V1) + READS_CONFIG;
        Deployment first = cluster.run(cluster.plan(base + config("1")));
        assertThat(configuration(cluster)).isEmpty();
        Deployment second = cluster.run(cluster.plan(base + config("2")));
        assertThat(second.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(second.changed()).isTrue();
        assertThat(second.replicaSet()).isNotEqualTo(first.replicaSet());
        String value = configuration(cluster);
        assertThat(value).isNotEmpty();
        Deployment third = cluster.run(cluster.plan(base + config("2")));
        assertThat(third.status()).isEqualTo(Outcome.UNCHANGED);
        assertThat(third.replicaSet()).isEqualTo(second.replicaSet());
        assertThat(configuration(cluster)).isEqualTo(value);
        // The same content again is another value: nobody learns content from it.
        cluster.run(cluster.plan(base + config("1")));
        cluster.run(cluster.plan(base + config("2")));
        assertThat(configuration(cluster)).isNotEqualTo(value);
    }

    @Test
    void adoptingAWorkloadRestartsNothing(Cluster cluster) throws Exception {
        String all = cluster.deployment(V1) + READS_CONFIG + config("1");
        cluster.clientSideApply(all);
        Cluster.await(
                "the pods",
                () -> cluster.deployment()
                                .path("status")
                                .path("availableReplicas")
                                .asInt()
                        == 3);
        List<String> before = names(cluster);
        Deployment d = cluster.run(cluster.plan(all, null));
        assertThat(d.status()).isEqualTo(Outcome.UNCHANGED);
        assertThat(names(cluster)).isEqualTo(before);
    }

    private static List<String> names(Cluster cluster) {
        return cluster.pods(ALIVE).stream()
                .map(p -> p.path("metadata").path("name").asText())
                .sorted()
                .toList();
    }

    @Test
    void whatPodsDoNotReadRestartsNothingAndIsStillAChange(Cluster cluster) throws Exception {
        Deployment first = cluster.run(cluster.plan(cluster.deployment(V1) + config("1")));
        Deployment second = cluster.run(cluster.plan(cluster.deployment(V1) + config("2")));
        assertThat(second.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(second.replicaSet()).isEqualTo(first.replicaSet());
        assertThat(actions(second)).containsExactly("ConfigMap/settings changed");
    }

    @Test
    void podsKeepTheirConfigurationWhereThatIsAskedFor(Cluster cluster) throws Exception {
        String base = cluster.deployment(V1) + READS_CONFIG;
        Deployment first = cluster.run(cluster.plan(base + config("1")));
        cluster.options = cluster.options.withRestartOnConfig(false);
        Deployment second = cluster.run(cluster.plan(base + config("2")));
        assertThat(second.replicaSet()).isEqualTo(first.replicaSet());
        assertThat(second.warnings())
                .contains(
                        "deployment/fraud in namespace " + cluster.namespace + " keeps the configuration that its pods"
                                + " read when they started: ConfigMap/settings changed, and restartOnConfig is off.");
    }

    @Test
    void aDryRunListsTheObjects(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1) + config("1") + service("fraud")));
        String created = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: more}, data: {a: b}}\n";
        Deployment d = cluster.rollout(cluster.api)
                .dryRun(cluster.plan(cluster.deployment(V1) + config("2") + service("fraud") + created), null, null);
        assertThat(actions(d))
                .containsExactly("ConfigMap/settings changed", "ConfigMap/more created", "Service/fraud unchanged");
    }

    @Test
    void whoDeploysDuringOurRollbackWins(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1)));
        cluster.options = cluster.options.withStableFor(2);
        Deployment d = cluster.run(
                cluster.plan(cluster.deployment(CRASH)),
                "rollback: ",
                () -> cluster.patch(
                        "apps/v1",
                        "deployments/fraud",
                        "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"theirs\":\"yes\"}}}}}"));
        assertThat(d.status()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(d.rollback().status()).isEqualTo(RollbackStatus.SUPERSEDED);
        assertThat(d.message())
                .contains("During the rollback to revision 1, deployment/fraud in namespace " + cluster.namespace
                        + " got another pod template during the rollout (last written by somebody-else)");
    }

    /** The tag is all that is known of what ran: going back by it is more than nothing, and less than certain. */
    @Test
    void anImageOfAnotherNameIsGoneBackToByItsTag(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1)));
        cluster.pods(ALIVE)
                .forEach(p -> cluster.containerStatus(
                        p.path("metadata").path("name").asText(),
                        "{\"imageID\":\"registry.test/imported@sha256:" + "d".repeat(64) + "\"}"));
        cluster.api
                .list("/apis/apps/v1/namespaces/" + cluster.namespace + "/replicasets", Map.of())
                .forEach(rs -> cluster.patch(
                        "apps/v1",
                        "replicasets/" + rs.path("metadata").path("name").asText(),
                        "{\"metadata\":{\"annotations\":{\"" + Annotations.IMAGE_IDS + "\":\"{}\"}}}"));
        Deployment bad = cluster.run(cluster.plan(cluster.deployment(CRASH)));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(bad.rollback().pinned()).isFalse();
        assertThat(bad.message())
                .endsWith(
                        " Its image of container app is named by a tag alone, because no digest is known under that name:"
                                + " whether these are the bytes of before is not known.");
        assertThat(template(cluster)
                        .path("spec")
                        .path("containers")
                        .path(0)
                        .path("image")
                        .asText())
                .isEqualTo(V1);
    }

    @Test
    void anOutageIsFailedAndRolledBackLongBeforeTheTimeout(Cluster cluster) throws Exception {
        String two = cluster.deployment("fraud", V1, 2, "").replace("Seconds: 2", "Seconds: 600");
        cluster.run(cluster.plan(two));
        cluster.options =
                cluster.options.withTimeout(600).withStableFor(6).withPatience(Patience.DEFAULT.withOutage(2));
        Deployment bad = cluster.run(
                cluster.plan(two.replace("fraud:v1", "fraud:v2")),
                "must stay so",
                () -> cluster.pods(ALIVE.and(p -> p.path("spec").toString().contains("fraud:v2")))
                        .forEach(p -> cluster.containerStatus(
                                p.path("metadata").path("name").asText(), "{\"ready\": false}")));
        assertThat(bad.reason()).isEqualTo("Outage");
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.message())
                .matches(
                        "(?s)deployment/fraud in namespace \\S+ has 0 of 2 pods available for [2-9] s, its strategy lets 0 be"
                                + " missing \\(outagePatience 2 s\\): 2 of 2 updated, 0 available, waiting for pod fraud-\\S+: not"
                                + " ready\\. Rolled back to revision 1 .*");
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
    }

    @Test
    void anOutageIsLeftWhereThatIsAskedFor(Cluster cluster) throws Exception {
        String two = cluster.deployment("fraud", V1, 2, "");
        cluster.options = cluster.options
                .withTimeout(600)
                .withStableFor(30)
                .withPatience(Patience.DEFAULT.withOutage(1))
                .withRecovery(Recovery.LEAVE, Recovery.LEAVE, Recovery.LEAVE);
        Deployment bad = cluster.run(
                cluster.plan(two),
                "must stay so",
                () -> cluster.pods(ALIVE)
                        .forEach(p -> cluster.containerStatus(
                                p.path("metadata").path("name").asText(), "{\"ready\": false}")));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.reason()).isEqualTo("Outage");
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.LEFT);
    }
}
