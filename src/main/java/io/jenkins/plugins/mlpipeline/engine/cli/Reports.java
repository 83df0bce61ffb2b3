package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import io.jenkins.plugins.mlpipeline.engine.report.JunitReport;
import io.jenkins.plugins.mlpipeline.engine.report.MarkdownReport;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import java.io.IOException;
import java.nio.file.Path;

/** The reports that {@code run} leaves beside the documents. */
final class Reports {
    static final String HTML = "report.html";
    static final String MARKDOWN = "report.md";
    static final String JUNIT = "junit.xml";

    private Reports() {}

    /**
     * Writes all of them.
     *
     * @param folder where to
     * @param training the record of the training; null when nothing was trained
     * @param outputs all of them are among these
     */
    static void write(Path folder, Evaluation evaluation, GateResult gate, Path training, Outputs outputs)
            throws IOException {
        ReportInput input = ReportInput.of(evaluation, gate, training == null ? null : Json.readTree(training));
        outputs.write(folder.resolve(HTML), HtmlReport.page(input));
        outputs.write(folder.resolve(MARKDOWN), MarkdownReport.of(input));
        outputs.write(folder.resolve(JUNIT), JunitReport.of(evaluation, gate));
    }
}
