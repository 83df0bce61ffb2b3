package io.jenkins.plugins.mlpipeline.engine.training.learner;

/** Settings of the PyTorch engine that must be made before it is loaded. */
public final class Torch {
    /** DJL's name of the engine. */
    public static final String ENGINE = "PyTorch";

    private static final String THREADS = "ai.djl.pytorch.num_threads";
    private static final String INTEROP_THREADS = "ai.djl.pytorch.num_interop_threads";

    private Torch() {}

    /** Limits the engine's threads; without effect once it is loaded, or when the caller set the properties. */
    public static void limit(int threads) {
        if (System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, Integer.toString(threads));
        }
        if (System.getProperty(INTEROP_THREADS) == null) {
            System.setProperty(INTEROP_THREADS, "1");
        }
    }
}
