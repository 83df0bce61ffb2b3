package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.gate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery.Hashed;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row of the table "what is compared with the gated digest". */
class BindingTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);
    private static final Hashed MODEL_A = new Hashed("model/", A, Map.of("model.onnx", A));
    private static final Hashed MODEL_B = new Hashed("model/", B, Map.of("model.onnx", B));

    private static Delivery delivery(Hashed model, boolean restart, String... images) {
        return delivery(model, null, restart, images);
    }

    /** A pod with a container for each image; the last serves. */
    private static Delivery delivery(Hashed model, String annotation, boolean restart, String... images) {
        List<String> containers = new ArrayList<>();
        for (String image : images.length == 0 ? new String[] {"r/server:1"} : images) {
            containers.add("{name: c" + containers.size() + ", image: '" + image + "'}");
        }
        Plan plan = restart
                ? Deliveries.restart()
                : Deliveries.plan(Deliveries.deployment("", String.join(", ", containers), ""));
        return Delivery.of(plan, model, new Delivery.Said(annotation, null));
    }

    private static String decide(Delivery delivery, GateVerdict gate) {
        return decide(delivery, gate, Binding.Ungated.NO);
    }

    private static String decide(Delivery delivery, GateVerdict gate, Binding.Ungated ungated) {
        Binding.Decision d = Binding.decide(delivery, gate, DAY, NOW, ungated);
        if (d instanceof Binding.Decision.Refused refused) {
            return refused.outcome() + ": " + refused.message();
        }
        Binding.Decision.Allowed allowed = (Binding.Decision.Allowed) d;
        return allowed.link().how() + " " + allowed.modelDigest()
                + (allowed.link().reason() == null ? "" : " " + allowed.link().reason());
    }

    @Test
    void aVerdictMayBecomeTooOldWhileItsDeploymentWaits() {
        GateLink link = new GateLink(GateLink.How.BYTES, "sha256:id", NOW.toString(), null);
        GateLink ungated = new GateLink(GateLink.How.UNGATED, null, null, "a trial");

        assertThat(Binding.expired(link, DAY, NOW.plus(DAY))).isEmpty();
        assertThat(Binding.expired(link, DAY, NOW.plus(DAY).plusSeconds(3600)))
                .map(refused -> refused.outcome() + ": " + refused.message())
                .contains(
                        "UNGATED: Not deployed, because the gate's verdict was 25 h old when the deployment's turn came, and"
                                + " maxAge is 24 h.");
        assertThat(Binding.expired(ungated, DAY, NOW.plus(DAY).plusSeconds(1))).isEmpty();
    }

    @Test
    void theBytesAreHashedAgain() {
        assertThat(decide(delivery(MODEL_A, false), gate("PASS", A, null))).isEqualTo("PIPELINE " + A);
        assertThat(decide(delivery(MODEL_A, false), gate("PASS", null, A))).isEqualTo("PIPELINE " + A);
        assertThat(decide(delivery(MODEL_B, false), gate("PASS", A, null)))
                .isEqualTo("TAMPERED: model/ is " + B + ", but the gate judged " + A
                        + ". Nothing was written. Validate and gate what is to be deployed.");
    }

    @Test
    void anImageIsComparedByItsDigest() {
        GateVerdict image = gate("PASS", null, "registry.test/fraud@" + A);
        assertThat(decide(delivery(null, false, "registry.test/fraud@" + A), image))
                .isEqualTo("IMAGE " + A);
        assertThat(decide(delivery(null, false, "mirror.test/fraud@" + A), image))
                .isEqualTo("IMAGE " + A);
        assertThat(decide(delivery(null, false, "registry.test/fraud@" + B), image))
                .startsWith("TAMPERED: registry.test/fraud is " + B);
        assertThat(decide(delivery(null, false, "registry.test/fraud:v1"), image))
                .isEqualTo("UNGATED: Not deployed, because the image that was judged (registry.test/fraud@" + A
                        + ") is named by a tag in the manifests, which can be pushed again.");
        assertThat(decide(delivery(null, false, "registry.test/other@" + B), image))
                .isEqualTo("UNGATED: Not deployed, because no container runs the image that was judged"
                        + " (registry.test/fraud@" + A + ").");
    }

    @Test
    void anImagesAnnotationIsOnlyDeclared() {
        assertThat(decide(delivery(null, A, false, "r/fraud@" + B), gate("PASS", A, null)))
                .isEqualTo("DECLARED_ONLY " + A);
        assertThat(decide(delivery(null, B, false, "r/fraud@" + B), gate("PASS", A, null)))
                .startsWith("TAMPERED: the image's annotation is " + B);
        String nameless =
                "UNGATED: Not deployed, because the image of the container that serves is not named by its digest,"
                        + " so that its annotation says nothing.";
        assertThat(decide(delivery(null, A, false, "r/fraud:v1"), gate("PASS", A, null)))
                .isEqualTo(nameless);
        // A sidecar that is named by its digest says nothing of the container that serves.
        assertThat(decide(delivery(null, A, false, "r/fraud:v1", "r/proxy@" + B), gate("PASS", A, null)))
                .isEqualTo(nameless);
    }

    @Test
    void aRestartIsDeclaredOnly() {
        assertThat(decide(delivery(null, true), gate("PASS", A, null))).isEqualTo("DECLARED_ONLY " + A);
        assertThat(decide(delivery(MODEL_A, true), gate("PASS", A, null))).isEqualTo("DECLARED_ONLY " + A);
        assertThat(decide(delivery(MODEL_B, true), gate("PASS", A, null))).startsWith("TAMPERED: ");
        assertThat(decide(delivery(null, true), gate("PASS", null, "r/fraud@" + A)))
                .isEqualTo("DECLARED_ONLY " + A);
    }

    @Test
    void withoutAPassingVerdictNothingIsDeployed() {
        assertThat(decide(delivery(MODEL_A, false), null))
                .isEqualTo("UNGATED: Not deployed, because there is no gate verdict (gate).");
        assertThat(decide(delivery(MODEL_A, false), gate("INCONCLUSIVE", A, null)))
                .isEqualTo("UNGATED: Not deployed, because the gate's verdict is INCONCLUSIVE.");
        assertThat(decide(delivery(MODEL_A, false), gate("PASS", null, null)))
                .isEqualTo("UNGATED: Not deployed, because the gate's verdict is not bound to any model (validate with"
                        + " subject, or from the model itself).");
        assertThat(decide(delivery(null, false, "r/fraud@" + B), gate("PASS", A, null)))
                .isEqualTo(
                        "UNGATED: Not deployed, because nothing that is deployed can be compared with the model that was"
                                + " judged (" + A
                                + "): name the model that the pipeline delivers (model), or judge the image"
                                + " itself (validate with subject image@sha256:...).");
    }

    @Test
    void aVerdictAges() {
        GateVerdict old = new GateVerdict("PASS", NOW.minus(Duration.ofHours(25)), A, null, "i");
        assertThat(decide(delivery(MODEL_A, false), old))
                .isEqualTo("UNGATED: Not deployed, because the gate's verdict is 25 h old, and maxAge is 24 h.");
        GateVerdict edge = new GateVerdict("PASS", NOW.minus(DAY), A, null, "i");
        assertThat(decide(delivery(MODEL_A, false), edge)).isEqualTo("PIPELINE " + A);
        GateVerdict future = new GateVerdict("PASS", NOW.plus(Duration.ofMinutes(6)), A, null, "i");
        assertThat(decide(delivery(MODEL_A, false), future))
                .isEqualTo("UNGATED: Not deployed, because the gate's verdict is dated in the future"
                        + " (2026-11-24T08:06:00Z).");
    }

    @Test
    void ungatedNeedsAReasonAndPermissionAndNeverCoversTampering() {
        Binding.Ungated wanted = new Binding.Ungated("hotfix", false);
        assertThat(decide(delivery(MODEL_A, false), null, wanted))
                .isEqualTo(
                        "UNGATED: Not deployed, because there is no gate verdict (gate), and the administrator doesn't"
                                + " permit allowUngated here.");
        Binding.Ungated permitted = new Binding.Ungated("hotfix", true);
        assertThat(decide(delivery(MODEL_A, false), null, permitted))
                .isEqualTo("UNGATED " + A + " hotfix (there is no gate verdict (gate))");
        assertThat(decide(delivery(MODEL_B, false), gate("PASS", A, null), permitted))
                .startsWith("TAMPERED: ");
    }

    @Test
    void theIdentityIsTheSameForTheSameJudgementAtAnotherTime() {
        String gate = """
                {"schemaVersion": 1, "createdAt": "2026-11-24T07:00:00Z", "verdict": "PASS",
                 "model": {"name": "m", "digest": "%s"}, "data": {"sha256": "sha256:d"}, "spec": {"sha256": "sha256:s"},
                 "evaluation": {"sha256": "sha256:e"},
                 "gates": [{"id": "floor", "metric": "accuracy", "comparison": ">=", "threshold": 0.94, "value": 0.95}]}
                """.formatted(A);
        GateVerdict first = GateVerdict.of(Json.parse(gate, JsonNode.class, "g"), "g");
        String later = gate.replace("07:00", "07:30").replace("0.95", "0.951").replace("sha256:e", "sha256:f");
        GateVerdict second = GateVerdict.of(Json.parse(later, JsonNode.class, "g"), "g");
        assertThat(second.identity()).isEqualTo(first.identity()).matches("sha256:[0-9a-f]{64}");
        GateVerdict weaker = GateVerdict.of(Json.parse(gate.replace("0.94", "0.5"), JsonNode.class, "g"), "g");
        assertThat(weaker.identity()).isNotEqualTo(first.identity());
        assertThat(first.digest()).isEqualTo(A);
    }

    @Test
    void aPackagesDigestIsMadeOfItsBytes(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "weights");
        String listed = "{\"files\": [{\"path\": \"model.onnx\", \"sha256\": \"" + A + "\"}]}";
        Files.writeString(folder.resolve("model.json"), listed);
        String whole =
                Digest.ofListing(Map.of("model.onnx", Digest.ofText("weights"), "model.json", Digest.ofText(listed)));
        Hashed hashed = Delivery.hash(folder);
        assertThat(hashed.digest()).isEqualTo(whole);
        assertThat(hashed.files()).containsOnlyKeys("model.json", "model.onnx");
        Files.writeString(folder.resolve("model.onnx"), "other weights");
        assertThat(Delivery.hash(folder).digest()).isNotEqualTo(whole);
        assertThat(Delivery.hash(folder.resolve("model.onnx")).digest()).isEqualTo(Digest.ofText("other weights"));
    }
}
