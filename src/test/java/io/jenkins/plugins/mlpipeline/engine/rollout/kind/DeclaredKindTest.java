package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Custom resources of which somebody declared when they work. */
class DeclaredKindTest {
    private static final String FEATURE =
            "Feature.example.com ready=Ready,.phase:Running failed=Stalled,Ready:False observed=";

    private static Played played(String rule) {
        return new Played(new DeclaredKind(ConditionRule.read(rule)), "example.com/v1", "Feature", "{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}|wait: waiting for the controller to see generation 2: it has no status.observedGeneration",
                "{observedGeneration: 1, phase: Running, conditions: [{type: Ready, status: 'True'}]}|wait: waiting for the controller to see generation 2",
                "{observedGeneration: 1, conditions: [{type: Stalled, status: 'True'}]}|wait: waiting for the controller to see generation 2",
                "{observedGeneration: 2, phase: Running, conditions: [{type: Ready, status: 'True'}]}|candidate: Ready is True, phase is Running",
                "{observedGeneration: '2', phase: Running, conditions: [{type: Ready, status: 'True'}]}|candidate: Ready is True, phase is Running",
                "{observedGeneration: 2, phase: Pending, conditions: [{type: Ready, status: 'True'}]}|wait: Ready is True, phase is Pending",
                "{observedGeneration: 2, conditions: [{type: Ready, status: Unknown, reason: Building}]}|wait: Ready is Unknown, phase is absent (Building)",
                "{observedGeneration: 2, conditions: [{type: Ready, status: 'False', reason: NoQuota, message: too much}]}|FAILED NoQuota: feature/fraud in namespace bank failed: Ready is False: too much",
                "{observedGeneration: 2, conditions: [{type: Stalled, status: 'True'}]}|FAILED Stalled: feature/fraud in namespace bank failed: Stalled is True",
            })
    void byGeneration(String status, String verdict) {
        assertThat(played(FEATURE + "generation").means(status)).isEqualTo(verdict);
    }

    @Test
    void byEachConditionsOwnGeneration() {
        Played played = played("Feature.example.com ready=Accepted failed=Accepted:False observed=condition");
        assertThat(played.means("{conditions: [{type: Accepted, status: 'True', observedGeneration: 1}]}"))
                .isEqualTo("wait: waiting for the controller to see generation 2 (condition Accepted)");
        assertThat(played.means("{conditions: [{type: Accepted, status: 'True', observedGeneration: 2}]}"))
                .isEqualTo("candidate: Accepted is True");
        assertThat(played.means("{}")).isEqualTo("wait: Accepted is absent");
    }

    /** Written at 08:00:00; without a generation an old condition looks like a new one. */
    @Test
    void withoutAGenerationAConditionMustBeNewOrStand() {
        Played played = played("Feature.example.com ready=Ready failed=Ready:False observed=none");
        String old = "{conditions: [{type: Ready, status: '%s', lastTransitionTime: '2026-11-24T07:00:00Z'}]}";
        String fresh = old.replace("07:00:00", "08:00:02");
        assertThat(played.means(old.formatted("True"))).isEqualTo("wait: Ready is True");
        assertThat(played.means(old.formatted("False"))).isEqualTo("wait: Ready is False");
        assertThat(played.means(fresh.formatted("True"))).isEqualTo("candidate: Ready is True");
        assertThat(played.after(10).means(old.formatted("True"))).isEqualTo("candidate: Ready is True");
        assertThat(played.means(old.formatted("False"))).startsWith("FAILED Ready: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Feature ready=Ready|begins with no kind of a custom resource",
                "Feature.example.com|doesn't say when it is ready",
                "Feature.example.com ready=|doesn't say when it is ready",
                "Feature.example.com ready=Ready ready=Other|has ready= twice",
                "Feature.example.com Ready|has \"Ready\", which is neither ready=, failed= nor observed=",
                "Feature.example.com ready=.phase|has \".phase\", which is neither the type of a condition",
                "Feature.example.com ready=Ready,|has \"\", which is neither the type of a condition",
                "Feature.example.com ready=Ready observed=never|has observed=never, which is not generation, condition or none",
            })
    void aRuleThatIsNotUnderstoodIsRefusedWithTheForm(String rule, String why) {
        assertThatThrownBy(() -> ConditionRule.read(rule))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("The rule \"" + rule + "\" " + why)
                .hasMessageContaining("write it as \"KIND.group ready=TYPE failed=TYPE:False observed=generation\"");
    }

    @Test
    void aKindThatIsJudgedOtherwiseTakesNoRule() {
        for (String kind : List.of("Deployment.apps", "Rollout.argoproj.io", "InferenceService.serving.kserve.io")) {
            assertThatThrownBy(() -> ConditionRule.read(kind + " ready=Ready"))
                    .hasMessage("A rule for " + kind + " is not needed: this kind has rules of its own.");
        }
        assertThatThrownBy(() -> ConditionRule.read(List.of("A.example.com ready=B", "A.example.com ready=C")))
                .hasMessage("There are two rules for A.example.com; one alone can count.");
    }
}
