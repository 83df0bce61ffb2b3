package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportInputTest {
    @Test
    void aVerdictOnAnotherModelIsRefused() {
        Evaluation wine = Samples.evaluation("wine");
        assertThatThrownBy(() -> ReportInput.of(wine, Samples.failing().gate(), null))
                .isInstanceOf(UserError.class)
                .hasMessage("the verdict is about the model sha256:54840e002cdb, and the evaluation about"
                        + " sha256:3c33989cf6b5; give documents that belong together.");
        assertThatThrownBy(() -> JunitReport.of(wine, Samples.failing().gate())).isInstanceOf(UserError.class);
    }

    @Test
    void aTrainingOfAnotherModelIsRefused() {
        Evaluation wine = Samples.evaluation("wine");
        assertThatThrownBy(() -> ReportInput.of(wine, null, Samples.training()))
                .hasMessage("the training record is about the model sha256:54840e002cdb, and the evaluation about"
                        + " sha256:3c33989cf6b5; give documents that belong together.");
    }

    @Test
    void aTrainingRecordOfAnotherShapeIsRefused() {
        Evaluation wine = Samples.evaluation("wine");
        assertThatThrownBy(() -> ReportInput.of(wine, null, Json.tree(Map.of("curve", "steep"))))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("training.json: ");
        assertThat(ReportInput.of(wine, null, NullNode.instance).training()).isNull();
    }
}
