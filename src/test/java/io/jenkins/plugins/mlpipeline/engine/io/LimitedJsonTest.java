package io.jenkins.plugins.mlpipeline.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LimitedJsonTest {
    private static final TextLimits SMALL = new TextLimits("a test", 3, 8, 30, 5, 4);

    static Stream<Arguments> bombs() {
        return Bombs.json().entrySet().stream().map(b -> arguments(b.getKey(), b.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void bombsAreRefusedAsTreesAndAsRecords(String name, String text) {
        assertThatThrownBy(() -> Json.parse(text, JsonNode.class, "a.json"))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("a\\.json:\\d+:\\d+: .*\\.");
        assertThatThrownBy(() -> Json.parse(text, Evaluation.class, "a.json")).isInstanceOf(UserError.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": [1, 2, 3, 4, 5]}|",
                "{\"a\": [1, 2, 3, 4, 5, 6]}|a:1:23: more than 8 keys and values up to here, which is the most for a"
                        + " test and what is read together with it; a YAML alias counts as all that it stands for."
                        + " Write less.",
                "[[[1]]]|",
                "[[[[1]]]]|a:1:4: nested more than 3 levels deep, the most that a test may have. Write it flatter.",
                "{\"aaaaaa\": 1}|a:1:2: a key has 6 characters; at most 5 are read. Shorten it.",
                "[12345]|a:1:2: a number has 5 characters; at most 4 are read. Round it, or write it in quotes if it is"
                        + " a text.",
                "[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"]|a: has 34 characters; a test may have 30. Write less."
            })
    void everyLimitIsExact(String text, String message) {
        if (message == null) {
            assertThatCode(() -> Json.parse(text, JsonNode.class, "a", new Budget(SMALL)))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> Json.parse(text, JsonNode.class, "a", new Budget(SMALL)))
                    .isInstanceOf(UserError.class)
                    .hasMessage(message);
        }
    }

    @Test
    void whatIsSkippedCountsAndEndsWhereItEnds() throws IOException {
        byte[] bytes = "{\"a\": [1, [2]], \"b\": 3}".getBytes(StandardCharsets.UTF_8);
        Budget budget = new Budget(SMALL);
        try (JsonParser parser = LimitedJson.lenient(bytes, 0, bytes.length, "a", 7, budget)) {
            parser.nextToken();
            parser.nextToken();
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            parser.skipChildren();
            assertThat(parser.nextToken()).isEqualTo(JsonToken.FIELD_NAME);
            assertThat(parser.currentName()).isEqualTo("b");
            assertThat(budget.values()).isEqualTo(7);
        }
    }
}
