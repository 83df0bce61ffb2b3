package io.jenkins.plugins.mlpipeline.engine.training;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoost;

/** Versions of what takes part in a training. */
final class Versions {
    private Versions() {}

    /** The libraries that make a model with this algorithm, in a fixed order. */
    static Map<String, String> engines(Algorithm algorithm) {
        Map<String, String> versions = new LinkedHashMap<>();
        switch (algorithm.kind().library()) {
            case PYTORCH -> {
                versions.put("djl", Engine.getDjlVersion());
                versions.put("pytorch", Engine.getEngine(Torch.ENGINE).getVersion());
            }
            case XGBOOST -> versions.put("xgboost", xgboost());
            case JAVA -> {}
        }
        versions.put("onnxruntime", OrtEnvironment.getEnvironment().getVersion());
        return versions;
    }

    /** Machine and Java, in a fixed order. */
    static Map<String, String> environment(int threads) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        environment.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        environment.put("threads", Integer.toString(threads));
        return environment;
    }

    private static String xgboost() {
        try (InputStream in = XGBoost.class.getResourceAsStream("/xgboost4j-version.properties")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().replaceFirst("^version=", "");
        } catch (IOException e) {
            throw new IllegalStateException("XGBoost's version can't be read", e);
        }
    }
}
