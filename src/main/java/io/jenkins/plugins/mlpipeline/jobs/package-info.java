/**
 * What jobs have beside their builds: the frame of a page below a job's, and files in a job's folder. Knows the engine's files;
 * nothing of models, targets or steps.
 */
package io.jenkins.plugins.mlpipeline.jobs;
