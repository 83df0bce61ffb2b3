/**
 * Watching a model that serves: whether what it is asked looks as what it learnt from, how well it may still answer, and how
 * well it did where labels have arrived. A {@link io.jenkins.plugins.mlpipeline.engine.monitoring.Watcher} is a function of the
 * looks before, what was seen now, and what was asked for; files are read and written around it.
 */
package io.jenkins.plugins.mlpipeline.engine.monitoring;
