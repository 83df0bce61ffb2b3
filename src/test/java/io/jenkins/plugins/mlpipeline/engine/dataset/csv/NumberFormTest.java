package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as people write them. */
class NumberFormTest {
    private static double parse(NumberForm form, String text) {
        char[] chars = ("#" + text + "#").toCharArray();
        return form.parse(chars, 1, chars.length - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,5|,||1.5",
                "-0,25|,||-0.25",
                "1.234,5|,|.|1234.5",
                "1.234.567|,|.|1234567",
                "12,34,567.8|.|,|1234567.8",
                "1,234|.|,|1234",
                "1234.5|.|,|1234.5",
                "1 234,5|,|space|1234.5",
                "1\u00a0234,5|,|space|1234.5",
                "1\u202f234|.|space|1234",
                "1'234.5|.|'|1234.5",
                "1\u2019234.5|.|'|1234.5",
                "+1,5e3|,||1500",
                ",5|,||0.5",
                "9007199254740993|,||9007199254740992"
            })
    void groupsAndDecimalSigns(String text, String decimal, String thousands, double value) {
        assertThat(parse(NumberForm.of(decimal, thousands, false), text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1,2,3",
                "1.23.456",
                "1.2345,6",
                ".123",
                "1..234",
                "1.234.",
                "1,5,",
                "x",
                "",
                "1,5 %",
                "$1"
            })
    void whatIsNoNumberInAForm(String text) {
        assertThat(parse(NumberForm.of(",", ".", false), text)).isNaN();
    }

    @Test
    void aPointIsNoDecimalSignWhereACommaIs() {
        assertThat(parse(NumberForm.of(",", null, false), "1.5")).isNaN();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$1,234.50|1234.5",
                "-$5|-5",
                "$-5|-5",
                "5 €|5",
                "EUR 1,000|1000",
                "1,000.25 CHF|1000.25",
                "(1,234.50)|-1234.5",
                "($5)|-5",
                "5.00-|-5",
                "\u22125.5|-5.5",
                "$\u22125|-5",
                "12 %|0.12",
                "12.5%|0.125",
                "-3%|-0.03",
                "0.1%|0.001",
                "7|7"
            })
    void signsAtNumbers(String text, double value) {
        assertThat(parse(NumberForm.of(null, ",", true), text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--5", "(-5)", "5--", "SKU 5", "(\u22125)", "$", "%", "()", "5 % %", "$5 $", "A-"})
    void signsThatAreNoneOfANumber(String text) {
        assertThat(parse(NumberForm.of(null, null, true), text)).isNaN();
    }

    @Test
    void formsAreDeclared() {
        assertThat(NumberForm.of(null, null, null)).isEqualTo(NumberForm.PLAIN);
        assertThatThrownBy(() -> NumberForm.of(";", null, null))
                .isInstanceOf(UserError.class)
                .hasMessage("the decimal sign \";\" is not supported. Use . or ,");
        assertThatThrownBy(() -> NumberForm.of(null, "_", null))
                .isInstanceOf(UserError.class)
                .hasMessage("the thousands separator \"_\" is not supported. Use one of , . ' or space.");
        assertThatThrownBy(() -> NumberForm.of(null, ".", null))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the decimal sign and the thousands separator are both \".\". Give the decimal sign too, or take"
                                + " another separator.");
    }

    @Test
    void formsAreGuessed() {
        String two = NumberGuess.of(List.of("1,234", "5,678"), NumberForm.PLAIN);
        assertThat(two)
                .isEqualTo(
                        "its texts are numbers as \"1,234\"; to have them read so give csv.decimal: ',' (--decimal ,), or"
                                + " csv.thousands: \",\" (--thousands \",\")");
        assertThat(NumberGuess.of(List.of("1.234,5", "7"), NumberForm.PLAIN))
                .isEqualTo(
                        "its texts are numbers as \"1.234,5\"; to have them read so give csv.decimal: ',' (--decimal ,) and"
                                + " csv.thousands: \".\" (--thousands \".\")");
        assertThat(NumberGuess.of(List.of("12 %", "7.5 %"), NumberForm.PLAIN))
                .isEqualTo("its texts are numbers as \"12 %\"; to have them read so give csv.numberSigns: true"
                        + " (--number-signs)");
        assertThat(NumberGuess.of(List.of("\u22125.5", "5.5"), NumberForm.PLAIN))
                .isEqualTo("its texts are numbers as \"\u22125.5\"; to have them read so give csv.numberSigns: true"
                        + " (--number-signs)");
        assertThat(NumberGuess.of(List.of("-0.5", "7"), NumberForm.of(",", "space", null)))
                .isEqualTo("its texts are numbers as programs write them (\"-0.5\"), and others are declared; write all"
                        + " numbers of the file alike");
        assertThat(NumberGuess.of(List.of("red", "1,5"), NumberForm.PLAIN)).isNull();
        assertThat(NumberGuess.of(List.of("SKU123", "SKU124"), NumberForm.PLAIN))
                .isNull();
    }
}
