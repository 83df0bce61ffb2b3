/**
 * How much memory and time a process may take, and that it ends when that is over, whatever native code does. What the
 * process was to leave behind belongs to whoever starts the watch.
 */
package io.jenkins.plugins.mlpipeline.engine.limits;
