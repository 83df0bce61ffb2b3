package io.jenkins.plugins.mlpipeline.engine.training.forest;

/**
 * How a forest grows.
 *
 * @param trees number of trees
 * @param draws rows drawn with replacement for each tree; 0: every row once
 * @param features features that are tried at each split; those that are constant there do not count
 * @param maxDepth most splits on a path
 * @param maxLeaves most leaves; the splits that gain most come first
 * @param minSplit least rows of a node that is split
 * @param minLeaf least rows of a leaf
 * @param minDecrease least decrease of impurity, weighted by the node's part of the rows
 */
record ForestSettings(
        int trees,
        int draws,
        int features,
        int maxDepth,
        int maxLeaves,
        int minSplit,
        int minLeaf,
        double minDecrease) {}
