package io.jenkins.plugins.mlpipeline.engine.validation;

import java.util.List;

/**
 * Whose the columns of scores are.
 *
 * @param labels the labels in the order of the columns
 * @param origin who says so
 * @param columns names of the columns; empty where they have none
 */
record ScoreOrder(List<String> labels, Origin origin, List<String> columns) {
    /** Who says which label a column of scores is of. */
    enum Origin {
        /** The model's own file. */
        MODEL,
        /** The list of labels. */
        DECLARED,
        /** The names of a predictions file's columns. */
        COLUMNS
    }
}
