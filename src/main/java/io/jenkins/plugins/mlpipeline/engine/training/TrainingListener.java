package io.jenkins.plugins.mlpipeline.engine.training;

import java.time.Duration;

/** Hears how far a training is. Called from the training's thread; shall return quickly. */
@FunctionalInterface
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener SILENT = event -> {};

    /** Called when a stage begins, and after each round or epoch. */
    void on(Event event);

    /**
     * What happened.
     *
     * @param stage what is going on
     * @param step rounds, epochs, trees or folds done, 0 when the stage begins
     * @param of how many there will be at most; 0 when not known
     * @param trainingLoss mean loss on the rows learnt from; null when not computed
     * @param validationLoss mean loss on the rows that early stopping looks at; null when there are none
     * @param detail what else to show, such as {@code candidate 2 of 4 (mlp), fold 3 of 5}; null when there is nothing
     * @param elapsed since the training began
     */
    record Event(
            Stage stage,
            int step,
            int of,
            Double trainingLoss,
            Double validationLoss,
            String detail,
            Duration elapsed) {}

    /** The stages of a training, in their order. */
    enum Stage {
        /** The data file is read. */
        READING,
        /** The candidates of {@code auto} are cross-validated. */
        COMPARING,
        /** The threshold is chosen on rows of the training part. */
        CHOOSING,
        /** The learner runs. */
        FITTING,
        /** The ONNX file is written. */
        EXPORTING,
        /** The ONNX file is compared with the learner. */
        CHECKING
    }
}
