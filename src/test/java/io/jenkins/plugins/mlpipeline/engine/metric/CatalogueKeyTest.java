package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueKeyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accuracy | accuracy
            mcc | matthews_corrcoef
            sensitivity | recall
            neg_log_loss | log_loss
            mae | mean_absolute_error
            fbeta(beta=2) | fbeta(beta=2)
            fbeta( beta = 2.0 ) | fbeta(beta=2)
            fbeta(beta=0.5) | fbeta(beta=0.5)
            fbeta(beta=-0.0) | fbeta(beta=0)
            top_k_accuracy | top_k_accuracy
            top_k_accuracy(k=2) | top_k_accuracy
            top_k_accuracy(k=5) | top_k_accuracy(k=5)
            expected_calibration_error(bins=10) | expected_calibration_error
            mean_pinball_loss(alpha=0.9) | mean_pinball_loss(alpha=0.9)
            """)
    void isWrittenInOneWay(String written, String key) {
        assertThat(CatalogueKey.parse(written)).hasToString(key).isEqualTo(CatalogueKey.parse(key));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void standardKeysReadAsThemselves(Metric metric) {
        CatalogueKey.standard(metric)
                .ifPresent(key -> assertThat(CatalogueKey.parse(key.toString())).isEqualTo(key));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acuracy | metric "acuracy" is unknown. Did you mean "accuracy"?
            fbeta | metric fbeta needs its parameter beta, for example fbeta(beta=2).
            fbeta(2) | metric "fbeta(2)" is not a name, or a name with a parameter such as fbeta(beta=2). Did you mean "fbeta"?
            fbeta(k=2) | metric fbeta has no parameter "k"; its parameter is beta.
            f1(beta=2) | metric f1 has no parameter "beta"; it takes none.
            fbeta(beta=two) | metric "fbeta(beta=two)": beta is "two", which is not a decimal number.
            fbeta(beta=-1) | metric fbeta: beta is -1; it must be a number of at least 0.
            fbeta(beta=NaN) | metric "fbeta(beta=NaN)": beta is "NaN", which is not a decimal number.
            fbeta(beta=2d) | metric "fbeta(beta=2d)": beta is "2d", which is not a decimal number.
            fbeta(beta=1e999) | metric fbeta: beta is Infinity; it must be a number of at least 0.
            top_k_accuracy(k=0) | metric top_k_accuracy: k is 0; it must be an integer of at least 1.
            top_k_accuracy(k=1.5) | metric top_k_accuracy: k is 1.5; it must be an integer of at least 1.
            expected_calibration_error(bins=1001) | metric expected_calibration_error: bins is 1001; it must be an integer from 1 to 1000.
            mean_pinball_loss(alpha=1.5) | metric mean_pinball_loss: alpha is 1.5; it must be a number from 0 to 1.
            """)
    void errorsSayWhatIsWrongAndWhatIsRight(String written, String message) {
        assertThatThrownBy(() -> CatalogueKey.parse(written))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void takesTheParametersOfAGate() {
        assertThat(CatalogueKey.of("fbeta", Map.of("beta", 2.0))).isEqualTo(CatalogueKey.parse("fbeta(beta=2)"));
        assertThat(CatalogueKey.of("top_k_accuracy", Map.of())).hasToString("top_k_accuracy");
    }

    @Test
    void hasAParameterExactlyWhereTheMetricHas() {
        assertThatThrownBy(() -> new PlainKey(Metric.ACCURACY, 1.0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PlainKey(Metric.FBETA, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
