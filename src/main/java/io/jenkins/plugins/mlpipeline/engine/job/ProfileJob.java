package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.check.ReferenceFile;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.TrainKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the training rows of a spec look like, for a model that another tool makes of them. */
public final class ProfileJob {
    private ProfileJob() {}

    /**
     * A profile.
     *
     * @param reference the document
     * @param warnings what a reader should know about the rows, one sentence each
     */
    public record Result(ReferenceFile reference, List<String> warnings) {}

    /**
     * Profiles the rows.
     *
     * @param spec paths in it are used as they are
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when the spec does not name rows and label, or they are not
     *     usable
     */
    public static Result run(Spec spec) throws IOException {
        String data = Required.of(spec.get(TrainKeys.DATA), "the file of rows", "train.data", "--data");
        String label = Required.of(spec.get(SpecKeys.LABEL), "the column that is predicted", "label", "--label");
        TrainingData rows = TableReader.readReference(
                Path.of(data),
                TrainingJob.format(spec),
                TrainingJob.selection(spec, label),
                spec.get(SpecKeys.TASK),
                spec.get(SpecKeys.LABELS));
        return new Result(ReferenceFile.of(rows), rows.warnings());
    }
}
