package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener;
import java.util.Locale;

/** Shows a training on a progress bar. */
final class TrainProgress {
    private TrainProgress() {}

    static TrainingListener on(ProgressBar bar) {
        return event -> {
            String stage = event.stage().name().toLowerCase(Locale.ROOT);
            String loss = event.detail() != null
                    ? event.detail()
                    : event.validationLoss() != null
                            ? String.format(Locale.ROOT, "validation loss %.4f", event.validationLoss())
                            : event.trainingLoss() != null
                                    ? String.format(Locale.ROOT, "loss %.4f", event.trainingLoss())
                                    : "";
            if (event.of() > 0) {
                bar.show(stage, event.step(), event.of(), loss);
            }
        };
    }
}
