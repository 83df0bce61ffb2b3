package io.jenkins.plugins.mlpipeline.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script gives for one value becomes the type of the parameter, or one sentence. */
class ArgumentTest {
    private static Object as(Object value, Class<?> type) {
        return new Argument("p", value).as(type);
    }

    /** Written plainly, each would be a text of up to a billion characters. */
    @Test
    void hugeExponentsCostNothing() {
        assertThat(as(new BigDecimal("1e999999999"), String.class)).isEqualTo("1E+999999999");
        assertThat(as(new BigDecimal("1e-999999999"), String.class)).isEqualTo("1E-999999999");
        for (String text : List.of("1e999999999", "1e999999999%", "1e-99999999 %")) {
            assertThatThrownBy(() -> as(text, Double.class))
                    .hasMessage("p is \"" + text + "\"; a number is expected, for example p: 0.5.");
        }
    }

    @Test
    void whatCanMeanOnlyOneThingIsTaken() {
        assertThat(as(1, String.class)).isEqualTo("1");
        assertThat(as(true, String.class)).isEqualTo("true");
        assertThat(as(new BigDecimal("1E+3"), String.class)).isEqualTo("1000");
        assertThat(as(new StringBuilder("a b"), String.class)).isEqualTo("a b");
        assertThat(as(" 2 ", Integer.class)).isEqualTo(2);
        assertThat(as(2.0, Integer.class)).isEqualTo(2);
        assertThat(as("-7", Long.class)).isEqualTo(-7L);
        assertThat(as(3, Long.class)).isEqualTo(3L);
        assertThat(as("0.25", Double.class)).isEqualTo(0.25);
        assertThat(as(new BigDecimal("0.2"), Double.class)).isEqualTo(0.2);
        assertThat(as("false", boolean.class)).isEqualTo(false);
        assertThat(as(true, boolean.class)).isEqualTo(true);
        assertThat(as(List.of("a"), Object.class)).isEqualTo(List.of("a"));
    }

    @Test
    void severalValuesAreNoText() {
        assertThatThrownBy(() -> as(List.of("a.csv"), String.class))
                .isInstanceOf(UserError.class)
                .hasMessage("p is a list; one text is expected: p: '...'.");
        assertThatThrownBy(() -> as(Map.of(), String.class)).hasMessage("p is a map; one text is expected: p: '...'.");
        assertThatThrownBy(() -> as(new Object(), String.class))
                .hasMessage("p is of the type Object; one text is expected: p: '...'.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two | p is \"two\"; a whole number is expected, for example p: 10.",
                "1,5 | p is \"1,5\"; a whole number is expected, for example p: 10.",
                "1.5 | p is \"1.5\"; a whole number from -2147483648 to 2147483647 is expected, for example p: 10.",
                "3000000000 | p is \"3000000000\"; a whole number from -2147483648 to 2147483647 is expected, for example p: 10.",
                "1e999999999 | p is \"1e999999999\"; a whole number is expected, for example p: 10.",
                "80% | p is \"80%\"; write it as a number: p: 0.80.",
            })
    void aTextThatIsNoWholeNumberIsNamed(String text, String sentence) {
        assertThatThrownBy(() -> as(text, Integer.class)).hasMessage(sentence);
    }

    @Test
    void otherThingsAreNoNumberAndNoTruth() {
        assertThatThrownBy(() -> as(List.of(1), Double.class))
                .hasMessage("p is a list; a number is expected, for example p: 0.5.");
        assertThatThrownBy(() -> as(true, Double.class))
                .hasMessage("p is true; a number is expected, for example p: 0.5.");
        assertThatThrownBy(() -> as(Double.NaN, Double.class))
                .hasMessage("p is NaN; a number is expected, for example p: 0.5.");
        assertThatThrownBy(() -> as("9".repeat(41), Long.class)).hasMessageStartingWith("p is \"999");
        assertThatThrownBy(() -> as("yes", boolean.class))
                .hasMessage("p is \"yes\"; true or false is expected, for example p: true.");
        assertThatThrownBy(() -> as(1, boolean.class))
                .hasMessage("p is 1; true or false is expected, for example p: true.");
    }
}
