/**
 * Aliases of registries of models that jobs watch: where each pointed when it was seen, and the jobs that start when it points
 * elsewhere. Knows connections and the engine; no step.
 */
package io.jenkins.plugins.mlpipeline.aliases;
