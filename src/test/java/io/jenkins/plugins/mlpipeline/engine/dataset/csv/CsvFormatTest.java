package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
    @Test
    void theDelimiterIsTheOneThatStandsMostOften() {
        assertThat(CsvFormat.detect("a,b,c\n1;2;3;4;5")).isEqualTo(',');
        assertThat(CsvFormat.detect("a;b,x;c")).isEqualTo(';');
        assertThat(CsvFormat.detect("a\tb")).isEqualTo('\t');
        assertThat(CsvFormat.detect("a|b\r\n")).isEqualTo('|');
    }

    @Test
    void whatIsInQuotesIsNoDelimiter() {
        assertThat(CsvFormat.detect("\"a,b,\n,c\";d\n,,,")).isEqualTo(';');
        assertThat(CsvFormat.detect("\"a \"\"b,,\"\"\"|c")).isEqualTo('|');
    }

    @Test
    void emptyLinesBeforeTheHeaderAreSkipped() {
        assertThat(CsvFormat.detect("\n\r\n\ra;b\n,,,")).isEqualTo(';');
    }

    @Test
    void aTieGoesToTheFirstOfTheList() {
        assertThat(CsvFormat.detect("a|b;c")).isEqualTo(';');
        assertThat(CsvFormat.detect("a|b;c,d")).isEqualTo(',');
    }

    @Test
    void oneColumnCountsAsCommaSeparated() {
        assertThat(CsvFormat.detect("a")).isEqualTo(',');
        assertThat(CsvFormat.detect("")).isEqualTo(',');
    }

    @Test
    void optionsAreRead() {
        CsvFormat format = CsvFormat.of("tab", "windows-1252", List.of(" - ", "none", "none"));
        assertThat(format.delimiter()).isEqualTo('\t');
        assertThat(format.charset()).isEqualTo(Charset.forName("windows-1252"));
        assertThat(format.missing()).containsExactly("-", "none");
        assertThat(CsvFormat.of("\\t", null, null).delimiter()).isEqualTo('\t');
        assertThat(CsvFormat.of("|", "UTF-16", null).charset()).isEqualTo(StandardCharsets.UTF_16);
        assertThat(CsvFormat.of(null, null, null)).isEqualTo(CsvFormat.DEFAULT);
    }

    @Test
    void anUnsupportedDelimiterIsAnError() {
        assertThatThrownBy(() -> CsvFormat.of(":", null, null))
                .isInstanceOf(UserError.class)
                .hasMessage("delimiter \":\" is not supported."
                        + " Use one of , ; | or tab, or leave it out to have it detected.");
    }

    @Test
    void anUnknownCharsetIsAnError() {
        for (String name : List.of("utf9", "no such charset", "")) {
            assertThatThrownBy(() -> CsvFormat.of(null, name, null))
                    .isInstanceOf(UserError.class)
                    .hasMessage("charset \"" + name
                            + "\" is unknown. Use for example UTF-8, UTF-16, ISO-8859-1 or windows-1252.");
        }
    }

    @Test
    void aCharsetWhoseLineEndsAreNotFoundInTheBytesIsAnError() {
        for (String name : List.of("UTF-32", "IBM037")) {
            assertThatThrownBy(() -> CsvFormat.of(null, name, null))
                    .isInstanceOf(UserError.class)
                    .hasMessage("charset \"" + name + "\" is not supported. Convert the file to UTF-8.");
        }
    }
}
