package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink.How;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was let through, and is looked at again when its turn comes. */
class TurnTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String A = "sha256:" + "a".repeat(64);

    private static Approval approval(String by, String ends) {
        return new Approval(by, "2026-11-17T09:00:00Z", "the old one is worse", ends, Verdict.FAIL);
    }

    private static GateLink link(How how, Approval approval) {
        return new GateLink(
                how,
                "model/",
                "app",
                List.of("weights.dat"),
                List.of(),
                "sha256:id",
                "2026-11-20T08:00:00Z",
                null,
                approval);
    }

    private static GateVerdict verdict(String verdict, String judgedAt, String identity, List<String> policy) {
        return new GateVerdict(verdict, Instant.parse(judgedAt), A, null, identity, policy);
    }

    private static String refusal(GateLink link, GateVerdict gate, Binding.Terms terms, boolean permitted) {
        if (Turn.decide(link, gate, terms, permitted, NOW) instanceof Binding.Decision.Refused refused) {
            assertThat(refused.outcome()).isEqualTo(Outcome.UNGATED);
            return refused.message();
        }
        return "let through";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "PASS | 2026-11-20T08:00:00Z | sha256:id | accuracy>=0.9 | accuracy>=0.9 | 24h | DECLARED_ONLY | let through",
                "PASS | 2026-11-20T08:00:00Z | sha256:id | accuracy>=0.9 | '' | 60m | PIPELINE | let through",
                "PASS | 2026-11-20T08:00:00Z | sha256:id | accuracy>=0.8 | accuracy>=0.9 | 24h | DECLARED_ONLY"
                        + " | Not deployed, because the gate's verdict was given without the administrator's gate accuracy>=0.9, which is in force now.",
                "PASS | 2026-11-20T08:00:00Z | sha256:id | '' | '' | 59m | DECLARED_ONLY"
                        + " | 'Not deployed, because the gate''s verdict was 1 h old when the deployment''s turn came, and maxAge is 59 min.'",
                "PASS | 2026-11-20T08:00:00Z | sha256:other | '' | '' | 24h | DECLARED_ONLY"
                        + " | 'Not deployed, because the gate gave another verdict, or on something else, while the deployment waited for its turn.'",
                "FAIL | 2026-11-20T08:00:00Z | sha256:id | '' | '' | 24h | DECLARED_ONLY"
                        + " | 'Not deployed, because the gate''s verdict is FAIL.'",
                "PASS | 2026-11-19T08:00:00Z | sha256:id | '' | '' | 24h | DECLARED_ONLY"
                        + " | 'Not deployed, because the gate''s verdict is 25 h old, and maxAge is 24 h.'",
                "PASS | 2026-11-20T10:00:00Z | sha256:id | '' | '' | 24h | DECLARED_ONLY"
                        + " | 'Not deployed, because the gate''s verdict is dated in the future (2026-11-20T10:00:00Z).'",
                "PASS | 2026-11-20T08:00:00Z | sha256:id | '' | '' | 24h | BYTES"
                        + " | 'Not deployed, because its binding to the gate is PIPELINE (%s), and BYTES is demanded (minimumBinding); not covered: weights.dat.'",
            })
    void whatIsInForceWhenTheTurnComesCounts(
            String verdict,
            String judgedAt,
            String identity,
            String given,
            String demanded,
            String maxAge,
            How minimum,
            String answer) {
        Binding.Terms terms = new Binding.Terms(
                Duration.parse("PT" + maxAge.toUpperCase(java.util.Locale.ROOT)),
                demanded.isEmpty() ? List.of() : List.of(demanded),
                null,
                minimum,
                Set.of());

        assertThat(refusal(
                        link(How.PIPELINE, null), verdict(verdict, judgedAt, identity, List.of(given)), terms, false))
                .isEqualTo(answer.replace("%s", How.PIPELINE.meaning()));
    }

    @Test
    void anApprovalMustCountThen() {
        GateVerdict failed = verdict("FAIL", "2026-11-20T08:00:00Z", "sha256:id", List.of());
        Approval holds = approval("bob", "2026-11-24T09:00:00Z");
        Approval ended = approval("bob", "2026-11-20T09:00:00Z");

        assertThat(refusal(link(How.BYTES, holds), failed, terms(holds), false)).isEqualTo("let through");
        assertThat(refusal(link(How.BYTES, holds), failed, terms(null), false))
                .isEqualTo("Not deployed, because the gate's verdict is FAIL.");
        assertThat(refusal(link(How.BYTES, holds), failed, terms(ended), false))
                .isEqualTo("Not deployed, because the gate's verdict is FAIL, and its approval by bob ended"
                        + " 2026-11-20T09:00:00Z.");
        assertThat(refusal(link(How.BYTES, ended), failed, terms(ended), false))
                .isEqualTo("Not deployed, because the approval by bob had ended 2026-11-20T09:00:00Z when the"
                        + " deployment's turn came.");
    }

    @Test
    void aVerdictThatIsGoneLetsNothingThrough() {
        assertThat(refusal(link(How.BYTES, null), null, terms(null), true))
                .isEqualTo("Not deployed, because the gate's verdict was gone when the deployment's turn came.");
    }

    @Test
    void whatNeedsNoVerdictNeedsThePermissionStill() {
        GateLink ungated = new GateLink(How.UNGATED, null, null, "a trial");

        assertThat(refusal(ungated, null, terms(null), true)).isEqualTo("let through");
        assertThat(refusal(ungated, null, terms(null), false))
                .isEqualTo("Not deployed, because the administrator no longer permits allowUngated here.");
    }

    private static final String SERVER =
            "{name: server, image: 'r/server:1', volumeMounts: [{name: model, mountPath: /m}]}";

    private static Binding.Decision prepared(Set<String> texts, String more) {
        Plan plan = Deliveries.plan(
                Deliveries.deployment("", SERVER, "{name: model, configMap: {name: m}}"),
                Deliveries.configMap("m", "binaryData: {model.onnx: " + Deliveries.base64("weights") + "}" + more));
        return Binding.decide(
                Delivery.of(plan, null, Delivery.Said.NOTHING),
                verdict(),
                new Binding.Terms(Duration.ofHours(24), List.of(), null, How.DECLARED_ONLY, texts),
                NOW,
                Binding.Ungated.NO);
    }

    private static GateVerdict verdict() {
        return new GateVerdict(
                "PASS", Instant.parse("2026-11-20T08:00:00Z"), Digest.ofText("weights"), null, "sha256:id", List.of());
    }

    private static Binding.Decision turn(GateLink link, How minimum, String... texts) {
        return Turn.decide(
                link,
                verdict(),
                new Binding.Terms(Duration.ofHours(24), List.of(), null, minimum, Set.of(texts)),
                false,
                NOW);
    }

    /** Of two workloads that are deployed together what either relies on counts. */
    @Test
    void textsThatMayStandBesideAModelAreThoseThatAreNamedThen() {
        Binding.Decision together = prepared(Set.of("labels.txt", "other.txt"), "")
                .weaker(prepared(Set.of("labels.txt", "other.txt"), ", data: {labels.txt: cat}"));
        GateLink link = ((Binding.Decision.Allowed) together).link();
        assertThat(link.how()).isEqualTo(How.BYTES);
        assertThat(link.texts()).containsExactly("labels.txt");

        assertThat(turn(link, How.BYTES, "labels.txt"))
                .isEqualTo(new Binding.Decision.Allowed(link, Digest.ofText("weights")));
        assertThat(Deliveries.words(turn(link, How.PIPELINE, "other.txt")))
                .isEqualTo("PIPELINE server: /m/model.onnx (volume model)"
                        + "\n- labels.txt, a text that the administrator no longer names");
        assertThat(Deliveries.words(turn(link, How.BYTES)))
                .isEqualTo("UNGATED: Not deployed, because its binding to the gate is PIPELINE ("
                        + How.PIPELINE.meaning()
                        + "), and BYTES is demanded (minimumBinding); not covered: labels.txt, a"
                        + " text that the administrator no longer names.");
    }

    private static Binding.Terms terms(Approval approval) {
        return new Binding.Terms(Duration.ofHours(24), List.of(), approval);
    }
}
