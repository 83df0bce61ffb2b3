/** Builds that start without a person: with which parameters. Knows nothing of why. */
package io.jenkins.plugins.mlpipeline.starts;
