package io.jenkins.plugins.mlpipeline.live;

import io.jenkins.plugins.mlpipeline.engine.worker.WorkerProgress;
import java.util.ArrayList;
import java.util.List;

/** A step that runs, and how far it is. */
public final class RunningStep {
    /** Most points of a loss curve; when there are more, every second goes. */
    static final int MOST_POINTS = 200;

    private final String step;
    private final String id;
    private WorkerProgress last;
    private final List<Loss> losses = new ArrayList<>();
    /** Of the losses that come, one in so many is kept. */
    private int stride = 1;

    private int heard;

    /**
     * @param step its name, for example {@code mlTrain}
     * @param id of the model within the build
     */
    RunningStep(String step, String id) {
        this.step = step;
        this.id = id;
    }

    /**
     * Losses after a number of rounds or epochs.
     *
     * @param training null when there is none
     * @param validation null when there is none
     */
    public record Loss(long done, Double training, Double validation) {}

    /**
     * How far a step is at one moment.
     *
     * @param step its name
     * @param id of the model within the build
     * @param stage what it does; null before it says so
     * @param done parts of the stage that are done
     * @param total parts in all; 0 when not known
     * @param secondsLeft null when not known
     * @param losses of the stage, in order
     */
    public record State(
            String step, String id, String stage, long done, long total, Long secondsLeft, List<Loss> losses) {
        public State {
            losses = List.copyOf(losses);
        }
    }

    /** Hears what a worker says. */
    synchronized void heard(WorkerProgress line) {
        if (last == null || !last.stage().equals(line.stage())) {
            losses.clear();
            stride = 1;
            heard = 0;
        }
        last = line;
        if (line.trainingLoss() == null && line.validationLoss() == null) {
            return;
        }
        if (heard % stride == 0) {
            losses.add(new Loss(line.done(), line.trainingLoss(), line.validationLoss()));
        }
        heard++;
        if (losses.size() > MOST_POINTS) {
            for (int i = losses.size() - 1; i > 0; i--) {
                if (i % 2 == 1) {
                    losses.remove(i);
                }
            }
            stride *= 2;
        }
    }

    /** How far it is now. */
    public synchronized State state() {
        return last == null
                ? new State(step, id, null, 0, 0, null, List.of())
                : new State(step, id, last.stage(), last.done(), last.total(), last.secondsLeft(), losses);
    }
}
