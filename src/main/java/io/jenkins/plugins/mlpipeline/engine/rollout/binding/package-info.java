/** Whether what is about to be deployed is what a gate passed: pure functions over digests and a verdict. */
package io.jenkins.plugins.mlpipeline.engine.rollout.binding;
