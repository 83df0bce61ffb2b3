package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.RunLog;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;

/** What is registered beside a model, when it is asked for. */
public final class RegisterJob {
    private RegisterJob() {}

    /**
     * What is logged to the model's run: the metrics, both documents and the report.
     *
     * @param version of this software, for the report
     */
    public static RunLog log(Evaluation judged, GateResult verdict, String version) throws IOException {
        RecordJob report = new RecordJob(
                ReportInput.of(judged, verdict, null),
                () -> {
                    throw new IllegalStateException("a report needs no further sources");
                },
                Clock.systemUTC().instant(),
                version);
        return RunLog.of(
                judged,
                Map.of(
                        "evaluation.json",
                        Json.write(judged),
                        "gate.json",
                        Json.write(verdict),
                        RecordFormat.HTML.fileName(),
                        report.text(RecordFormat.HTML)));
    }
}
