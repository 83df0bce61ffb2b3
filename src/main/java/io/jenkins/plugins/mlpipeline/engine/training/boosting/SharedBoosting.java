package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.EarlyStop;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.Communicator;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient boosting of rows that several workers hold, each its own. All grow the same trees, and these are the same however the
 * rows are shared out and in whatever order they are: cuts are known before ({@link FeatureCuts}), and gradients and losses
 * are rounded so little that their sums are exact ({@link ExactUnit}).
 */
public final class SharedBoosting {
    private final Hyperparameters hyperparameters;
    private final BoostingTarget target;
    private final long seed;

    /**
     * @param scale of the values of a regression; null for labels
     * @param counts training rows of each label; null for a regression
     * @param seed the training's
     */
    public SharedBoosting(Hyperparameters hyperparameters, Task task, TargetScale scale, double[] counts, long seed) {
        this.hyperparameters = hyperparameters;
        this.target = task == Task.REGRESSION
                ? new BoostingTarget(task, new float[1], null, scale, 1)
                : BoostingTarget.ofLabels(task, counts, null, hyperparameters);
        this.seed = hyperparameters.seed(seed);
    }

    /** What the workers learnt: the booster in XGBoost's format, the rounds that count, and the losses of all. */
    public record Learnt(byte[] booster, int rounds, List<LossPoint> curve) {}

    /** Hears of a round that is done. */
    @FunctionalInterface
    public interface Round {
        void done(LossPoint point);
    }

    /** Whether rows are watched to stop early. */
    public boolean watches(long rows) {
        return GradientBoosting.stops(hyperparameters, rows) && !hyperparameters.isNone("validation_fraction");
    }

    /** The part of the rows that is watched. */
    public double watchedPart() {
        return hyperparameters.real("validation_fraction");
    }

    /** The part that decides which rows are watched. */
    public long seed() {
        return seed;
    }

    /** The model. */
    public BoostedTrees model(Learnt learnt, Preprocessing preprocessing) {
        try {
            return new BoostedTrees(
                    preprocessing, target, XGBoost.loadModel(learnt.booster), learnt.rounds, learnt.curve);
        } catch (XGBoostError | java.io.IOException e) {
            throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
        }
    }

    /** Joins workers, and leaves them at the end: what a thread does meanwhile it does with them. */
    public static <T> T joined(Map<String, Object> workers, Callable<T> work) throws Exception {
        Communicator.init(workers);
        try {
            return work.call();
        } finally {
            Communicator.shutdown();
        }
    }

    /**
     * Learns.
     *
     * @param learnt this worker's rows to learn from, with values as {@link FeatureCuts#replace} leaves them
     * @param watched this worker's rows to watch; null when none are watched
     * @param rows training rows of all workers
     * @param isAlone whether there is no other worker
     */
    public Learnt fit(EncodedRows learnt, EncodedRows watched, long rows, int threads, boolean isAlone, Round heard) {
        Collective all = isAlone ? Collective.ALONE : Collective.JOINED;
        try (XgbMatrix ours = matrix(learnt);
                XgbMatrix looked = watched == null ? null : matrix(watched)) {
            SharedRows rowsLearnt = new SharedRows(target, ours, learnt, all);
            SharedRows rowsWatched = watched == null ? null : new SharedRows(target, looked, watched, all);
            boolean stops = GradientBoosting.stops(hyperparameters, rows);
            EarlyStop stop = new EarlyStop(
                    stops ? hyperparameters.whole("n_iter_no_change") : Integer.MAX_VALUE,
                    hyperparameters.real("tol"),
                    true);
            int rounds = hyperparameters.whole("max_iter");
            double leastWeight = hyperparameters.whole("min_samples_leaf");
            Booster booster = XGBoost.train(
                    ours.get(),
                    GradientBoosting.parameters(
                            hyperparameters, target, leastWeight * target.curvature(), seed, threads),
                    0,
                    Map.of(),
                    null,
                    null);
            try {
                List<LossPoint> curve = new ArrayList<>();
                rowsLearnt.look(booster);
                for (int round = 0; round < rounds && !stop.now(); round++) {
                    if (target.task() != Task.REGRESSION) {
                        booster.setParam(
                                LeafWeight.PARAMETER,
                                Math.max(LeafWeight.least(target.task()), leastWeight * rowsLearnt.curvature()));
                    }
                    booster.boost(ours.get(), round, rowsLearnt.gradients(), rowsLearnt.curvatures());
                    rowsLearnt.look(booster);
                    if (rowsWatched != null) {
                        rowsWatched.look(booster);
                    }
                    LossPoint point = new LossPoint(
                            round + 1, rowsLearnt.loss(), rowsWatched == null ? null : rowsWatched.loss());
                    curve.add(point);
                    stop.loss(rowsWatched == null ? rowsLearnt.loss() : rowsWatched.loss());
                    heard.done(point);
                }
                return new Learnt(booster.toByteArray(), stops ? stop.best() : curve.size(), List.copyOf(curve));
            } finally {
                booster.dispose();
            }
        } catch (XGBoostError e) {
            throw new TreeFailure(e);
        }
    }

    private XgbMatrix matrix(EncodedRows rows) throws XGBoostError {
        XgbMatrix matrix = new XgbMatrix(rows.take(), rows.rows(), rows.width());
        target.margin(matrix.get());
        return matrix;
    }
}
