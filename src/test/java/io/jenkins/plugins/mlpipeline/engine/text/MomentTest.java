package io.jenkins.plugins.mlpipeline.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-30T12:00:59Z     | just now
            2026-11-30T11:59:01.123Z | just now
            2026-11-30T11:59:00Z     | 1 min ago
            2026-11-30T10:00:01Z     | 119 min ago
            2026-11-30T10:00:00Z     | 2 h ago
            2026-11-28T12:00:01Z     | 47 h ago
            2026-11-28T12:00:00Z     | 2 days ago
            2026-10-31T12:00:01Z     | 29 days ago
            2026-10-31T12:00:00Z     | 31 October 2026
            2026-12-01T12:00:00Z     | 1 December 2026
            yesterday                | yesterday
            """)
    void saysHowLongAgoItWas(String instant, String shown) {
        assertThat(Moment.of(instant, NOW).shown()).isEqualTo(shown);
    }

    @Test
    void theExactTimeIsToTheSecond() {
        assertThat(Moment.of("2026-11-03T09:05:07.891Z", NOW).exact()).isEqualTo("3 November 2026, 09:05:07 UTC");
        assertThat(Moment.of("no time", NOW).exact()).isEqualTo("no time");
    }
}
