package io.jenkins.plugins.mlpipeline.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordFormatTest {
    @ParameterizedTest
    @CsvSource({
        "html, report.html, text/html, false, false",
        "markdown, report.md, text/markdown, false, false",
        "junit, junit.xml, application/xml, true, false",
        "audit, audit.json, application/json, true, true",
        "cyclonedx, model-card.json, application/json, true, true",
        "in-toto, in-toto.json, application/json, true, true"
    })
    void eachHasOneName(String key, String file, String type, boolean needsVerdict, boolean record) {
        RecordFormat format = RecordFormat.of(key).orElseThrow();
        assertThat(format).hasToString(key);
        assertThat(format.fileName()).isEqualTo(file);
        assertThat(format.contentType()).isEqualTo(type);
        assertThat(format.needsVerdict()).isEqualTo(needsVerdict);
        assertThat(format.isRecord()).isEqualTo(record);
        assertThat(format.signedAs() != null).isEqualTo(record);
    }

    @Test
    void noOtherNameIsOne() {
        assertThat(RecordFormat.of("modelCard")).isEmpty();
        assertThat(RecordFormat.of("")).isEmpty();
        assertThat(RecordFormat.of("IN_TOTO")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"A/B.HTML, html", "x.htm, html", "report.md, markdown", "junit.xml, junit", "audit.json,", "md,"})
    void theEndOfAFileNamesOne(String file, String key) {
        assertThat(RecordFormat.ofName(file).map(RecordFormat::key).orElse(null))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource
    void theDocumentsNameEach(RecordFormat format) throws IOException {
        assertThat(Files.readString(Path.of("docs/command-line.md"))).contains("`" + format.key() + "`");
    }

    @Test
    void noTwoAreCalledTheSame() {
        assertThat(Arrays.stream(RecordFormat.values()).map(RecordFormat::fileName))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(RecordFormat.values())
                        .filter(RecordFormat::isRecord)
                        .map(RecordFormat::signedAs))
                .doesNotHaveDuplicates();
    }
}
