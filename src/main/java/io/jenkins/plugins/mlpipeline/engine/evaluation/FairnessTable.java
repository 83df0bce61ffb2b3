package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;

/**
 * Rows of each group of a sensitive column, by truth and prediction of the positive label.
 *
 * @param by the column
 * @param groups in the order of their names
 */
public record FairnessTable(String by, List<Group> groups) {
    public FairnessTable {
        if (by == null || groups == null) {
            throw new IllegalArgumentException("fairness has no column or no groups");
        }
        groups = List.copyOf(groups);
    }

    /**
     * One group.
     *
     * @param name the column's value
     * @param truePositives positive rows predicted positive
     * @param falsePositives other rows predicted positive
     * @param falseNegatives positive rows not predicted positive
     * @param trueNegatives other rows not predicted positive
     */
    public record Group(String name, long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
        /** Rows of the group. */
        public long rows() {
            return positives() + negatives();
        }

        /** Rows whose label is the positive one. */
        public long positives() {
            return truePositives + falseNegatives;
        }

        /** Rows whose label is the other one. */
        public long negatives() {
            return falsePositives + trueNegatives;
        }

        /** Rows predicted positive. */
        public long selected() {
            return truePositives + falsePositives;
        }
    }
}
