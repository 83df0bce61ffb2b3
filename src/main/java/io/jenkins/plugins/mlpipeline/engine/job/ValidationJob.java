package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Spec;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import io.jenkins.plugins.mlpipeline.engine.model.ModelPackage;
import io.jenkins.plugins.mlpipeline.engine.training.OutputFolder;
import io.jenkins.plugins.mlpipeline.engine.validation.ProgressListener;
import io.jenkins.plugins.mlpipeline.engine.validation.ScoreKind;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a spec asks to be validated. */
public final class ValidationJob {
    private ValidationJob() {}

    /**
     * Validates what a spec names: a model, or predictions.
     *
     * @param spec paths in it are used as they are; the metrics of its gates are computed beside the standard ones
     * @param id name of the model within a build; null on the command line
     * @param metrics further metrics to compute
     * @param clock gives the time of the document
     * @throws UserError when the spec does not say what to validate, or something in it has to be put right
     */
    public static Evaluation run(Spec spec, String id, Set<MetricKey> metrics, ProgressListener progress, Clock clock)
            throws IOException {
        Set<MetricKey> keys = new LinkedHashSet<>(spec.gates().keys());
        keys.addAll(metrics);
        Evaluation evaluation = Validation.run(request(spec, id, keys), progress, clock);
        String declared = spec.validate().sha256();
        if (declared != null && !declared.equals(evaluation.data().sha256())) {
            throw new UserError(evaluation.data().name() + ": the file is "
                    + evaluation.data().sha256() + ", and validate.sha256 in the spec says " + declared
                    + ". Validate on the file that was agreed on, or change the spec.");
        }
        return evaluation;
    }

    private static ValidationRequest request(Spec spec, String id, Set<MetricKey> metrics) throws IOException {
        Spec.Validate validate = spec.validate();
        Path model = Path.of(Required.of(validate.model(), "the model", "validate.model", "--model"));
        return new ValidationRequest(
                id,
                model,
                data(validate, model),
                TrainingJob.format(spec),
                new ColumnSelection(
                        label(spec, model),
                        spec.rowId(),
                        spec.features(),
                        spec.ignore() == null ? null : Set.copyOf(spec.ignore()),
                        null,
                        null),
                new TargetOptions(spec.task(), spec.labels(), spec.posLabel()),
                validate.scores() == null ? null : ScoreKind.of(validate.scores()),
                validate.threshold(),
                metrics,
                Threads.of(validate.threads()));
    }

    private static String label(Spec spec, Path model) throws IOException {
        if (spec.label() == null && ModelPackage.isPackage(model)) {
            return ModelPackage.read(model).manifest().label();
        }
        return Required.of(spec.label(), "the column with the true label", "label", "--label");
    }

    private static Path data(Spec.Validate validate, Path model) {
        if (validate.data() != null) {
            return Path.of(validate.data());
        }
        Path holdout = model.resolve(OutputFolder.HOLDOUT);
        if (Files.isRegularFile(holdout)) {
            return holdout;
        }
        throw new UserError("the rows to validate on are not given, and " + holdout
                + " is not there. Give --data, or validate.data in the spec.");
    }
}
