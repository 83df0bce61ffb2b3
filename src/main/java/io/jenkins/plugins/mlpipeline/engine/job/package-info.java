/** From a spec to the work it asks for; the command line and the worker start here. */
package io.jenkins.plugins.mlpipeline.engine.job;
