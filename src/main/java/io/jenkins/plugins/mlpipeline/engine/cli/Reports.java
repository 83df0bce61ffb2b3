package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.RecordFormat;
import io.jenkins.plugins.mlpipeline.engine.job.RecordJob;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The reports that {@code run} leaves beside the documents. */
final class Reports {
    private static final List<RecordFormat> FORMATS =
            List.of(RecordFormat.HTML, RecordFormat.MARKDOWN, RecordFormat.JUNIT);

    private Reports() {}

    /** The files that are left. */
    static List<Path> files(Path folder) {
        return FORMATS.stream().map(format -> file(folder, format)).toList();
    }

    /** The page for people. */
    static Path page(Path folder) {
        return file(folder, RecordFormat.HTML);
    }

    /**
     * Writes all of them.
     *
     * @param folder where to
     * @param training the record of the training; null when nothing was trained
     * @param outputs all of them are among these
     */
    static void write(Path folder, Evaluation evaluation, GateResult gate, Path training, Outputs outputs)
            throws IOException {
        RecordJob job = new RecordJob(
                ReportInput.of(evaluation, gate, training == null ? null : Json.readTree(training)),
                () -> {
                    throw new IllegalStateException("a run leaves no record for an auditor");
                },
                Clock.systemUTC().instant(),
                Version.number());
        for (RecordFormat format : FORMATS) {
            outputs.write(file(folder, format), job.text(format));
        }
    }

    private static Path file(Path folder, RecordFormat format) {
        return folder.resolve(format.fileName());
    }
}
