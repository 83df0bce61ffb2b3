/**
 * Which models the controller's jobs have and how they did last: small files in the jobs' own folders that each build's end
 * brings up to date, so that a page about all models loads no build. It knows records and the report, never how steps run.
 */
package io.jenkins.plugins.mlpipeline.index;
