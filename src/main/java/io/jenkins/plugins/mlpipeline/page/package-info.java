/**
 * Pages beyond one build: the models of a job over its builds, those of all jobs, two models beside each other, the badge and the
 * column of views. They are made of what builds recorded; they know records, the index, targets and the report, never how steps
 * run. The pages of one build are in {@code report}.
 */
package io.jenkins.plugins.mlpipeline.page;
