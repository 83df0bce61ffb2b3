package io.jenkins.plugins.mlpipeline.engine.worker;

/** Where results go in a workspace when nobody says; models of one build do not meet there. */
public final class Places {
    private static final String FOLDER = "ml-pipeline";

    private Places() {}

    /** The folder of a model package. */
    public static String model(String id) {
        return FOLDER + "/" + id;
    }

    /** The evaluation of a model. */
    public static String evaluation(String id) {
        return FOLDER + "/" + id + "-evaluation.json";
    }
}
