package io.jenkins.plugins.mlpipeline.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Circumstances;
import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.Evaluations;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static List<String> ids(Gates gates) {
        return gates.gates().stream().map(Gate::id).toList();
    }

    @Test
    void everyLineIsAGateOfItsOwnId() {
        Policy policy = PolicyReader.parse("""
                # at least
                accuracy>=0.9

                accuracy(decide=lowerBound)>=0.8
                {metric: recall, min: 0.5, id: sensitive, slice: {by: [sex]}}
                """, "policy");

        assertThat(policy.rules())
                .extracting(r -> r.gate().id() + " " + r.gate().required())
                .containsExactly("policy/accuracy >= 0.9", "policy/accuracy-2 >= 0.8", "policy/sensitive >= 0.5");
        assertThat(policy.rules().get(2).gate().slice().by()).containsExactly("sex");
        assertThat(policy.rules().get(0).gate().criticality()).isEqualTo(Criticality.FAILURE);
        assertThat(policy.applied())
                .isEqualTo(new Policy.Applied(
                        Digest.ofText("accuracy>=0.9\naccuracy(decide=lowerBound)>=0.8\n"
                                + "{metric: recall, min: 0.5, id: sensitive, slice: {by: [sex]}}"),
                        policy.lines()));
    }

    /** The worker is handed maps, and must compute for the same gates. */
    @Test
    void theSettingsMeanTheSameGates() {
        Policy policy = PolicyReader.parse("accuracy(decide=paired)>=baseline-0.01\n{metric: f1, min: 0.5}", "policy");

        Spec spec = Spec.of(Map.of("gates", policy.settings()), "options");

        assertThat(spec.gates().gates())
                .isEqualTo(policy.rules().stream().map(Policy.Rule::gate).toList());
    }

    @Test
    void twoPoliciesAreBothDemanded() {
        Policy both = PolicyReader.parse("accuracy>=0.8\nrecall>=0.5", "a")
                .and(PolicyReader.parse("accuracy>=0.9\nrecall>=0.5", "b"));

        assertThat(both.lines()).containsExactly("accuracy>=0.8", "recall>=0.5", "accuracy>=0.9");
        assertThat(ids(both.over(Gates.NONE))).containsExactly("policy/accuracy", "policy/recall", "policy/accuracy-2");
    }

    @Test
    void aGateOfTheSpecTakesNoPlaceOfAPolicys() {
        Policy policy = PolicyReader.parse("accuracy>=0.9", "policy");

        assertThat(ids(policy.over(GateReader.parse(List.of("accuracy(criticality=NOTE)>=0.1")))))
                .containsExactly("accuracy", "policy/accuracy");
        assertThatThrownBy(() -> policy.over(GateReader.parse(List.of("accuracy(id=policy/accuracy)>=0.1"))))
                .isInstanceOf(UserError.class)
                .hasMessage("a gate has the id \"policy/accuracy\"; ids that begin with \"policy/\" are kept for the"
                        + " administrator's policy, so give it another one.");
    }

    /** Whoever declares each build the first one gets round nothing. */
    @Test
    void aBuildAfterAnotherIsNotTheFirst() {
        Policy policy = PolicyReader.parse("accuracy>=baseline", "policy");
        BaselineRef none = new BaselineRef("none", null, null, null, null, null, true, false, null);
        Evaluation evaluation = Evaluations.of("accuracy", 0.9).against(none).build();
        Gates own = GateReader.parse(List.of("accuracy(id=mine)>=baseline"));

        assertThat(criticalities(evaluation, own, policy, false)).containsExactly("mine=NOTE", "policy/accuracy=NOTE");
        assertThat(criticalities(evaluation, own, policy, true))
                .containsExactly("mine=NOTE", "policy/accuracy=FAILURE");
        assertThat(policy.comparesWithBaseline()).isTrue();
        assertThat(PolicyReader.parse("accuracy>=0.9\naccuracy>=dummy", "policy")
                        .comparesWithBaseline())
                .isFalse();
    }

    private static List<String> criticalities(Evaluation evaluation, Gates own, Policy policy, boolean passedBefore) {
        return GateEvaluator.evaluate(
                        evaluation,
                        own,
                        new Circumstances(policy, passedBefore, null, true),
                        Evaluations.DOCUMENT,
                        null,
                        Evaluations.NOW)
                .gates()
                .stream()
                .map(gate -> gate.id() + "=" + gate.criticality())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accuracy>0.9 | policy, line 1: gate \"accuracy>0.9\": the comparison \">\" is not one of >= and <=; thresholds are inclusive.",
                "{metric: accuracy} | policy, line 1: the gate on accuracy has no threshold; add \"min: ...\". A gate without one would let everything pass.",
                "{metric: accuracy, min: 0.9, weight: 2} | policy, line 1.weight: the key \"weight\" is unknown here."
            })
    void aMistakeNamesItsLine(String line, String message) {
        assertThatThrownBy(() -> PolicyReader.parse(line, "policy"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(message);
    }
}
