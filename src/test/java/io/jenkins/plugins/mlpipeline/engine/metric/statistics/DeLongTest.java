package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeLongTest {
    static List<JsonNode> cases() {
        return StatisticsGolden.cases("deLong");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheKernelOverAllPairs(JsonNode golden) {
        DeLong.PairedAreas paired = DeLong.areas(
                doubles(golden.get("positives")),
                doubles(golden.get("negatives")),
                doubles(golden.get("baselinePositives")),
                doubles(golden.get("baselineNegatives")));

        assertClose(paired.candidate(), golden.get("areas").get(0).doubleValue(), 1e-12, golden);
        assertClose(paired.baseline(), golden.get("areas").get(1).doubleValue(), 1e-12, golden);
        JsonNode covariance = golden.get("covariance");
        assertClose(paired.candidateVariance(), covariance.get(0).get(0).doubleValue(), 1e-12, golden);
        assertClose(paired.baselineVariance(), covariance.get(1).get(1).doubleValue(), 1e-12, golden);
        assertClose(paired.covariance(), covariance.get(0).get(1).doubleValue(), 1e-12, golden);
        if (!golden.get("pValue").isNull()) {
            assertClose(paired.difference().pValue(), golden.get("pValue").doubleValue(), 1e-9, golden);
        }
        if (!golden.get("interval").isNull()) {
            Estimate area = DeLong.area(doubles(golden.get("positives")), doubles(golden.get("negatives")));
            double[] limits = doubles(golden.get("interval"));
            assertClose(area.interval(0.95).lower(), limits[0], 1e-12, golden);
            assertClose(area.interval(0.95).upper(), limits[1], 1e-12, golden);
        }
    }

    @Test
    void aModelDoesNotDifferFromItself() {
        double[] positives = {3, 2, 5};
        double[] negatives = {1, 2.5, 0};

        Estimate difference = DeLong.areas(positives, negatives, positives.clone(), negatives.clone())
                .difference();

        assertThat(difference.value()).isZero();
        assertThat(difference.standardError()).isZero();
        assertThat(difference.pValue()).isEqualTo(1);
    }

    @Test
    void bothZerosTie() {
        Estimate area = DeLong.area(new double[] {0.0, -0.0}, new double[] {-0.0, 0.0});

        assertThat(area.value()).isEqualTo(0.5);
    }

    @Test
    void needsTwoRowsOfEachClassAndTheSameRows() {
        double[] one = {1};
        double[] two = {1, 2};
        double[] three = {1, 2, 3};

        assertThatThrownBy(() -> DeLong.area(one, two)).hasMessage("a variance needs two rows of each class");
        assertThatThrownBy(() -> DeLong.areas(two, two, three, two))
                .hasMessage("the models were not asked about the same rows");
    }
}
