package io.jenkins.plugins.mlpipeline.engine.rollout.restore;

/**
 * A rollback that somebody asked for, of a workload that need not have failed.
 *
 * @param to what is looked for, unless a revision is named
 * @param revision the number of the revision to go back to, or {@code null}
 * @param reason why, in their words, one line
 * @param from what is gone back from
 */
public record Asked(RollbackTo to, Long revision, String reason, Previous from) {}
