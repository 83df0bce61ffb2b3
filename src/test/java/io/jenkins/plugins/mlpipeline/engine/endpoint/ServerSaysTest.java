package io.jenkins.plugins.mlpipeline.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers really answered to requests that were wrong: KServe, MLServer, FastAPI, Flask. */
class ServerSaysTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"Model with name nobody does not exist.\"} | : Model with name nobody does not exist",
                "{\"detail\":\"Method Not Allowed\"} | : Method Not Allowed",
                "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"inputs\"],\"msg\":\"Field required\",\"input\":{\"a\":\"secret"
                        + " row\"}}]} | : Field required",
                "{\"error_code\": \"BAD_REQUEST\", \"message\": \"Failed to enforce schema\"} | : BAD_REQUEST; Failed to"
                        + " enforce schema",
                "{\"rows\": [[1, 2]]} | ''",
                "{broken | ''",
                "<html> | : <html>"
            })
    void wordsWithoutWhatTheyRepeatOfTheRequest(String body, String said) {
        assertThat(ServerSays.of(body)).isEqualTo(said);
    }

    @Test
    void ofAStackTraceTheExceptionAlone() {
        assertThat(ServerSays.of(
                        "Traceback (most recent call last):\n  File \"x.py\", line 1\nValueError: 5 features, 6"
                                + " expected.\n- mean area\n"))
                .isEqualTo(": ValueError: 5 features, 6 expected");
        assertThat(ServerSays.of("Internal Server Error\nat once")).isEqualTo(": Internal Server Error");
        assertThat(ServerSays.of("")).isEmpty();
        assertThat(ServerSays.of("x".repeat(1000))).hasSize(302);
    }
}
