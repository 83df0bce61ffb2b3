package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.DateOrder;
import io.jenkins.plugins.mlpipeline.engine.dataset.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.nio.file.Path;
import java.util.Set;

/** What a spec asks to be trained. */
public final class TrainingJob {
    private TrainingJob() {}

    /**
     * The training that a spec describes.
     *
     * @param spec paths in it are used as they are
     * @param output folder to write the model package to
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when the spec does not say what to train
     */
    public static TrainingRequest request(Spec spec, Path output) {
        Spec.Train train = spec.train();
        String data = Required.of(train.data(), "the training data", "train.data", "--data");
        String label = Required.of(spec.label(), "the column to predict", "label", "--label");
        return new TrainingRequest(
                new TrainingRequest.Source(Path.of(data), format(spec), selection(spec, label)),
                new TrainingRequest.Predicted(spec.task(), spec.labels(), spec.posLabel()),
                new TrainingRequest.Holdout(
                        train.split() == null ? null : SplitSpec.parse(train.split()),
                        train.testSize(),
                        train.testData() == null ? null : Path.of(train.testData())),
                new TrainingRequest.Method(
                        Algorithm.of(train.algorithm() == null ? Algorithm.AUTO.key() : train.algorithm()),
                        train.candidates() == null
                                ? null
                                : train.candidates().stream().map(Algorithm::of).toList(),
                        train.hyperparameters(),
                        train.classWeight()),
                train.seed() == null ? TrainingRequest.STANDARD_SEED : train.seed(),
                Threads.of(train.threads()),
                output);
    }

    /** Which columns the spec says play which part. */
    static ColumnSelection selection(Spec spec, String label) {
        return new ColumnSelection(
                label,
                spec.rowId(),
                spec.features(),
                spec.ignore() == null ? null : Set.copyOf(spec.ignore()),
                spec.columns(),
                null);
    }

    /** How the spec says that CSV files are written. */
    static CsvFormat format(Spec spec) {
        Spec.Csv csv = spec.csv();
        return CsvFormat.of(csv.delimiter(), csv.charset(), csv.missing())
                .withNumbers(
                        NumberForm.of(csv.decimal(), csv.thousands(), csv.numberSigns()),
                        "missing".equals(csv.badNumbers()))
                .withComment(csv.comment())
                .withDates(DateOrder.of(csv.dates()));
    }
}
