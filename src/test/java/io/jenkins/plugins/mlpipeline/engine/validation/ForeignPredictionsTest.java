package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BoundModel;
import io.jenkins.plugins.mlpipeline.engine.model.predict.InputBatch;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the model answers row by row is what Python's onnxruntime answers. */
class ForeignPredictionsTest {
    private static final double FLOAT_ROUNDING = 1e-6;

    static Stream<ForeignCase> withLabels() throws Exception {
        return ForeignCase.all()
                .filter(c -> !c.name().startsWith("torch"))
                .filter(c -> !c.name().contains("regressor"));
    }

    static Stream<ForeignCase> regressors() throws Exception {
        return ForeignCase.all().filter(c -> c.name().contains("regressor"));
    }

    @ParameterizedTest
    @MethodSource("withLabels")
    void labelsAndScoresEqualThoseOfPython(ForeignCase expected) throws Exception {
        BatchAnswers answers = predict(expected);

        List<String> labels = new ArrayList<>();
        for (int row = 0; row < answers.rows(); row++) {
            labels.add(answers.texts() == null ? Labels.canonical(answers.integers()[row]) : answers.texts()[row]);
        }
        List<String> wanted = new ArrayList<>();
        expected.expected().path("predictions").forEach(p -> wanted.add(p.asText()));
        assertThat(labels).isEqualTo(wanted);
        JsonNode scores = expected.expected().path("scores");
        assertThat(scores).hasSize(5);
        for (int row = 0; row < scores.size(); row++) {
            int given = scores.get(row).size();
            for (int column = 0; column < given; column++) {
                // A margin's fixture holds the last column alone.
                assertThat(answers.number(row, answers.width() - given + column))
                        .isCloseTo(scores.get(row).get(column).asDouble(), within(FLOAT_ROUNDING));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("regressors")
    void numbersEqualThoseOfPython(ForeignCase expected) throws Exception {
        BatchAnswers answers = predict(expected);

        JsonNode wanted = expected.expected().path("predictions");
        assertThat(answers.width()).isEqualTo(1);
        assertThat(wanted).hasSize(answers.rows());
        for (int row = 0; row < answers.rows(); row++) {
            double number = wanted.get(row).asDouble();
            assertThat(answers.number(row, 0))
                    .isCloseTo(number, within(FLOAT_ROUNDING * Math.max(1, Math.abs(number))));
        }
    }

    private static BatchAnswers predict(ForeignCase expected) throws Exception {
        ValidationRequest request = expected.request();
        try (LoadedModel model = LoadedModel.open(request.model(), 1, false, false);
                CsvCursor rows = CsvCursor.open(request.data().get(0), CsvFormat.DEFAULT)) {
            List<String> features = new ArrayList<>(rows.header());
            features.remove(request.selection().label());
            BoundModel bound = model.bind(rows.name(), rows.header(), features, features);
            InputBatch batch = bound.newBatch(1000);
            while (rows.next()) {
                batch.add(rows);
            }
            return model.predict(batch);
        }
    }
}
