package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits.Rule;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink.How;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules for every job, and for folders, which may be wider or narrower. */
class DeploymentLimitsTest {
    private static final Rule EVERY = new Rule("", List.of(), List.of("team-*"), List.of("test"), "IMAGE", List.of());
    private static final Rule BANK = new Rule(
            "bank",
            List.of("default", "CronJob"),
            List.of("bank", "bank-*"),
            List.of("prod", "https://prod.test:6443/"),
            "",
            List.of("labels.txt"));
    private static final Rule FRAUD =
            new Rule("bank/fraud", List.of("Service"), List.of(), List.of("*"), "bytes", List.of());

    private static DeploymentLimits of(String job) {
        return DeploymentLimits.of(List.of(EVERY, FRAUD, BANK), job);
    }

    @Test
    void withoutRulesTheStandardKindsGoAnywhere() {
        DeploymentLimits limits = DeploymentLimits.of(List.of(), "bank/fraud/train");
        assertThat(limits.kinds().kinds()).isEqualTo(AllowedKinds.DEFAULT.kinds());
        assertThat(limits.minimum()).isEqualTo(How.DECLARED_ONLY);
        assertThatCode(() -> limits.requireNamespace("any")).doesNotThrowAnyException();
        assertThatCode(() -> limits.requireCluster(null, "https://any.test")).doesNotThrowAnyException();
    }

    @Test
    void theNearestRuleThatSaysSomethingCounts() {
        assertThat(of("shop/x").kinds().kinds()).isEqualTo(AllowedKinds.DEFAULT.kinds());
        assertThat(of("bank/x").kinds().kinds())
                .containsAll(AllowedKinds.DEFAULT.kinds())
                .contains("CronJob.batch");
        assertThat(of("bank/fraud/x").kinds().kinds()).containsExactly("Service");
        assertThat(of("bank/fraud/x").namespaces()).containsExactly("bank", "bank-*");
        assertThat(of("bank/fraud/x").texts()).containsExactly("labels.txt");
        assertThat(of("bank/fraud/x").minimum()).isEqualTo(How.BYTES);
        assertThat(of("bank/x").minimum()).isEqualTo(How.IMAGE);
        assertThat(of("banking/x").namespaces())
                .as("another folder, whose name begins the same")
                .containsExactly("team-*");
    }

    @Test
    void aNamespaceMustBeNamed() {
        assertThatCode(() -> of("bank/x").requireNamespace("bank")).doesNotThrowAnyException();
        assertThatCode(() -> of("bank/x").requireNamespace("bank-test")).doesNotThrowAnyException();
        assertThatThrownBy(() -> of("bank/x").requireNamespace("shop"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The job may not deploy to the namespace \"shop\"; the deployment rules permit bank, bank-*."
                                + " Deploy to one of these, or ask the administrator.");
    }

    @Test
    void aClusterMustBeNamedByItsCloudOrItsAddress() {
        assertThatCode(() -> of("bank/x").requireCluster("prod", "https://whatever.test"))
                .doesNotThrowAnyException();
        assertThatCode(() -> of("bank/x").requireCluster(null, "https://prod.test:6443"))
                .doesNotThrowAnyException();
        assertThatCode(() -> of("bank/fraud/x").requireCluster(null, "https://other.test"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> of("bank/x").requireCluster("test", "https://test.test"))
                .hasMessage("The job may not deploy to the cluster \"test\"; the deployment rules permit prod,"
                        + " https://prod.test:6443/. Deploy to one of these, or ask the administrator.");
        assertThatThrownBy(() -> of("bank/x").requireCluster(null, "https://prod.test:64430"))
                .hasMessageStartingWith("The job may not deploy to the cluster https://prod.test:64430; ");
    }

    @Test
    void noKindCanBeAllowed() {
        Rule none = new Rule("", List.of("none"), List.of(), List.of(), "", List.of());
        assertThat(DeploymentLimits.of(List.of(none), "x").kinds().kinds()).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        assertThatThrownBy(() -> new Rule("", List.of("cronjob"), List.of(), List.of(), "", List.of()).check())
                .hasMessageStartingWith("\"cronjob\" is no kind of object; ");
        assertThatThrownBy(() -> new Rule("", List.of(), List.of(), List.of(), "much", List.of()).check())
                .hasMessage("minimumBinding is \"much\"; BYTES, IMAGE, PIPELINE or DECLARED_ONLY is expected.");
        assertThatCode(BANK::check).doesNotThrowAnyException();
    }

    @Test
    void whatARollbackLooksForIsAtLeastWhatTheRulesDemand() {
        Rule gated = new Rule("", List.of(), List.of(), List.of(), "", List.of(), List.of(), "gated");
        DeploymentLimits limits = DeploymentLimits.of(List.of(gated, BANK), "bank/x");
        RolloutOptions options = RolloutOptions.DEFAULT;
        assertThat(limits.within(options).rollbackTo()).isEqualTo(RollbackTo.GATED);
        assertThat(limits.within(options.withRollback(RollbackTo.VERIFIED)).rollbackTo())
                .isEqualTo(RollbackTo.VERIFIED);
        assertThat(of("bank/x").within(options)).isEqualTo(options);
        assertThat(limits.rollbackTo("previous")).isEqualTo("gated");
        assertThat(limits.rollbackTo("verified")).isEqualTo("verified");
        assertThat(of("bank/x").rollbackTo("7")).isEqualTo("7");
        assertThatThrownBy(() -> limits.rollbackTo("7"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The deployment rules let a rollback go back to what was gated alone, so that none goes to a"
                                + " revision by its number. Leave to out, or ask the administrator.");
        assertThatThrownBy(
                        () -> new Rule("", List.of(), List.of(), List.of(), "", List.of(), List.of(), "best").check())
                .hasMessage("rollbackTo: \"best\" is not previous, gated or verified.");
    }

    /** Which kinds may go is the administrator's, as which may be deployed is. */
    @Test
    void onlyWhatMayBeDeployedIsPruned() {
        RolloutOptions prune = RolloutOptions.DEFAULT.withPrune(AllowedKinds.DEFAULT);
        assertThat(of("bank/fraud/x").within(prune).prune().kinds()).containsExactly("Service");
        assertThat(of("bank/fraud/x").within(RolloutOptions.DEFAULT).prune()).isNull();
    }

    @Test
    void rulesOfKindsAreReadAndChecked() {
        Rule rule = new Rule(
                "",
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of("Certificate.cert-manager.io ready=Ready"),
                "");
        assertThat(DeploymentLimits.of(List.of(rule), "x").rules())
                .singleElement()
                .matches(r -> r.isOf("cert-manager.io/v1", "Certificate") && !r.isOf("cert-manager.io/v1", "Issuer"));
        Rule wrong =
                new Rule("", List.of(), List.of(), List.of(), "", List.of(), List.of("Certificate ready=Ready"), "");
        assertThatThrownBy(wrong::check)
                .hasMessageStartingWith("The rule \"Certificate ready=Ready\" begins with no kind");
    }
}
