/** What a failed rollout goes back to, and how exactly: pure functions over revisions and recorded image digests. */
package io.jenkins.plugins.mlpipeline.engine.rollout.restore;
