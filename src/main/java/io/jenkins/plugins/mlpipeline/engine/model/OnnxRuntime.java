package io.jenkins.plugins.mlpipeline.engine.model;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

/** ONNX Runtime, started once per process. */
public final class OnnxRuntime {
    /** DJL's name for it. */
    static final String ENGINE = "OnnxRuntime";

    /** Without it DJL loads PyTorch, which costs a second, for operations that are never asked for. */
    private static final String NO_OTHER_ENGINE = "ai.djl.onnx.disable_alternative";

    private OnnxRuntime() {}

    /** Loads the native library, unless that is done. */
    static void start() {
        if (System.getProperty(NO_OTHER_ENGINE) == null) {
            System.setProperty(NO_OTHER_ENGINE, "true");
        }
        Engine.getEngine(ENGINE);
    }

    /** The environment of this process; DJL makes it, and refuses one that somebody else has made before. */
    public static OrtEnvironment environment() {
        start();
        return OrtEnvironment.getEnvironment();
    }

    /** Its version. */
    static String version() {
        return environment().getVersion();
    }
}
