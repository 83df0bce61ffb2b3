package io.jenkins.plugins.mlpipeline.engine.spark.application;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.IntFunction;
import org.apache.spark.SparkFiles;

/**
 * The engine in an executor, once for all its tasks: in a class loader that does not see Spark's libraries, whose versions are
 * others than the engine's.
 */
final class EngineLoader {
    /** Has a constructor that takes the folder of the files that went with the application. */
    private static final String SCORING = "io.jenkins.plugins.mlpipeline.engine.spark.ExecutorScoring";

    private static IntFunction<byte[]> scoring;

    private EngineLoader() {}

    /** What answers for a file by its position; the models are loaded the first time. */
    @SuppressWarnings("unchecked")
    static synchronized IntFunction<byte[]> scoring(String... jars) throws Exception {
        if (scoring == null) {
            URLClassLoader loader = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader());
            String folder = new File(SparkFiles.get(jars[0])).getAbsoluteFile().getParent();
            Thread thread = Thread.currentThread();
            ClassLoader sparks = thread.getContextClassLoader();
            // Services are looked for there.
            thread.setContextClassLoader(loader);
            try {
                scoring = (IntFunction<byte[]>) Class.forName(SCORING, true, loader)
                        .getConstructor(String.class)
                        .newInstance(folder);
            } finally {
                thread.setContextClassLoader(sparks);
            }
        }
        return scoring;
    }

    private static URL[] urls(String... jars) throws MalformedURLException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = new File(SparkFiles.get(jars[i])).toURI().toURL();
        }
        return urls;
    }
}
