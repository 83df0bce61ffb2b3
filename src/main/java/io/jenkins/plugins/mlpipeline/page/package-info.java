/**
 * Pages of jobs: how their models did over the builds. They are made of what builds recorded; they know records, targets
 * and the report, never how steps run. The pages of one build are in {@code report}.
 */
package io.jenkins.plugins.mlpipeline.page;
