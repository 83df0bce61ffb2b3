package io.jenkins.plugins.mlpipeline.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Progress} writes is read as it was meant. */
class WorkerProgressTest {
    @Test
    void whatAWorkerSaysIsReadAgain() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        Progress progress = new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), false, clock::get);
        progress.at("fitting", 0, 100, null, null);
        clock.addAndGet(4_000_000_000L);
        progress.at("fitting", 12, 100, 0.34123, 0.36012);
        progress.at("validating", 0, 0, null, null);
        clock.addAndGet(20_000_000_000L);
        progress.at("validating", 4096, 0, null, null);
        progress.say("validated on 300 rows");

        List<Optional<WorkerProgress>> read = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(WorkerProgress::parse)
                .toList();
        assertThat(read)
                .containsExactly(
                        Optional.of(new WorkerProgress("fitting", 0, 100, null, null, null)),
                        Optional.of(new WorkerProgress("fitting", 12, 100, 0.3412, 0.3601, 29L)),
                        Optional.of(new WorkerProgress("validating", 0, 0, null, null, null)),
                        Optional.of(new WorkerProgress("validating", 4096, 0, null, null, null)),
                        Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fitting 1/2",
                " [ml-pipeline] fitting 1/2",
                "[ml-pipeline] warning: the model is odd",
                "[ml-pipeline] <script>",
                "[ml-pipeline] fitting 1/2 left=<b>",
                "[ml-pipeline] fitting 99999999999999999999/2",
                "[ml-pipeline] fitting 1/2 a=1 b=1 c=1 d=1 e=1 f=1 g=1 h=1 i=1 j=1",
            })
    void otherLinesSayNothingOrNoMoreThanNumbers(String line) {
        Optional<WorkerProgress> read = WorkerProgress.parse(line);
        assertThat(read.map(WorkerProgress::secondsLeft)).isEmpty();
    }

    @Test
    void whatIsNoNumberIsLeftOut() {
        assertThat(WorkerProgress.parse("[ml-pipeline] fitting 1/2 training_loss=NaN validation_loss=1e999 left=soon"))
                .contains(new WorkerProgress("fitting", 1, 2, null, null, null));
        assertThat(WorkerProgress.parse("[ml-pipeline] fitting 1/2 training_loss=-0.5000 left=3s"))
                .contains(new WorkerProgress("fitting", 1, 2, -0.5, null, 3L));
    }

    @Test
    void aLongLineIsNotLookedAt() {
        assertThat(WorkerProgress.parse("[ml-pipeline] fitting 1/2" + " a=1".repeat(100)))
                .isEmpty();
    }
}
