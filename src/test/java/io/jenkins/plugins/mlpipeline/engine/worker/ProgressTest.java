package io.jenkins.plugins.mlpipeline.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;
    private final Progress progress =
            new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, () -> now);

    @Test
    void aStageSaysWhereItIsAndHowLongItWillTake() {
        progress.at("reading", 0, 0, null, null);
        progress.at("fitting", 0, 100, null, null);
        now += 4_000_000_000L;
        progress.at("fitting", 12, 100, 0.34123, 0.36);
        now += 20_000_000_000L;
        progress.at("fitting", 100, 100, 0.1, null);

        assertThat(lines())
                .containsExactly(
                        "[ml-pipeline] reading",
                        "[ml-pipeline] fitting 0/100",
                        "[ml-pipeline] fitting 12/100 training_loss=0.3412 validation_loss=0.3600 elapsed=4s left=29s",
                        "[ml-pipeline] fitting 100/100 training_loss=0.1000 elapsed=24s");
    }

    @Test
    void manyStepsMakeFewLines() {
        for (int step = 0; step <= 100_000; step++) {
            now += 100_000;
            progress.at("fitting", step, 100_000, 0.5, null);
        }

        assertThat(lines()).hasSizeBetween(10, 14);
    }

    @Test
    void aSlowStageIsHeardOfEveryTenSeconds() {
        progress.at("validating", 0, 0, null, null);
        for (int i = 1; i <= 30; i++) {
            now += 1_000_000_000L;
            progress.at("validating", i * 1000, 0, null, null);
        }

        assertThat(lines())
                .containsExactly(
                        "[ml-pipeline] validating",
                        "[ml-pipeline] validating 10000 elapsed=10s",
                        "[ml-pipeline] validating 20000 elapsed=20s",
                        "[ml-pipeline] validating 30000 elapsed=30s");
    }

    private String[] lines() {
        return bytes.toString(StandardCharsets.UTF_8).split("\n");
    }
}
