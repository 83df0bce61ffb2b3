package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not matter changes no metric, and what is declared changes the right ones. */
class EqualAnswersTest {
    @TempDir
    private Path folder;

    @Test
    void aByteOrderMarkAndWindowsLineEndsAndSemicolonsAreUnderstood() throws Exception {
        String text = "\uFEFF" + Trial.IRIS.replace("\n", "\r\n").replace(',', ';');
        assertThat(Trial.run(ValidationRequest.of(Trial.FOREST, new Trial(folder).write(text), "species"))
                        .data()
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void labelsInAnotherOrderGiveTheSameMetrics() throws Exception {
        Path rows = ForeignCase.file("iris_str.csv");
        ValidationRequest request = ValidationRequest.of(Trial.FOREST, rows, "species");
        Evaluation own = Trial.run(request);
        Evaluation turned =
                Trial.run(request.with(new TargetOptions(null, List.of("virginica", "setosa", "versicolor"), null)));

        assertThat(turned.labels()).containsExactly("virginica", "setosa", "versicolor");
        assertThat(turned.metrics().get("accuracy")).isEqualTo(own.metrics().get("accuracy"));
        assertThat(turned.metrics().get("log_loss").value())
                .isCloseTo(own.metrics().get("log_loss").value(), within(1e-12));
    }

    @Test
    void ignoredColumnsAndRowIdsAreNotFed() throws Exception {
        Path rows = new Trial(folder)
                .write("id,note," + Trial.IRIS_HEADER + "1,x,4.9,3.0,1.4,0.2,setosa\n2,y,6.4,3.2,4.5,1.5,versicolor\n");
        ColumnSelection selection = new ColumnSelection("species", "id", null, Set.of("note"), null, null);
        Evaluation evaluation =
                Trial.run(ValidationRequest.of(Trial.FOREST, rows, "species").with(selection));

        assertThat(evaluation.metrics().get("accuracy").value()).isEqualTo(1);
    }

    @Test
    void aThresholdDecidesInPlaceOfTheModel() throws Exception {
        ValidationRequest request = ForeignCase.of("pipeline_float_tensor").request();
        Evaluation own = Trial.run(request);
        Evaluation low = Trial.run(request.with(null, 0.05));
        Evaluation all = Trial.run(request.with(null, 0.0));

        assertThat(own.threshold()).isNull();
        assertThat(low.threshold()).isEqualTo(0.05);
        assertThat(low.metrics().get("recall").value())
                .isGreaterThan(own.metrics().get("recall").value());
        assertThat(low.metrics().get("roc_auc")).isEqualTo(own.metrics().get("roc_auc"));
        assertThat(all.metrics().get("recall").value()).isEqualTo(1);
    }

    @Test
    void withoutAPositiveLabelItsMetricsAreUndefinedAndSaid() throws Exception {
        Evaluation evaluation =
                Trial.run(ValidationRequest.of(Trial.PIPELINE, ForeignCase.file("german.csv"), "credit_risk"));

        assertThat(evaluation.metrics().get("accuracy").value()).isNotNull();
        assertThat(evaluation.metrics().get("roc_auc").value()).isNull();
        assertThat(evaluation.warnings())
                .contains("no positive label is declared, so precision, recall, roc_auc and the like are undefined.");
    }

    @Test
    void severalThreadsAnswerAsOneToTheLastBit() throws Exception {
        List<String> lines = Files.readAllLines(ForeignCase.file("cancer_int.csv"));
        StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
        for (int i = 0; i < 60; i++) {
            lines.stream().skip(1).forEach(line -> text.append(line).append('\n'));
        }
        Path rows = new Trial(folder).write(text.toString());
        ValidationRequest request = ValidationRequest.of(ForeignCase.file("boosting.onnx"), rows, "outcome")
                .with(new TargetOptions(null, null, "1"));
        Evaluation one = Trial.run(request);
        for (int threads = 2; threads <= 3; threads++) {
            Evaluation several = Trial.run(request.withThreads(threads));
            assertThat(several.metrics().get("log_loss"))
                    .isEqualTo(one.metrics().get("log_loss"));
            assertThat(several.metrics().get("roc_auc")).isEqualTo(one.metrics().get("roc_auc"));
            assertThat(several.confusionMatrix().counts())
                    .isDeepEqualTo(one.confusionMatrix().counts());
            assertThat(several.data()).isEqualTo(one.data());
        }
        assertThat(one.data().rows()).isEqualTo(60L * (lines.size() - 1));
    }
}
