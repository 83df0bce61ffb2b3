package io.jenkins.plugins.mlpipeline.engine.spark.application;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import org.apache.spark.SparkFiles;

/**
 * The engine in an executor, once for all its tasks: in a class loader that does not see Spark's libraries, whose versions are
 * others than the engine's.
 */
final class EngineLoader {
    private static Object loaded;

    private EngineLoader() {}

    /**
     * What answers for files by their position; what it needs is loaded the first time.
     *
     * @param name of a class with a constructor that takes the folder of the files that went with the application
     */
    @SuppressWarnings("unchecked")
    static synchronized <T> T engine(String name, String... jars) throws Exception {
        if (loaded == null) {
            URLClassLoader loader = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader());
            String folder = new File(SparkFiles.get(jars[0])).getAbsoluteFile().getParent();
            Thread thread = Thread.currentThread();
            ClassLoader sparks = thread.getContextClassLoader();
            // Services are looked for there.
            thread.setContextClassLoader(loader);
            try {
                loaded = Class.forName(name, true, loader)
                        .getConstructor(String.class)
                        .newInstance(folder);
            } finally {
                thread.setContextClassLoader(sparks);
            }
        }
        return (T) loaded;
    }

    private static URL[] urls(String... jars) throws MalformedURLException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = new File(SparkFiles.get(jars[i])).toURI().toURL();
        }
        return urls;
    }
}
