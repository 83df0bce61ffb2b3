package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GroupRatesTest {
    static List<JsonNode> rates() {
        return elements(StatisticsGolden.read("bounds.json").get("rates"));
    }

    @ParameterizedTest
    @MethodSource("rates")
    void agreesWithScipy(JsonNode golden) {
        GroupRates rates = new GroupRates(longs(golden.get("parts")), longs(golden.get("wholes")));
        double confidence = golden.get("confidence").doubleValue();
        int looks = golden.get("looks").intValue();

        assertClose(
                rates.differenceUpper(confidence), golden.get("differenceUpper").doubleValue(), 1e-9, golden);
        assertClose(
                rates.differenceLower(confidence, looks),
                golden.get("differenceLower").doubleValue(),
                1e-9,
                golden);
        assertClose(rates.ratioLower(confidence), golden.get("ratioLower").doubleValue(), 1e-9, golden);
        assertClose(
                rates.ratioUpper(confidence, looks), golden.get("ratioUpper").doubleValue(), 1e-9, golden);
    }

    /** All counts that there can be, weighed by their probability: no simulation. */
    @ParameterizedTest
    @CsvSource({
        "5, 40, 0.8, 0.95", "5, 40, 0.95, 0.99", "5, 40, 0.1, 0.4", "10, 60, 0.1, 0.4", "25, 60, 0.8, 0.95",
        "25, 60, 0.6, 0.75", "25, 25, 0.75, 0.75", "50, 50, 0.1, 0.4", "50, 50, 0.02, 0.02", "15, 15, 0.95, 0.99"
    })
    void noMoreThanOneInTwentyIsPassedOrFailedWrongly(int first, int second, double one, double other) {
        double difference = other - one;
        double ratio = one / other;
        double rounding = 1e-12;

        assertThat(probability(first, second, one, other, r -> r.differenceUpper(0.95) < difference - rounding))
                .as("difference, PASS")
                .isLessThanOrEqualTo(0.05);
        assertThat(probability(first, second, one, other, r -> r.differenceLower(0.95, 1) > difference + rounding))
                .as("difference, FAIL")
                .isLessThanOrEqualTo(0.05);
        assertThat(probability(first, second, one, other, r -> r.ratioLower(0.95) > ratio + rounding))
                .as("ratio, PASS")
                .isLessThanOrEqualTo(0.05);
        assertThat(probability(first, second, one, other, r -> r.ratioUpper(0.95, 1) < ratio - rounding))
                .as("ratio, FAIL")
                .isLessThanOrEqualTo(0.05);
    }

    private static double probability(int first, int second, double one, double other, Predicate<GroupRates> wrong) {
        BinomialDistribution ones = BinomialDistribution.of(first, one);
        BinomialDistribution others = BinomialDistribution.of(second, other);
        double sum = 0;
        for (int i = 0; i <= first; i++) {
            for (int j = 0; j <= second; j++) {
                // A ratio of nothing is undefined.
                if (i + j > 0 && wrong.test(new GroupRates(new long[] {i, j}, new long[] {first, second}))) {
                    sum += ones.probability(i) * others.probability(j);
                }
            }
        }
        return sum;
    }

    @Test
    void manyRowsLeaveLittleRoom() {
        GroupRates rates = new GroupRates(new long[] {600_000, 700_000}, new long[] {1_000_000, 1_000_000});
        assertThat(rates.differenceLower(0.95, 1)).isBetween(0.098, 0.1);
        assertThat(rates.differenceUpper(0.95)).isBetween(0.1, 0.102);
        assertThat(rates.ratioLower(0.95)).isBetween(0.855, 6 / 7.0);
        assertThat(rates.ratioUpper(0.95, 1)).isBetween(6 / 7.0, 0.859);
    }

    @Test
    void aGroupWithoutRowsHasNoRate() {
        assertThatThrownBy(() -> new GroupRates(new long[] {0, 1}, new long[] {0, 3}))
                .hasMessage("rates of [0, 1] of [0, 3]");
        assertThatThrownBy(() -> new GroupRates(new long[] {1}, new long[] {3})).hasMessage("rates of [1] of [3]");
    }

    private static long[] longs(JsonNode array) {
        return elements(array).stream().mapToLong(JsonNode::longValue).toArray();
    }
}
