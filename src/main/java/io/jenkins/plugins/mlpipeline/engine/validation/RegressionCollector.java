package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Turns a regressor's answers into outcomes. */
final class RegressionCollector implements Collector {
    private final String model;
    private final RowPlaces data;
    private final RegressionOutcomes.Builder outcomes = RegressionOutcomes.builder();

    /**
     * @param model the model, for messages
     * @param data where the rows stand, for messages
     */
    RegressionCollector(String model, RowPlaces data) {
        this.model = model;
        this.data = data;
    }

    @Override
    public void add(BatchAnswers answers, double[] truth, long[] places, IntFunction<List<String>> missing) {
        if (answers.width() != 1) {
            throw new UserError(model + ": answers " + answers.width()
                    + " numbers a row; a regression predicts one. If they are the scores of labels, set the task to"
                    + " multiclass; several numbers to predict are not supported: export a model for each.");
        }
        for (int row = 0; row < answers.rows(); row++) {
            double predicted = answers.numbers()[row];
            if (!Double.isFinite(predicted)) {
                throw new UserError(data.at(places[row]) + ": " + model + " answers " + predicted
                        + ", not a number that can be compared" + Unfinished.advice(missing.apply(row)));
            }
            outcomes.add(truth[row], predicted);
        }
    }

    @Override
    public RegressionOutcomes finish() {
        if (outcomes.rows() == 0) {
            throw Collector.noRows(data.name());
        }
        return outcomes.build();
    }

    @Override
    public Map<String, Long> labelCounts() {
        return null;
    }

    @Override
    public Double threshold() {
        return null;
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }
}
