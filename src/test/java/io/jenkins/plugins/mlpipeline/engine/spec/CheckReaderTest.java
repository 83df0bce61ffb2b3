package io.jenkins.plugins.mlpipeline.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Baseline;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Limit;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Measure;
import io.jenkins.plugins.mlpipeline.engine.verification.check.NoData;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckReaderTest {
    private static Check parse(String written) {
        return CheckReader.parse(written, CheckReader.Defaults.STANDARD);
    }

    @Test
    void anExpression() {
        Check check = parse("mlserver.errors(minRequests=50, noData=pass, id=err)<=1 %");
        assertThat(check.id()).isEqualTo("err");
        assertThat(check.minRequests()).isEqualTo(50);
        assertThat(check.noData()).isEqualTo(NoData.PASS);
        assertThat(check.limit()).isEqualTo(new Limit.Range(null, 0.01));
        assertThat(check.measure()).isInstanceOf(Measure.Rate.class);
    }

    @Test
    void timesHaveUnitsAndBecomeThoseOfTheSeries() {
        assertThat(parse("http.latency_p95<=250ms").limit()).isEqualTo(new Limit.Range(null, 0.25));
        assertThat(parse("http.latency_p95<=0.25 s").limit()).isEqualTo(new Limit.Range(null, 0.25));
        assertThat(parse("istio.latency_p95<=250ms").limit()).isEqualTo(new Limit.Range(null, 250.0));
    }

    @Test
    void baselines() {
        assertThat(parse("http.errors<=previous").limit()).isEqualTo(new Limit.Versus(Baseline.PREVIOUS, 1.0, null));
        assertThat(parse("http.errors<=verified*1.1").limit())
                .isEqualTo(new Limit.Versus(Baseline.VERIFIED, 1.1, null));
        assertThat(parse("http.errors<=previous+0.5 %").limit())
                .isEqualTo(new Limit.Versus(Baseline.PREVIOUS, null, 0.005));
    }

    @Test
    void aMapping() {
        Check check = CheckReader.read(
                Map.of("id", "m", "gauge", "memory_bytes{$pods}", "aggregate", "avg", "max", 1e9),
                "checks[0]",
                CheckReader.Defaults.STANDARD);
        assertThat(check.measure())
                .isEqualTo(new Measure.Gauge(Selector.parse("memory_bytes{$pods}"), Measure.Aggregate.AVG));
        assertThat(parse("{id: q, histogram: 'x_bucket', quantile: 0.9, max: 2}")
                        .measure())
                .isEqualTo(new Measure.Quantile(Selector.parse("x_bucket"), 0.9));
        assertThat(parse("{id: q, query: 'sum(rate(x[1m]))', max: 2}").measure())
                .isEqualTo(new Measure.Query("sum(rate(x[1m]))"));
    }

    @Test
    void textsAndMapsInOneList() {
        List<Check> checks = CheckReader.all(
                List.of("http.errors<=0.01", Map.of("id", "m", "gauge", "memory", "max", 1)),
                CheckReader.Defaults.STANDARD);
        assertThat(checks).extracting(Check::id).containsExactly("http.errors", "m");
        assertThat(CheckReader.all("http.errors<=0.01", CheckReader.Defaults.STANDARD))
                .hasSize(1);
        assertThatThrownBy(() -> CheckReader.all(List.of(3), CheckReader.Defaults.STANDARD))
                .hasMessage(
                        "checks[0] is neither a text nor a map; write a check as 'mlserver.errors<=0.01' or as a map"
                                + " of its keys.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mlserver.errors | is not understood. Write preset.criterion<=value",
                "mlsrver.errors<=1 | the preset \"mlsrver\" is unknown. Did you mean \"mlserver\"?",
                "mlserver.erors<=1 | \"mlserver\" has no criterion \"erors\". Did you mean \"errors\"?",
                "errors<=1 | preset is \"errors\"; write preset.criterion, for example mlserver.errors.",
                "http.latency_p95<=250 | max is \"250\"; a time with its unit is expected, 250ms or 0.25s.",
                "http.latency_p95<=previous+1 | maxRise is \"1\"; a time with its unit is expected",
                "http.latency_p95>=1s | a quantile has a max, no min.",
                "http.errors<=previus | max is \"previus\"; a number is expected",
                "http.errors<=previus*2 | vs \"previus\" is unknown. Did you mean \"previous\"?",
                "http.errors>=previous | what is compared with a baseline must not rise, so it needs <=.",
                "http.errors<=previous*0.5 | maxRatio is 0.5; a number from 1 on is expected, 1.1 for 10 % more.",
                "http.errors(x)<=1 | \"x\" is no setting. Write name=value.",
                "http.errors(minRequest=1)<=1 | the key \"minRequest\" is unknown here. Did you mean \"minRequests\"?",
                "http.errors(noData=fail)<=1 | noData \"fail\" is unknown. Known: inconclusive, pass.",
                "http.errors(decide=lower)<=1 | decide \"lower\" is unknown.",
                "http.errors(id=a/b)<=1 | id is \"a/b\"; at most 64 letters, digits",
                "http.errors(minRequests=0)<=1 | minRequests is 0; a number from 1 on is expected.",
                "http.memory(decide=upperBound)<=1 | needs an interval, which a gauge and a query do not have.",
                "http.memory<=previous | a gauge is compared by maxRise.",
                "{id: a, max: 1} | nothing says what is measured; exactly one of preset, numerator, histogram, gauge",
                "{id: a, gauge: x, query: y, max: 1} | [gauge, query] are given; exactly one of",
                "{id: a, numerator: x, max: 1} | denominator is missing; both counters of a rate are needed.",
                "{id: a, gauge: x, quantile: 0.5, max: 1} | quantile belongs to histogram, which is not there.",
                "{id: a, histogram: x, max: 1} | quantile is missing; 0.95 for example.",
                "{id: a, histogram: x, quantile: 95, max: 1} | quantile is 95.0; a number between 0 and 1 is expected.",
                "{id: a, gauge: x} | a check needs max, min or vs.",
                "{id: a, gauge: x, min: 2, max: 1} | min is 2.0 and max is 1.0; no value meets both.",
                "{id: a, gauge: x, vs: previous, max: 1} | vs stands beside min or max; make two checks of it.",
                "{id: a, gauge: x, maxRise: 1} | maxRise belongs to vs, which is not there.",
                "{id: a, gauge: x, max: 5 %} | max is \"5 %\"; percent is for rates.",
                "{id: a, gauge: 'sum(x)', max: 5} | the selector \"sum(x)\" is not understood at character 4",
                "{id: a, query: x, vs: previous, maxRise: 1} | a query is not compared with another",
                "{gauge: x, max: 5} | id is missing; give the check a name."
            })
    void whatIsWrongIsSaid(String written, String said) {
        assertThatThrownBy(() -> parse(written))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("check \"" + written + "\"")
                .hasMessageContaining(said);
    }
}
