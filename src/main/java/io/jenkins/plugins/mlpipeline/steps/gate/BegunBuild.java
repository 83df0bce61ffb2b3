package io.jenkins.plugins.mlpipeline.steps.gate;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.approval.Repetition;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.report.TakenOver;
import io.jenkins.plugins.mlpipeline.steps.worker.ModelArchiver;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the build recorded that a build goes on with: one that was restarted from a stage has no evaluation of its own, when
 * its stages begin after the validation.
 *
 * @param run the build that goes on
 * @param listener is told what is taken over
 */
record BegunBuild(Run<?, ?> run, TaskListener listener) {
    private static final int MOST = 100;

    /** Takes over the evaluation of a model with all that is about it, where the build goes on with one that has it. */
    void takeOver(String id) throws IOException, InterruptedException {
        Optional<Run<?, ?>> found = with(id);
        if (found.isEmpty()) {
            return;
        }
        Run<?, ?> begun = found.get();
        Evaluation evaluation = RecordFolder.of(begun, id).evaluation().orElseThrow();
        TakenOver.record(run, id, begun, evaluation, archived(begun, id));
        listener.getLogger()
                .println(Progress.MARK + "this build was restarted from a stage of #" + begun.getNumber()
                        + " after the validation: what is judged is the evaluation of model \"" + id
                        + "\" that #" + begun.getNumber() + " recorded");
    }

    /** The newest of the builds that this one goes on with that has an evaluation. */
    private Optional<Run<?, ?>> with(String id) throws IOException {
        Set<Integer> seen = new HashSet<>();
        Optional<Run<?, ?>> build = Repetition.begunBy(run);
        while (build.isPresent() && seen.size() < MOST && seen.add(build.get().getNumber())) {
            if (RecordFolder.of(build.get(), id)
                    .text(RecordFolder.Document.EVALUATION)
                    .isPresent()) {
                return build;
            }
            build = Repetition.begunBy(build.get());
        }
        return Optional.empty();
    }

    private boolean archived(Run<?, ?> begun, String id) throws IOException, InterruptedException {
        Optional<ModelRecord> record =
                Optional.ofNullable(begun.getAction(MlPipelineAction.class)).flatMap(action -> action.model(id));
        if (record.isEmpty() || !record.get().isArchived()) {
            return false;
        }
        String digest = record.get().getModelDigest();
        return new ModelArchiver(run, listener).archive(ModelArchive.root(begun, digest), digest);
    }
}
