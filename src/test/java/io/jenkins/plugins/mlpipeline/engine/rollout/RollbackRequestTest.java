package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import org.junit.jupiter.api.Test;

class RollbackRequestTest {
    private static RollbackRequest read(String target, String to, String reason) {
        return RollbackRequest.read(target, "bank", to, reason, null, null);
    }

    @Test
    void wordsAndNumbersAreRead() {
        RollbackRequest word = read("deploy/fraud", "verified", " too many\nerrors ");
        assertThat(word.workload().label()).isEqualTo("deployment/fraud in namespace bank");
        assertThat(word.to()).isEqualTo(RollbackTo.VERIFIED);
        assertThat(word.revision()).isNull();
        assertThat(word.reason()).isEqualTo("too many errors");
        RollbackRequest number = read("sts/fraud", "7", "x");
        assertThat(number.revision()).isEqualTo(7);
        assertThat(read("ds/fraud", "1", "x".repeat(600)).reason()).hasSize(503).endsWith("x...");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> read("job/fraud", "previous", "x"))
                .isInstanceOf(UserError.class)
                .hasMessage("\"job/fraud\" can't be rolled back: name it as deployment/NAME, statefulset/NAME or"
                        + " daemonset/NAME.");
        assertThatThrownBy(() -> read("deployment/", "previous", "x"))
                .isInstanceOf(UserError.class)
                .hasMessage("\"deployment/\" names no object: write it as deployment/NAME.");
        assertThatThrownBy(() -> read("deployment/fraud", "last", "x"))
                .isInstanceOf(UserError.class)
                .hasMessage("to: \"last\" is not previous, gated, verified or a revision's number.");
        assertThatThrownBy(() -> read("deployment/fraud", "0", "x"))
                .isInstanceOf(UserError.class)
                .hasMessage("to: \"0\" is not previous, gated, verified or a revision's number.");
        assertThatThrownBy(() -> read("deployment/fraud", "previous", " \n"))
                .isInstanceOf(UserError.class)
                .hasMessage("A rollback needs a reason, which is recorded with it.");
    }
}
