package io.jenkins.plugins.mlpipeline.engine.verification.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "up | up{}",
                "up{} | up{}",
                " up { a = \"b\" , } | up{a=\"b\"}",
                "a:b{c!~'d\"e',$pods} | a:b{c!~\"d\\\"e\",$pods}",
                "{__name__=~\"x.y\"} | {__name__=~\"x.y\"}"
            })
    void isReadAndWritten(String written, String read) {
        assertThat(Selector.parse(written)).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sum(up)",
                "up[5m]",
                "up or vector(0)",
                "up{a}",
                "up{a=b}",
                "up{a=\"b}",
                "up{a=\"b\"} or vector(0)",
                "up{a=\"b\" c=\"d\"}",
                "1up",
                "up{a=\"\\x\"}",
                "{a=\"b\"}",
                "{__name__!=\"b\"}"
            })
    void nothingElseIsOne(String written) {
        assertThatThrownBy(() -> Selector.parse(written))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Write name{label=\"value\"}");
    }

    @Test
    void theComplaintNamesThePlace() {
        assertThatThrownBy(() -> Selector.parse("sum(up)"))
                .hasMessage("the selector \"sum(up)\" is not understood at character 4: \"{\" is expected there. Write"
                        + " name{label=\"value\"}; functions are not part of it.");
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetHasReadableCriteria(Preset preset) {
        assertThat(preset.measure("errors")).isInstanceOf(Measure.Rate.class);
        boolean histogram = preset != Preset.TORCHSERVE && preset != Preset.TRITON;
        if (histogram) {
            assertThat(preset.measure("latency_p99.9"))
                    .isInstanceOfSatisfying(
                            Measure.Quantile.class,
                            q -> assertThat(q.quantile()).isEqualTo(0.999));
        } else {
            assertThatThrownBy(() -> preset.measure("latency_p95"))
                    .hasMessageContaining("exports no histogram of latencies");
        }
        assertThatThrownBy(() -> preset.measure("erors"))
                .hasMessage("\"" + preset.key() + "\" has no criterion \"erors\". Did you mean \"errors\"?");
    }
}
