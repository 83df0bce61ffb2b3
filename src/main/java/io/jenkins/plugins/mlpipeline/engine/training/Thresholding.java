package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.Folds;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.KFold;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.threshold.ThresholdChoice;
import io.jenkins.plugins.mlpipeline.engine.threshold.ThresholdRule;
import io.jenkins.plugins.mlpipeline.engine.training.export.LabelCut;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import java.util.List;

/**
 * Chooses the threshold of a model on rows of the training part, each scored by a model that learnt from other folds: scores of
 * rows that were learnt from are too sure of themselves. The rows kept back are not looked at.
 *
 * <p>The cost is a training for each of {@value #FOLDS} folds, {@value #FEW_FOLDS} above {@value #MANY_ROWS} rows.
 */
final class Thresholding {
    private static final int FOLDS = 5;
    private static final int FEW_FOLDS = 3;
    private static final int MANY_ROWS = 20_000;

    private final TrainingRequest request;
    private final DataParts parts;
    private final int positive;
    private final Stopwatch watch;

    /**
     * What came of it.
     *
     * @param cut null: the most probable label is predicted
     * @param record what was asked and found; null when nothing was asked
     * @param warnings what a reader should know, one sentence each
     */
    record Outcome(LabelCut cut, TrainingRecord.Threshold record, List<String> warnings) {}

    /** Nothing was asked: the most probable label is predicted. */
    static final Outcome NONE = new Outcome(null, null, List.of());

    private Thresholding(TrainingRequest request, DataParts parts, int positive, Stopwatch watch) {
        this.request = request;
        this.parts = parts;
        this.positive = positive;
        this.watch = watch;
    }

    /**
     * The threshold that the request asks for.
     *
     * @param posLabel null when not known
     * @param learner makes models as the one whose threshold it is
     * @throws UserError when no threshold can be had
     */
    static Outcome run(TrainingRequest request, DataParts parts, String posLabel, Learner learner, Stopwatch watch) {
        ThresholdRule rule = request.method().threshold();
        if (rule == null) {
            return NONE;
        }
        int positive = requirePositive(parts.labels(), posLabel);
        if (rule instanceof ThresholdRule.Fixed fixed) {
            return new Outcome(
                    new LabelCut(positive, fixed.threshold()),
                    new TrainingRecord.Threshold(rule.toString(), fixed.threshold(), null, null, null, null),
                    List.of());
        }
        return new Thresholding(request, parts, positive, watch).run(rule, learner);
    }

    private static int requirePositive(Labels labels, String posLabel) {
        if (labels.task() != Task.BINARY) {
            throw new UserError("a threshold is about the score of one of two labels, and this is a "
                    + labels.task().key() + " task. Leave the threshold out (train.threshold, --threshold).");
        }
        if (posLabel == null) {
            throw new UserError("a threshold is about the score of the positive label, and none is known. Say which of "
                    + String.join(" and ", labels.names()) + " it is (posLabel, --pos-label).");
        }
        return labels.names().indexOf(posLabel);
    }

    private Outcome run(ThresholdRule rule, Learner learner) {
        watch.begin(TrainingListener.Stage.CHOOSING);
        int rows = parts.labels().rows();
        Folds folds = Folds.of(
                parts.data(),
                parts.trainingRows(),
                request.split(),
                rows > MANY_ROWS ? FEW_FOLDS : FOLDS,
                request.seed(),
                Folds.Use.CHOOSING);
        float[] scores = new float[rows];
        boolean[] known = new boolean[rows];
        int done = 0;
        for (KFold fold : folds.folds()) {
            watch.step(
                    done,
                    folds.folds().size(),
                    "fold " + ++done + " of " + folds.folds().size());
            score(learner, fold, scores, known);
        }
        ThresholdChoice.Chosen chosen = chosen(rule, scores, known);
        return new Outcome(
                new LabelCut(positive, chosen.threshold()),
                new TrainingRecord.Threshold(
                        rule.toString(),
                        chosen.threshold(),
                        chosen.metric(),
                        chosen.value(),
                        (long) count(known),
                        folds.folds().size()),
                folds.notes());
    }

    private void score(Learner learner, KFold fold, float[] scores, boolean[] known) {
        FitContext context = new FitContext(request.seed(), request.threads(), (step, of, loss, watched) -> {});
        try (FittedModel model = learner.fit(
                parts.training().select(fold.train()).narrow(), parts.labels().select(fold.train()), context)) {
            float[][] answers = model.predict(parts.training().select(fold.test()));
            for (int i = 0; i < answers.length; i++) {
                scores[fold.test()[i]] = answers[i][positive];
                known[fold.test()[i]] = true;
            }
        }
    }

    private ThresholdChoice.Chosen chosen(ThresholdRule rule, float[] scores, boolean[] known) {
        float[] of = new float[count(known)];
        boolean[] isPositive = new boolean[of.length];
        double[] weights = parts.labels().weights() == null ? null : new double[of.length];
        int n = 0;
        for (int row = 0; row < scores.length; row++) {
            if (known[row]) {
                of[n] = scores[row];
                if (weights != null) {
                    weights[n] = parts.labels().weight(row);
                }
                isPositive[n++] = parts.labels().codes()[row] == positive;
            }
        }
        return ThresholdChoice.of(rule, of, isPositive, weights);
    }

    private static int count(boolean[] flags) {
        int n = 0;
        for (boolean flag : flags) {
            n += flag ? 1 : 0;
        }
        return n;
    }
}
