package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits.Rule;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink.How;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
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
}
