package io.jenkins.plugins.mlpipeline.engine.spark.application;

import java.util.function.IntFunction;
import org.apache.spark.api.java.function.Function;

/** What an executor does with one file: its answer is told by its first byte, see {@link EngineLoader}. */
final class PartTask implements Function<Integer, byte[]> {
    private static final long serialVersionUID = 1L;

    private final String engine;
    private final String[] jars;

    /**
     * @param engine what answers there, see {@link EngineLoader}
     * @param jars names of the files that hold the engine and its libraries, which go with the application
     */
    PartTask(String engine, String... jars) {
        this.engine = engine;
        this.jars = jars.clone();
    }

    @Override
    public byte[] call(Integer part) throws Exception {
        return EngineLoader.<IntFunction<byte[]>>engine(engine, jars).apply(part);
    }
}
