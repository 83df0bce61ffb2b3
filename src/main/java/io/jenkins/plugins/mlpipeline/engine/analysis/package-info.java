/** What a validation computes when it is asked for: comparisons with a baseline, slices, fairness, bootstrap samples. */
package io.jenkins.plugins.mlpipeline.engine.analysis;
