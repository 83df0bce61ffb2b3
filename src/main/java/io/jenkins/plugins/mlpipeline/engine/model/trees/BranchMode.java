package io.jenkins.plugins.mlpipeline.engine.model.trees;

/** How an inner node decides: by comparing a feature with a threshold. */
public enum BranchMode {
    /** Smaller or equal. */
    BRANCH_LEQ(true, false),
    /** Smaller. */
    BRANCH_LT(true, true),
    /** Greater. */
    BRANCH_GT(false, false),
    /** Greater or equal. */
    BRANCH_GTE(false, true),
    /** Not at all. */
    LEAF(true, false);

    /** Whether the comparison holds below the threshold. */
    final boolean holdsBelow;
    /** Whether the threshold itself is on the upper side. */
    final boolean thresholdIsAbove;

    BranchMode(boolean holdsBelow, boolean thresholdIsAbove) {
        this.holdsBelow = holdsBelow;
        this.thresholdIsAbove = thresholdIsAbove;
    }
}
