package io.jenkins.plugins.mlpipeline.engine.model.predict;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.util.List;

/** ONNX Runtime, started once per process. */
public final class OnnxRuntime {
    /** DJL's name for it. */
    static final String ENGINE = "OnnxRuntime";

    /** Without it DJL loads PyTorch, which costs a second, for operations that are never asked for. */
    private static final String NO_OTHER_ENGINE = "ai.djl.onnx.disable_alternative";

    /** Of the pools that sessions may share and ours do not: as many as the machine has processors, unless it is said. */
    private static final List<String> POOLS =
            List.of("ai.djl.onnxruntime.num_threads", "ai.djl.onnxruntime.num_interop_threads");

    private OnnxRuntime() {}

    /** Loads the native library, unless that is done. */
    static void start() {
        setUnlessGiven(NO_OTHER_ENGINE, "true");
        POOLS.forEach(pool -> setUnlessGiven(pool, "1"));
        Engine.getEngine(ENGINE);
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
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
