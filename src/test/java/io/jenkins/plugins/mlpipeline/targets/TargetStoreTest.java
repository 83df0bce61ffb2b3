package io.jenkins.plugins.mlpipeline.targets;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TargetStoreTest {
    private static final TargetRef FRAUD =
            new TargetRef("cloud prod", "https://k8s.example:6443", "bank", "Deployment", "fraud");
    private static final Claim FIRST = new Claim("a#1", "7", 1000);
    private static final Claim SECOND = new Claim("b#1", "9", 2000);
    private static final Claim THIRD = new Claim("c#1", "5", 3000);

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void clean() throws Exception {
        OneJenkins.clean();
    }

    @Test
    void stepsTakeTurnsInTheOrderInWhichTheyCame() throws Exception {
        TargetStore store = TargetStore.get();

        assertThat(store.turn(FRAUD, FIRST, c -> true)).isEmpty();
        assertThat(store.turn(FRAUD, SECOND, c -> true)).contains(FIRST);
        assertThat(store.turn(FRAUD, THIRD, c -> true)).contains(FIRST);
        assertThat(store.turn(FRAUD, FIRST, c -> true)).isEmpty();
        store.leave(FRAUD, FIRST);
        assertThat(store.turn(FRAUD, THIRD, c -> true)).contains(SECOND);
        assertThat(store.turn(FRAUD, SECOND, c -> true)).isEmpty();
    }

    @Test
    void aDeadStepLosesItsTurnAndAnotherTargetIsFree() throws Exception {
        TargetStore store = TargetStore.get();
        store.turn(FRAUD, FIRST, c -> true);
        store.turn(FRAUD, SECOND, c -> true);

        assertThat(store.turn(FRAUD, THIRD, c -> c.equals(THIRD))).isEmpty();
        assertThat(store.turn(
                        new TargetRef("cloud prod", "https://k8s.example:6443", "test", "Deployment", "fraud"),
                        FIRST,
                        c -> true))
                .isEmpty();
    }

    @Test
    void whoDeploysToVeryManyPlacesHasNobodyElsesForgotten() throws Exception {
        j.createFreeStyleProject("release");
        TargetStore store = TargetStore.get();
        store.ended(FRAUD, deployment("DEPLOYED", "a", "2026-11-25T01:00:00Z", ""), "release#1", "1");
        for (int i = 0; i < 502; i++) {
            TargetRef made = new TargetRef("own", "https://own.example", "n" + i, "Deployment", "w");
            store.ended(made, deployment("DEPLOYED", "b", "2026-11-26T01:00:00Z", ""), "other#" + (i + 1), "1");
        }
        assertThat(serving().getModelDigest()).isEqualTo(digest("a"));
    }

    @Test
    void afterARestartItIsStillTheSameStepsTurn() throws Exception {
        TargetStore.get().turn(FRAUD, FIRST, c -> true);
        TargetStore.get().turn(FRAUD, SECOND, c -> true);

        // A store of its own reads what the first one wrote, as after a restart.
        TargetStore afterwards = new TargetStore();

        assertThat(afterwards.turn(FRAUD, SECOND, c -> true)).contains(FIRST);
        assertThat(afterwards.turn(FRAUD, FIRST, c -> true)).isEmpty();
    }

    @Test
    void whatATargetServesFollowsTheOutcome() throws Exception {
        j.createFreeStyleProject("release");
        TargetStore store = TargetStore.get();

        store.ended(FRAUD, deployment("DEPLOYED", "a", "2026-11-25T01:00:00Z", ""), "release#1", "1");
        assertThat(serving().getModelDigest()).isEqualTo(digest("a"));
        assertThat(serving().getSince()).isEqualTo("2026-11-25T01:00:00Z");
        assertThat(serving().getBefore())
                .isEqualTo(
                        "revision 3, model " + digest("0") + ", app " + digest("1") + " (it was not fully available)");

        store.ended(FRAUD, deployment("UNCHANGED", "a", "2026-11-25T02:00:00Z", ""), "release#2", "1");
        assertThat(serving().getBuild()).as("who brought it").isEqualTo("release#1");

        store.ended(FRAUD, deployment("TAMPERED", "b", "2026-11-25T03:00:00Z", ""), "release#3", "1");
        assertThat(serving().getBuild()).isEqualTo("release#1");

        store.ended(
                FRAUD,
                deployment(
                        "FAILED",
                        "c",
                        "2026-11-25T04:00:00Z",
                        ", \"rollback\": {\"status\": \"ROLLED_BACK\", \"revision\": 2, \"modelDigest\": \""
                                + digest("a") + "\", \"message\": \"Rolled back.\"}"),
                "release#4",
                "1");
        assertThat(serving().isRolledBack()).isTrue();
        assertThat(serving().getRevision()).isEqualTo(2);
        assertThat(serving().getModelDigest()).isEqualTo(digest("a"));
        assertThat(TargetStore.get().visible(FRAUD.id()).orElseThrow().getEndings())
                .extracting(Ending::getStatus)
                .containsExactly("FAILED", "TAMPERED", "UNCHANGED", "DEPLOYED");

        TargetStore read = new TargetStore();
        assertThat(read.visible(FRAUD.id()).orElseThrow().getServing().getSince())
                .isEqualTo("2026-11-25T04:00:00Z");
    }

    @Test
    void aDryRunIsNotRemembered() throws Exception {
        TargetStore.get().ended(FRAUD, deployment("DRY_RUN", "a", "2026-11-25T01:00:00Z", ""), "release#1", "1");

        assertThat(TargetStore.get().isEmpty()).isTrue();
        assertThat(ExtensionList.lookupSingleton(TargetsPage.class).getIconFileName())
                .isNull();
    }

    @Test
    void atMostTwentyEndingsAreKept() throws Exception {
        j.createFreeStyleProject("release");
        for (int i = 1; i <= 25; i++) {
            TargetStore.get()
                    .ended(FRAUD, deployment("DEPLOYED", "a", "2026-11-25T01:00:00Z", ""), "release#" + i, "1");
        }

        List<Ending> endings =
                TargetStore.get().visible(FRAUD.id()).orElseThrow().getEndings();
        assertThat(endings).hasSize(20);
        assertThat(endings.get(0).getBuild()).isEqualTo("release#25");
    }

    @Test
    void readersSeeWhatTheirJobsDidAndNothingElse() throws Exception {
        var open = j.createFreeStyleProject("open");
        j.createFreeStyleProject("secret");
        TargetStore store = TargetStore.get();
        store.ended(FRAUD, deployment("DEPLOYED", "a", "2026-11-25T01:00:00Z", ""), "open#1", "1");
        store.ended(FRAUD, deployment("DEPLOYED", "b", "2026-11-25T02:00:00Z", ""), "secret#1", "1");
        store.turn(FRAUD, new Claim("secret#2", "7", 1000), c -> true);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Item.READ)
                .onItems(open)
                .to("reader"));

        try (ACLContext reader = ACL.as2(User.getById("reader", true).impersonate2())) {
            Target target = store.visible(FRAUD.id()).orElseThrow();
            assertThat(target.getEndings()).extracting(Ending::getBuild).containsExactly("open#1");
            assertThat(target.getServing())
                    .as("brought by a job that may not be read")
                    .isNull();
            assertThat(target.getDeploying()).isNull();
        }
    }

    @Test
    void aDamagedFileTakesNeitherTheTurnNorWhatIsServed() throws Exception {
        j.createFreeStyleProject("release");
        TargetStore store = TargetStore.get();
        store.ended(FRAUD, deployment("DEPLOYED", "a", "2026-11-25T01:00:00Z", ""), "release#1", "1");
        store.turn(FRAUD, FIRST, c -> true);
        Path folder = j.jenkins.getRootDir().toPath().resolve("ml-pipeline-targets");
        Files.writeString(folder.resolve(FRAUD.id() + ".xml"), "<io.jenkins");

        TargetStore afterwards = new TargetStore();

        assertThat(afterwards.turn(FRAUD, SECOND, c -> true)).contains(FIRST);
        assertThat(afterwards.visible(FRAUD.id()).orElseThrow().getServing().getModelDigest())
                .isEqualTo(digest("a"));
        // Which was written whole by that.
        Files.delete(folder.resolve(FRAUD.id() + ".copy"));
        assertThat(new TargetStore().turn(FRAUD, SECOND, c -> true)).contains(FIRST);
    }

    /** The controller died after the target knew and before the build's record did: the step concludes once more. */
    @Test
    void anEndThatIsNotedTwiceIsOneEnd() throws Exception {
        j.createFreeStyleProject("release");
        TargetStore store = TargetStore.get();
        store.ended(FRAUD, deployment("DEPLOYED", "a", "2026-11-25T01:00:00Z", ""), "release#1", "1");
        store.ended(FRAUD, deployment("DEPLOYED", "b", "2026-11-25T02:00:00Z", ""), "release#2", "1");

        store.ended(FRAUD, deployment("DEPLOYED", "a", "2026-11-25T01:00:00Z", ""), "release#1", "1");

        assertThat(store.visible(FRAUD.id()).orElseThrow().getEndings())
                .extracting(Ending::getBuild)
                .containsExactly("release#2", "release#1");
        assertThat(serving().getModelDigest()).isEqualTo(digest("b"));
    }

    @Test
    void programsReadTheTargetsToo() throws Exception {
        j.createFreeStyleProject("release");
        TargetStore.get().ended(FRAUD, deployment("DEPLOYED", "a", "2026-11-25T01:00:00Z", ""), "release#1", "1");

        JSONObject all = j.getJSON("ml-deployments/api/json").getJSONObject();
        JSONObject one = j.getJSON("ml-deployments/" + FRAUD.id() + "/api/json").getJSONObject();

        JSONObject target = all.getJSONArray("targets").getJSONObject(0);
        assertThat(target.getString("name")).isEqualTo("fraud");
        assertThat(target.getJSONObject("serving").getString("modelDigest")).isEqualTo(digest("a"));
        assertThat(one.getString("id")).isEqualTo(FRAUD.id());
        assertThat(one.getJSONArray("endings").getJSONObject(0).getString("build"))
                .isEqualTo("release#1");
    }

    private static Serving serving() {
        return Optional.of(TargetStore.get().visible(FRAUD.id()).orElseThrow().getServing())
                .orElseThrow();
    }

    private static String digest(String letter) {
        return "sha256:" + letter.repeat(64);
    }

    private static Deployment deployment(String status, String model, String finished, String more) {
        return Json.parse(
                """
                {"schemaVersion": 1, "status": "%s", "changed": true, "kind": "Deployment", "name": "fraud",
                 "namespace": "bank", "cluster": "https://k8s.example:6443", "revision": 4, "replicaSet": "fraud-4",
                 "modelDigest": "%s", "imageDigests": {"app": "%s"}, "pods": [], "message": "It ended.",
                 "previous": {"revision": 3, "replicaSet": "fraud-3", "modelDigest": "%s",
                              "imageDigests": {"app": "%s"}, "fullyAvailable": false},
                 "warnings": [], "rolloutId": "r", "startedAt": "2026-11-25T00:00:00Z", "finishedAt": "%s",
                 "durationMs": 1%s}
                """.formatted(status, digest(model), digest("d"), digest("0"), digest("1"), finished, more),
                Deployment.class,
                "deployment");
    }
}
