package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding.Decision;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery.Hashed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A policy that is in force, and approvals of what did not pass. */
class TermsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final String A = "sha256:" + "a".repeat(64);
    private static final Delivery DELIVERY = Delivery.of(
            Deliveries.plan(Deliveries.deployment("", "{name: server, image: 'r/server:1'}", "")),
            new Hashed("model/", A, Map.of("model.onnx", A)),
            Delivery.Said.NOTHING);

    private static Approval approval(Verdict verdict) {
        return new Approval("bob", "2026-11-20T08:00:00Z", "the old one is worse", "2026-11-24T09:00:00Z", verdict);
    }

    private static String decide(
            String verdict, List<String> given, List<String> demanded, Approval approval, Instant now) {
        GateVerdict gate = new GateVerdict(verdict, NOW.minusSeconds(60), A, null, "sha256:id", given);
        Decision decision =
                Binding.decide(DELIVERY, gate, new Binding.Terms(DAY, demanded, approval), now, Binding.Ungated.NO);
        return decision instanceof Decision.Allowed allowed
                ? allowed.link().how() + " "
                        + (allowed.link().approval() == null
                                ? ""
                                : allowed.link().approval().sentence())
                : ((Decision.Refused) decision).outcome() + ": " + ((Decision.Refused) decision).message();
    }

    @Test
    void aVerdictNeedsThePolicyThatIsInForce() {
        assertThat(decide("PASS", List.of("accuracy>=0.9", "f1>=0.5"), List.of("accuracy>=0.9"), null, NOW))
                .isEqualTo("PIPELINE ");
        assertThat(decide("PASS", List.of("accuracy>=0.8"), List.of("accuracy>=0.9"), null, NOW))
                .isEqualTo(
                        "UNGATED: Not deployed, because the gate's verdict was given without the administrator's gate"
                                + " accuracy>=0.9, which is in force now.");
    }

    @Test
    void anApprovalLetsThroughWhatItIsAbout() {
        assertThat(decide("FAIL", List.of(), List.of(), approval(Verdict.FAIL), NOW))
                .isEqualTo("PIPELINE approved by bob until 2026-11-24T09:00:00Z, verdict FAIL: the old one is worse");
        assertThat(decide("INCONCLUSIVE", List.of(), List.of(), approval(Verdict.FAIL), NOW))
                .startsWith("PIPELINE approved by bob");
        assertThat(decide("FAIL", List.of(), List.of(), approval(Verdict.INCONCLUSIVE), NOW))
                .isEqualTo("UNGATED: Not deployed, because the gate's verdict is FAIL.");
        assertThat(decide("ERROR", List.of(), List.of(), approval(Verdict.FAIL), NOW))
                .isEqualTo("UNGATED: Not deployed, because the gate's verdict is ERROR.");
        assertThat(decide("PASS", List.of(), List.of(), approval(Verdict.FAIL), NOW))
                .isEqualTo("PIPELINE ");
        assertThat(decide("FAIL", List.of(), List.of("accuracy>=0.9"), approval(Verdict.FAIL), NOW))
                .startsWith("UNGATED: Not deployed, because the gate's verdict was given without");
    }

    @Test
    void anApprovalEndsByItself() {
        Instant end = Instant.parse("2026-11-24T09:00:00Z");
        assertThat(decide("FAIL", List.of(), List.of(), approval(Verdict.FAIL), end.minusSeconds(1)))
                .startsWith("PIPELINE approved");
        assertThat(decide("FAIL", List.of(), List.of(), approval(Verdict.FAIL), end))
                .isEqualTo("UNGATED: Not deployed, because the gate's verdict is FAIL, and its approval by bob ended"
                        + " 2026-11-24T09:00:00Z.");
        GateLink link = new GateLink(
                GateLink.How.BYTES,
                null,
                null,
                List.of(),
                List.of(),
                "sha256:id",
                NOW.toString(),
                null,
                approval(Verdict.FAIL));
        assertThat(Binding.expired(link, DAY, end.minusSeconds(1))).isEmpty();
        assertThat(Binding.expired(link, DAY, end))
                .map(Decision.Refused::message)
                .contains(
                        "Not deployed, because the approval by bob had ended 2026-11-24T09:00:00Z when the deployment's"
                                + " turn came.");
    }
}
