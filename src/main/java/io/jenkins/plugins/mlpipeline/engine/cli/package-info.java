/**
 * The command line: options, what is printed, exit codes. What a command does belongs into {@code job} and the rooms
 * below it, so that a step of a pipeline can do the same.
 */
package io.jenkins.plugins.mlpipeline.engine.cli;
