package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** An evaluation that an earlier build of the job recorded, in the record of a build that goes on with it. */
public final class TakenOver {
    private TakenOver() {}

    /**
     * Records it as it was recorded there. Of one that does not say how it came about nothing better is known than that it was
     * a file.
     *
     * @param begun the build that recorded it
     * @param archived whether this build has archived the model too
     */
    public static void record(Run<?, ?> run, String id, Run<?, ?> begun, Evaluation evaluation, boolean archived)
            throws IOException {
        Origin origin = evaluation.origin();
        EvaluationRecorder.record(run, id, evaluation, origin == null ? Origin.Source.FILE : origin.source(), archived);
        RecordFolder theirs = RecordFolder.of(begun, id);
        RecordFolder ours = RecordFolder.of(run, id);
        Optional<String> training = theirs.text(RecordFolder.Document.TRAINING);
        if (training.isPresent()) {
            ours.write(RecordFolder.Document.TRAINING, training.get());
        }
        Path outcomes = theirs.outcomes();
        if (Files.isRegularFile(outcomes)) {
            Files.copy(outcomes, ours.outcomes(), StandardCopyOption.REPLACE_EXISTING);
        }
        Optional<ModelRecord> trained =
                Optional.ofNullable(begun.getAction(MlPipelineAction.class)).flatMap(action -> action.model(id));
        if (trained.isPresent() && trained.get().getTrainedDigest() != null) {
            MlPipelineAction.of(run)
                    .trained(id, trained.get().getAlgorithm(), trained.get().getTrainedDigest());
        }
    }
}
