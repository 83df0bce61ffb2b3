package io.jenkins.plugins.mlpipeline.engine.openmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExpositionTest {
    private final Exposition exposition = new Exposition();

    private String text() {
        return exposition.text(ExpositionFormat.OPENMETRICS);
    }

    @Test
    void aFamilyHasItsTypeItsUnitItsHelpAndItsSamples() {
        exposition.add(Exposed.MODEL_BUILD_TIMESTAMP, 1_790_000_000L, "bank/fraud", "model");
        exposition.add(Exposed.MODEL_METRIC, 0.9312, "bank/fraud", "model", "roc_auc");
        exposition.info(Exposed.MODEL, "bank/fraud", "model", "binary", "212", null);

        assertThat(text()).isEqualTo("""
            # TYPE ml_pipeline_model info
            # HELP ml_pipeline_model A model of a job as its newest build left it.
            ml_pipeline_model_info{jenkins_job="bank/fraud",model="model",task="binary",build="212",digest=""} 1
            # TYPE ml_pipeline_model_metric gauge
            # HELP ml_pipeline_model_metric What the newest build of a model measured, by the key of the metric.
            ml_pipeline_model_metric{jenkins_job="bank/fraud",model="model",metric="roc_auc"} 0.9312
            # TYPE ml_pipeline_model_build_timestamp_seconds gauge
            # UNIT ml_pipeline_model_build_timestamp_seconds seconds
            # HELP ml_pipeline_model_build_timestamp_seconds When the newest build of a model began, since 1970.
            ml_pipeline_model_build_timestamp_seconds{jenkins_job="bank/fraud",model="model"} 1790000000
            # EOF
            """);
    }

    @Test
    void theOlderFormatKnowsNeitherInfosNorUnitsNorAnEnd() {
        exposition.info(Exposed.MODEL, "bank/fraud", "model", "binary", "212", "sha256:aa");
        exposition.add(Exposed.COLLECTED, 5);

        assertThat(exposition.text(ExpositionFormat.TEXT)).isEqualTo("""
            # TYPE ml_pipeline_model_info gauge
            # HELP ml_pipeline_model_info A model of a job as its newest build left it.
            ml_pipeline_model_info{jenkins_job="bank/fraud",model="model",task="binary",build="212",digest="sha256:aa"} 1
            # TYPE ml_pipeline_collected_timestamp_seconds gauge
            # HELP ml_pipeline_collected_timestamp_seconds When these values were collected, since 1970.
            ml_pipeline_collected_timestamp_seconds 5
            """);
    }

    @Test
    void nothingIsStillADocument() {
        assertThat(text()).isEqualTo("# EOF\n");
        assertThat(exposition.text(ExpositionFormat.TEXT)).isEmpty();
    }

    @Test
    void whatAStrangerCallsThingsStaysWithinItsQuotes() {
        exposition.add(Exposed.LEFT_OUT, 1, "a\"} 1\nml_pipeline_left_out{what=\"b\\");
        assertThat(text())
                .contains("\nml_pipeline_left_out{what=\"a\\\"} 1 ml_pipeline_left_out{what=\\\"b\\\\\"} 1\n");
    }

    @Test
    void controlCharactersAndHalvesOfCharactersAreReplacedAndLongNamesCut() {
        exposition.add(Exposed.LEFT_OUT, 1, "a\u0007\r\uD83Db");
        exposition.add(Exposed.LEFT_OUT, 2, "\uD83D\uDE00".repeat(300));
        assertThat(text())
                .contains("what=\"a\uFFFD\uFFFD\uFFFDb\"} 1")
                .contains("what=\"" + "\uD83D\uDE00".repeat(199) + "\u2026\"} 2");
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf", "-0.0, 0", "1e300, 1.0E300", "0.1, 0.1", "-3, -3"})
    void numbersAreAsTheFormatHasThem(double value, String written) {
        exposition.add(Exposed.COMPLETE, value);
        assertThat(text()).contains("\nml_pipeline_index_complete " + written + "\n");
    }

    @Test
    void aStateIsOneOfSeveral() {
        exposition.state(Exposed.VERIFICATION, List.of("PASS", "FAIL"), "FAIL", "0a", "bank/deployment/fraud");
        assertThat(text())
                .contains("target=\"bank/deployment/fraud\",verdict=\"PASS\"} 0\n")
                .contains("target=\"bank/deployment/fraud\",verdict=\"FAIL\"} 1\n");
    }

    @Test
    void theSameLabelsAreOneSample() {
        exposition.add(Exposed.LEFT_OUT, 1, "models");
        exposition.add(Exposed.LEFT_OUT, 2, "models");
        assertThat(text()).containsOnlyOnce("what=\"models\"").contains("what=\"models\"} 2");
    }

    @Test
    void labelsAreThoseOfTheFamily() {
        assertThatThrownBy(() -> exposition.add(Exposed.MODEL_METRIC, 1, "bank/fraud"))
                .hasMessage("MODEL_METRIC has the labels [jenkins_job, model, metric]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        none | TEXT
        */* | TEXT
        text/html,text/plain | TEXT
        application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | OPENMETRICS
        """)
    void whoAsksSaysWhichFormatTheyTake(String accept, ExpositionFormat format) {
        assertThat(ExpositionFormat.of(accept)).isEqualTo(format);
    }

    @ParameterizedTest
    @EnumSource
    void aUnitIsTheEndOfTheName(Exposed family) {
        assertThat(family.family()).matches("ml_pipeline(_[a-z]+)+").doesNotMatch(".*_(total|created|count|sum|info)");
        assertThat(family.family().endsWith("_seconds")).isEqualTo(family.kind() == Exposed.Kind.SECONDS);
        assertThat(family.help()).endsWith(".").doesNotContain("\"", "\\", "\n");
    }

    @ParameterizedTest
    @EnumSource
    void everyFamilyIsInTheDocumentation(Exposed family) throws Exception {
        String labels = family.labels().stream().map(l -> "`" + l + "`").collect(Collectors.joining(", "));
        assertThat(Files.readString(Path.of("docs/openmetrics.md")))
                .contains("| `" + family.sample() + "` | " + labels + (labels.isEmpty() ? "| " : " | "));
    }

    @Test
    void theMadeUpStateHasAllFamilies() {
        String text = ExposedState.at(Instant.EPOCH).text(ExpositionFormat.OPENMETRICS);
        assertThat(Exposed.values()).allSatisfy(family -> assertThat(text).contains("\n" + family.sample()));
    }
}
