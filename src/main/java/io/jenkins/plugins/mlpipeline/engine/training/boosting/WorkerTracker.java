package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.RabitTracker;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Where workers that learn together find one another. */
public final class WorkerTracker implements AutoCloseable {
    private static final int SECONDS_TO_COME = 300;
    private static final int ANY_PORT = 0;

    private final RabitTracker tracker;

    private WorkerTracker(RabitTracker tracker) {
        this.tracker = tracker;
    }

    /**
     * Starts one.
     *
     * @param workers how many will come
     * @param host this machine as they see it
     */
    public static WorkerTracker start(int workers, String host) {
        try {
            RabitTracker tracker = new RabitTracker(workers, host, ANY_PORT, SECONDS_TO_COME);
            tracker.start();
            return new WorkerTracker(tracker);
        } catch (XGBoostError e) {
            throw new TreeFailure(e);
        }
    }

    /** What a worker has to be told to {@linkplain SharedBoosting#joined join}. */
    public Map<String, Object> told() {
        try {
            return new TreeMap<>(tracker.getWorkerArgs());
        } catch (XGBoostError e) {
            throw new TreeFailure(e);
        }
    }

    @Override
    public void close() {
        try {
            tracker.stop();
        } catch (XGBoostError e) {
            throw new TreeFailure(e);
        }
    }
}
