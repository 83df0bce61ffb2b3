package io.jenkins.plugins.mlpipeline.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.log.OutputStreamTaskListener;
import org.junit.jupiter.api.Test;

class HeardLogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final RunningStep step = new RunningStep("mlTrain", "model");
    private final TaskListener log = new HeardLog(new StreamTaskListener(out, StandardCharsets.UTF_8), step);

    @Test
    void everyByteGoesOnAndShortLinesAreHeard() throws Exception {
        String text = "+ sh script\n[ml-pipeline] fitting 3/10 training_loss=0.5000 elapsed=1s left=2s\r\nmore\n";
        PrintStream logger = log.getLogger();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            logger.write(b);
        }
        logger.flush();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(step.state())
                .isEqualTo(new RunningStep.State(
                        "mlTrain", "model", "fitting", 3, 10, 2L, List.of(new RunningStep.Loss(3, 0.5, null))));
    }

    @Test
    void aLineThatIsTooLongIsForgottenAndTheNextIsHeard() {
        String line = "[ml-pipeline] fitting 3/10";
        log.getLogger().print("x".repeat(1_000_000) + line + "\n" + line + " \n");
        log.getLogger().flush();
        assertThat(step.state().done()).isEqualTo(3);
        assertThat(out.size()).isEqualTo(1_000_000 + 2 * line.length() + 3);

        log.getLogger().print("[ml-pipeline] fitting 4/10" + " ".repeat(WorkerProgress.MOST_CHARACTERS) + "\n");
        log.getLogger().flush();
        assertThat(step.state().done()).isEqualTo(3);
    }

    @Test
    void beforeTheFirstLineNothingIsKnown() {
        assertThat(step.state()).isEqualTo(new RunningStep.State("mlTrain", "model", null, 0, 0, null, List.of()));
    }

    @Test
    void aLossCurveStaysSmallAndKeepsItsCourse() {
        IntStream.rangeClosed(1, 10_000)
                .forEach(i -> step.heard(new WorkerProgress("fitting", i, 10_000, 1.0 / i, null, null)));
        List<RunningStep.Loss> losses = step.state().losses();
        assertThat(losses).hasSizeBetween(RunningStep.MOST_POINTS / 2, RunningStep.MOST_POINTS);
        assertThat(losses.get(0).done()).isEqualTo(1);
        assertThat(losses.get(losses.size() - 1).done()).isGreaterThan(9_800);
        assertThat(losses).extracting(RunningStep.Loss::done).isSorted();

        step.heard(new WorkerProgress("writing", 0, 0, null, null, null));
        assertThat(step.state().losses()).isEmpty();
    }

    @Test
    void aFailedWriteIsAnErrorAndBytesOfBothStreamsMakeOneLine() throws Exception {
        OutputStream stream = ((OutputStreamTaskListener) log).getOutputStream();
        stream.write("[ml-pipeline] fitting 3".getBytes(StandardCharsets.US_ASCII));
        log.getLogger().print("/10\n");
        log.getLogger().flush();
        assertThat(step.state().done()).isEqualTo(3);

        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        OutputStreamTaskListener onFullDisk = new HeardLog(new OnStream(full), step);
        assertThatThrownBy(() -> onFullDisk.getOutputStream().write('a'))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    /** A log as a running build has it. */
    private record OnStream(OutputStream stream) implements OutputStreamTaskListener {
        @Override
        public OutputStream getOutputStream() {
            return stream;
        }

        @Override
        public PrintStream getLogger() {
            return new PrintStream(stream, true, StandardCharsets.UTF_8);
        }
    }

    @Test
    void elsewhereItIsTheLogItself() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream to = new ObjectOutputStream(bytes)) {
            to.writeObject(new HeardLog(TaskListener.NULL, step));
        }
        try (ObjectInputStream from = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(from.readObject()).isNotInstanceOf(HeardLog.class).isInstanceOf(TaskListener.class);
        }
    }
}
