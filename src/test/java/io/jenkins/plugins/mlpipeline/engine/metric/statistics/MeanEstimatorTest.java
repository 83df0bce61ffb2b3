package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeanEstimatorTest {
    static List<JsonNode> cases() {
        return StatisticsGolden.cases("means");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsScipyAndStatsmodels(JsonNode golden) {
        Estimate estimate = estimate(golden);

        assertThat(estimate.method()).isEqualTo(golden.hasNonNull("groups") ? "clustered-t" : "t");
        assertClose(estimate.value(), golden.get("mean").doubleValue(), 1e-12, golden);
        assertClose(estimate.standardError(), golden.get("standardError").doubleValue(), 1e-12, golden);
        double confidence = golden.get("confidence").doubleValue();
        double[] limits = StatisticsGolden.doubles(golden.get("interval"));
        assertClose(estimate.interval(confidence).lower(), limits[0], 1e-10, golden);
        assertClose(estimate.interval(confidence).upper(), limits[1], 1e-10, golden);
        assertClose(estimate.lower(confidence), golden.get("lower").doubleValue(), 1e-10, golden);
        assertClose(estimate.pValue(), golden.get("pValue").doubleValue(), 1e-10, golden);
    }

    /** Of the values of a case, in its groups if it has any. */
    static Estimate estimate(JsonNode golden) {
        double[] values = StatisticsGolden.doubles(golden.get("values"));
        boolean grouped = golden.hasNonNull("groups");
        MeanEstimator estimator = grouped ? MeanEstimator.ofGroups() : MeanEstimator.ofRows();
        for (int i = 0; i < values.length; i++) {
            if (grouped) {
                estimator.add(values[i], golden.get("groups").get(i).intValue());
            } else {
                estimator.add(values[i]);
            }
        }
        return estimator.estimate();
    }

    @Test
    void groupsOfOneRowAreRows() {
        MeanEstimator rows = MeanEstimator.ofRows();
        MeanEstimator groups = MeanEstimator.ofGroups();
        double[] values = {0.5, -1, 2, 0.25};
        for (int i = 0; i < values.length; i++) {
            rows.add(values[i]);
            groups.add(values[i], i);
        }

        assertClose(groups.estimate().standardError(), rows.estimate().standardError(), 1e-15, "standard error");
    }

    @Test
    void repeatedRowsInAGroupAddNothing() {
        MeanEstimator once = MeanEstimator.ofRows();
        MeanEstimator tenTimes = MeanEstimator.ofGroups();
        double[] values = {0.5, -1, 2, 0.25};
        for (int i = 0; i < values.length; i++) {
            once.add(values[i]);
            for (int j = 0; j < 10; j++) {
                tenTimes.add(values[i], i);
            }
        }

        assertClose(tenTimes.estimate().standardError(), once.estimate().standardError(), 1e-15, "standard error");
    }

    @Test
    void needsTwoOfWhatVaries() {
        MeanEstimator rows = MeanEstimator.ofRows();
        rows.add(1);
        MeanEstimator groups = MeanEstimator.ofGroups();
        groups.add(1, 0);
        groups.add(2, 0);

        assertThatThrownBy(rows::estimate).hasMessage("a standard error needs two rows (or groups), not 1");
        assertThatThrownBy(groups::estimate).hasMessage("a standard error needs two rows (or groups), not 1");
    }

    @Test
    void refusesWhatItCannotAddUp() {
        MeanEstimator rows = MeanEstimator.ofRows();

        assertThatThrownBy(() -> rows.add(Double.NaN)).hasMessage("not a finite number: NaN");
        assertThatThrownBy(() -> rows.add(1, 0)).hasMessage("rows with and without groups");
        assertThatThrownBy(() -> MeanEstimator.ofGroups().add(1, 1)).hasMessage("group 1 after 0");
    }

    @Test
    void noVariationIsNoCertaintyOfADifference() {
        Estimate same = new Estimate(0, 0, 9, "t");
        Estimate shifted = new Estimate(0.5, 0, 9, "t");

        assertThat(same.pValue()).isEqualTo(1);
        assertThat(shifted.pValue()).isZero();
        assertThat(shifted.interval(0.95).lower()).isEqualTo(0.5);
    }
}
