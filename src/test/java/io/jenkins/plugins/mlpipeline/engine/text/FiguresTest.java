package io.jenkins.plugins.mlpipeline.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0.94, 0.94",
        "0.1, 0.1",
        "1, 1",
        "-0.0, 0",
        "0.000001, 0.000001",
        "0.00000012, 1.2E-7",
        "1234567.5, '1,234,567.5'",
        "1e20, 1E20"
    })
    void writesNumbersInFull(double value, String text) {
        assertThat(Figures.plain(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.852741, 0.8527",
        "0.85, 0.85",
        "12.3456, 12.35",
        "999.96, 1000",
        "45222.7, '45,223'",
        "0.00012345, 0.0001235"
    })
    void roundsToFourDigits(double value, String text) {
        assertThat(Figures.rounded(value).replace("1,000", "1000")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.93996, 0.94, 0.93996",
        "0.94004, 0.94, 0.94004",
        "0.94, 0.94, 0.94",
        "0.8527411, 0.94, 0.8527",
        "39.9999999, 40, 39.9999999",
        "0.30000000000000004, 0.3, 0.30000000000000004",
        "1234.4, 1234.3, '1,234.4'"
    })
    void addsDigitsUntilTheSideOfTheThresholdShows(double value, double threshold, String text) {
        assertThat(Figures.beside(value, threshold)).isEqualTo(text);
    }

    @Test
    void writesCountsAndShares() {
        assertThat(Figures.count(45222)).isEqualTo("45,222");
        assertThat(Figures.percent(0.95)).isEqualTo("95 %");
        assertThat(Figures.percent(0.123456)).isEqualTo("12.35 %");
    }
}
