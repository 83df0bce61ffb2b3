package io.jenkins.plugins.mlpipeline.engine.spec;

/** Work that takes settings: a command of the command line and, but for some, a step. */
public enum SpecStage {
    /** A model is trained. */
    TRAIN,
    /** A model or predictions are measured. */
    VALIDATE,
    /** Rows are described. */
    PROFILE,
    /** An evaluation is judged. */
    GATE,
    /** What a model is asked is compared with what it learnt from. */
    WATCH
}
