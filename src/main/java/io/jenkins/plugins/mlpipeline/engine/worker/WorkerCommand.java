package io.jenkins.plugins.mlpipeline.engine.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A command of the worker. */
@FunctionalInterface
interface WorkerCommand {
    /**
     * Does it.
     *
     * @param spec what to do
     * @param documents folder for the documents that whoever started the worker will read
     * @return results by name
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when the author of pipeline or data can put it right
     */
    Map<String, Object> run(WorkerSpec spec, Path documents, Progress progress)
            throws IOException, InterruptedException;
}
