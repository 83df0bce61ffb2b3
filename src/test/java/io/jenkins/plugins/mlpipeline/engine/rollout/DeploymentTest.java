package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Rendered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final Path SCHEMA = Path.of("docs/schemas/deployment.schema.json");
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    /** Every field has a value. */
    private static Deployment full(Outcome status, GateLink.How how) {
        String reason = how == GateLink.How.UNGATED ? "hotfix" : null;
        Diagnostics.Container container =
                new Diagnostics.Container("app", "CrashLoopBackOff", 1, 3, true, List.of("FATAL"));
        return new Deployment(
                Deployment.SCHEMA_VERSION,
                status,
                true,
                "Deployment",
                "fraud",
                "bank",
                "https://cluster.test",
                2L,
                "fraud-5d6c",
                DIGEST,
                Map.of("app", DIGEST),
                new GateLink(
                        how,
                        "what",
                        "app",
                        List.of("x"),
                        List.of("labels.txt"),
                        DIGEST,
                        "2026-11-24T08:00:00Z",
                        reason,
                        null),
                new Deployment.Before(1, "fraud-4b3a", DIGEST, Map.of("app", DIGEST), true),
                List.of(new Deployment.Pod("fraud-5d6c-x", false, 3, "CrashLoopBackOff")),
                "CrashLoopBackOff",
                "It failed.",
                new Deployment.Rollback(RollbackStatus.ROLLED_BACK, "why", 1L, "fraud-4b3a", DIGEST, true, "Back."),
                new Diagnostics(
                        List.of(new Diagnostics.Pod(
                                "fraud-5d6c-x", "CrashLoopBackOff", List.of(container), List.of("e"))),
                        List.of("e")),
                List.of("+ a: 1"),
                List.of(new Deployment.Companion("ConfigMap", "settings", "bank", "restored")),
                List.of("a warning"),
                "job/7",
                "r-1",
                "2026-11-24T08:00:00Z",
                "2026-11-24T08:00:01.5Z",
                1500,
                new Rendered("helm v4.3.2", "chart", "fraud", DIGEST, "{}"),
                List.of(new Deployment.Part(
                        "Deployment",
                        "fraud",
                        "bank",
                        "ROLLED_BACK",
                        true,
                        2L,
                        "fraud-5d6c",
                        new Deployment.Before(1, "fraud-4b3a", DIGEST, Map.of("app", DIGEST), true),
                        "It failed.")),
                List.of(Deployment.Target.notBegun("edge/bank", "https://edge.test", "bank", 2)));
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Json.readTree(SCHEMA));
    }

    @Test
    void theRecordKeepsToItsSchemaAndSurvivesStorage() throws IOException {
        Deployment one = full(Outcome.FAILED, GateLink.How.BYTES);
        Deployment d = one.among(
                Outcome.FAILED,
                "It stopped.",
                List.of(Deployment.Target.of("here/bank", 1, one), one.targets().get(0)));
        assertThat(schema().validate(Json.write(d), InputFormat.JSON)).isEmpty();
        assertThat(Json.parse(Json.write(d), Deployment.class, "d")).isEqualTo(d);
    }

    @Test
    void aRecordOfAnEarlierVersionIsRead() {
        GateLink link = Json.parse("{\"how\": \"BYTES\", \"gateDigest\": \"x\"}", GateLink.class, "link");
        assertThat(link).isEqualTo(new GateLink(GateLink.How.BYTES, "x", null, null));
        assertThat(link.lines()).containsExactly("bound to the gate: BYTES (" + GateLink.How.BYTES.meaning() + ")");
    }

    @Test
    void aLevelIsAtLeastAWeakerOne() {
        assertThat(GateLink.How.BYTES.isAtLeast(GateLink.How.IMAGE)).isTrue();
        assertThat(GateLink.How.PIPELINE.isAtLeast(GateLink.How.PIPELINE)).isTrue();
        assertThat(GateLink.How.PIPELINE.isAtLeast(GateLink.How.IMAGE)).isFalse();
        assertThat(GateLink.How.level("--minimum-binding", " image ")).isEqualTo(GateLink.How.IMAGE);
        assertThatThrownBy(() -> GateLink.How.level("--minimum-binding", "UNGATED"))
                .hasMessage("--minimum-binding is \"UNGATED\"; BYTES, IMAGE, PIPELINE or DECLARED_ONLY is expected.");
    }

    @Test
    void theSchemaNamesEveryFieldAndOutcome() throws IOException {
        JsonNode properties = Json.readTree(SCHEMA).path("properties");
        List<String> fields = new ArrayList<>();
        properties.properties().forEach(e -> fields.add(e.getKey()));
        assertThat(fields)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Deployment.class.getRecordComponents())
                        .map(c -> c.getName())
                        .toList());
        List<String> outcomes = new ArrayList<>();
        properties.path("status").path("enum").forEach(o -> outcomes.add(o.asText()));
        assertThat(outcomes)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Outcome.values()).map(Enum::name).toList());
    }

    @Test
    void withoutAVerdictASuccessIsUnstableAndAFailureStaysOne() {
        assertThat(full(Outcome.DEPLOYED, GateLink.How.BYTES).exitCode()).isZero();
        assertThat(full(Outcome.DEPLOYED, GateLink.How.PIPELINE).result()).isEqualTo(Outcome.BuildResult.SUCCESS);
        assertThat(full(Outcome.DEPLOYED, GateLink.How.DECLARED_ONLY).result()).isEqualTo(Outcome.BuildResult.SUCCESS);
        assertThat(full(Outcome.DEPLOYED, GateLink.How.UNGATED).exitCode()).isEqualTo(3);
        assertThat(full(Outcome.UNCHANGED, GateLink.How.UNGATED).result()).isEqualTo(Outcome.BuildResult.UNSTABLE);
        assertThat(full(Outcome.DRY_RUN, GateLink.How.UNGATED).exitCode()).isZero();
        assertThat(full(Outcome.FAILED, GateLink.How.UNGATED).exitCode()).isEqualTo(1);
    }
}
