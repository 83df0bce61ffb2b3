/**
 * The process that asks Maven repositories for the worker's libraries, with Maven's own defaults and the settings of the
 * user who runs it. Its class path is Maven's resolver and this engine; nothing else of the engine loads the resolver.
 */
package io.jenkins.plugins.mlpipeline.engine.runtime.resolver;
