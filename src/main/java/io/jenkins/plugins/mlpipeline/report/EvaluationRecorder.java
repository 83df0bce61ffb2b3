package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts an evaluation into the record of a build. It came from an agent, so it is checked and written anew: nothing that
 * this version does not know is kept.
 *
 * @param metrics values by metric key
 * @param undefined keys of metrics without a value
 */
public record EvaluationRecorder(Map<String, Double> metrics, List<String> undefined) {
    private static final int MOST_METRICS = 500;
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_SUBJECT = 1024;

    /**
     * Records.
     *
     * @param source where the evaluation is from, whatever it says itself
     * @throws UserError when the evaluation cannot be what the worker says
     */
    public static EvaluationRecorder record(
            Run<?, ?> run, String id, Evaluation evaluation, Origin.Source source, boolean archived)
            throws IOException {
        check(evaluation);
        ModelRecord.Validated validated = validated(evaluation, archived);
        MlPipelineAction.of(run).admit(id, validated);
        RecordFolder folder = RecordFolder.of(run, id);
        folder.write(RecordFolder.Document.EVALUATION, Json.write(evaluation.from(origin(run, source))));
        folder.forgetVerdict();
        MlPipelineAction.of(run).validated(id, validated);
        MlPipelineAction.of(run).known(id, facts(evaluation));
        return of(evaluation.metrics());
    }

    /** What an evaluation adds to the record. */
    static ModelRecord.Validated validated(Evaluation evaluation, boolean archived) {
        EvaluationRecorder numbers = of(evaluation.metrics());
        return new ModelRecord.Validated(
                evaluation.model() == null ? null : evaluation.model().name(),
                evaluation.model() == null ? null : evaluation.model().digest(),
                evaluation.subject(),
                evaluation.task() == null ? null : evaluation.task().key(),
                evaluation.data() == null ? null : evaluation.data().rows(),
                numbers.metrics,
                numbers.undefined,
                archived);
    }

    /** What may change together with the metrics. */
    static Map<String, String> facts(Evaluation evaluation) {
        return evaluation.data() == null || evaluation.data().sha256() == null
                ? Map.of()
                : Map.of(ModelRecord.TEST_DATA, evaluation.data().sha256());
    }

    private static Origin origin(Run<?, ?> run, Origin.Source source) {
        return new Origin(
                source,
                run.getParent().getFullName(),
                Integer.toString(run.getNumber()),
                run.getParent().getParent().getFullName());
    }

    /**
     * Checks what an agent says, before anything is done with it.
     *
     * @throws UserError when the evaluation cannot be what the worker says
     */
    public static void check(Evaluation evaluation) {
        if (evaluation.schemaVersion() != Evaluation.SCHEMA_VERSION) {
            throw new UserError("The evaluation has schema version " + evaluation.schemaVersion()
                    + "; this version reads " + Evaluation.SCHEMA_VERSION + ".");
        }
        if (evaluation.model() != null && !Digest.isDigest(evaluation.model().digest())) {
            throw new UserError("The evaluation names a model without a proper digest.");
        }
        if (evaluation.metrics() == null || evaluation.metrics().size() > MOST_METRICS) {
            throw new UserError("The evaluation has no metrics, or more than " + MOST_METRICS + ".");
        }
        for (String key : evaluation.metrics().keySet()) {
            limited("a metric", key, LONGEST_KEY);
        }
        if (evaluation.model() != null) {
            limited("the model", evaluation.model().name(), LONGEST_NAME);
        }
        limited("the subject", evaluation.subject(), LONGEST_SUBJECT);
        if (evaluation.endpoint() != null) {
            limited("the endpoint", evaluation.endpoint().address(), LONGEST_SUBJECT);
            limited("the protocol", evaluation.endpoint().protocol(), LONGEST_KEY);
        }
    }

    private static void limited(String what, String name, int most) {
        if (name != null && (name.length() > most || name.chars().anyMatch(Character::isISOControl))) {
            throw new UserError("The evaluation has a name for " + what + " that is longer than " + most
                    + " characters or has control characters in it: \""
                    + PlainText.line(name.substring(0, Math.min(most, name.length()))) + "\".");
        }
    }

    private static EvaluationRecorder of(Map<String, MetricValue> values) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        List<String> undefined = new ArrayList<>();
        values.forEach((key, value) -> {
            if (value == null || value.value() == null) {
                undefined.add(key);
            } else {
                metrics.put(key, value.value());
            }
        });
        return new EvaluationRecorder(metrics, undefined);
    }
}
