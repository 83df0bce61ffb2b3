package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import java.io.IOException;

/** Something that reads the rows and learns from them in place of this process, which never holds them. */
public interface LearningElsewhere {
    /**
     * What the rows are.
     *
     * @param progress hears how many files were read, and of how many
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when they are not usable, or what is asked for can't be done there
     */
    LearntData read(Progress progress) throws IOException;

    /** Learns from them; what is learnt is to be closed by the caller. */
    FittedModel fit() throws IOException;

    /** Hears how far it is. */
    @FunctionalInterface
    interface Progress {
        void step(int step, int of);
    }
}
