/**
 * The process on the agent. {@code WorkerMain spec.json classpath.list} reads what to do from {@code spec.json}, prints
 * progress lines while it works, and leaves {@code result.json} and the documents of the work in the folder of
 * {@code spec.json}. It needs no connection to Jenkins while it runs.
 */
package io.jenkins.plugins.mlpipeline.engine.worker;
